package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/pipeline"
	"github.com/duizhao/duizhao/publish"
	"github.com/duizhao/duizhao/read"
)

// spare refuses to write a result over a file that people work on: one that
// the command reads, a text of an article, its ledger, or one of the files of
// a project. What else is there a result replaces, as a shell's > does.
func spare(path string, inputs []string) error {
	there, err := os.Stat(path)
	if err != nil || !there.Mode().IsRegular() {
		return nil
	}
	for _, input := range inputs {
		if in, err := os.Stat(input); err == nil && os.SameFile(there, in) {
			return fault.New("cli.output-is-input", path)
		}
	}
	switch base := filepath.Base(path); {
	case base == config.Name, base == pipeline.GlossaryName, base == publish.LockName, strings.HasSuffix(base, ledger.Suffix), ofArticle(path):
		return fault.New("cli.output-is-text", path)
	}
	return nil
}

// ofArticle reports a text of an article: NAME.LANG.md in Chinese, or in another
// language where a Chinese one of this name stands beside it. NAME.LANG.LANG.txt
// is an edition.
func ofArticle(path string) bool {
	name, tag, ok := read.SplitName(path)
	if !ok || !pipeline.Readable(path) {
		return false
	}
	if _, _, edition := read.SplitName(name + filepath.Ext(path)); edition {
		return false
	}
	chinese := func(t lang.Tag) bool { return t.Chinese() || t == lang.Und } // NAME.zh.md
	if chinese(tag) {
		return true
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return false
	}
	for _, e := range entries {
		if n, t, ok := read.SplitName(e.Name()); ok && n == name && chinese(t) && pipeline.Readable(e.Name()) {
			return true
		}
	}
	return false
}
