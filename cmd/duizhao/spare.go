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
// language where a Chinese one of this name stands beside it.
func ofArticle(path string) bool {
	_, tag, ok := read.SplitName(path)
	if !ok || !pipeline.Readable(path) || pipeline.IsEdition(path) {
		return false
	}
	return tag.Chinese() || tag == lang.Und || pipeline.SourceBeside(path) != "" // Und: NAME.zh.md
}
