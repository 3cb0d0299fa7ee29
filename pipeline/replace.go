package pipeline

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
)

// maxJudged bounds, in bytes, a file that is read to find out whose it is: no
// edition is as large.
const maxJudged = 1 << 30

// MayPut reports, as an error, a file at path that duizhao did not write and
// that data would replace. Its own are known by what is in them: an edition
// names its maker, or has a form that nothing else has; a file that holds the
// beginning of data was torn. known, which may be nil, knows further contents.
func MayPut(path string, data []byte, known func(old []byte) bool) error {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() { // what else is wrong, writing will tell
		return nil
	}
	foreign := fault.New("pipeline.foreign", path)
	if !info.Mode().IsRegular() || info.Size() > maxJudged {
		return foreign
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return fault.New("file.write", path).Because(err)
	}
	if bytes.HasPrefix(data, old) || Own(path, old) || known != nil && known(old) {
		return nil
	}
	return foreign
}

// Put writes an output at path. Unless force is set, it replaces nothing that
// duizhao did not write; see MayPut.
func Put(path string, data []byte, force bool, known func(old []byte) bool) error {
	if !force {
		if err := MayPut(path, data, known); err != nil {
			return err
		}
	}
	return atomicfile.Write(path, data, fs.FileMode(0o644))
}

// The marks by which outputs are known, by the ending of their names. Names of
// the maker stand near the beginning, but for PDF, whose metadata come late.
var marks = map[string]*regexp.Regexp{
	".html":  regexp.MustCompile(`<meta name="generator" content="duizhao[ "]`),
	".pdf":   regexp.MustCompile(`<xmp:CreatorTool>duizhao[< ]`),
	".jsonl": regexp.MustCompile(`^\{"row":0,"cells":\[\{"lang":"`),
	".txt":   regexp.MustCompile(`^(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)* {2,}\S|# duizhao\n)`),
	".xml":   regexp.MustCompile(`<generator>duizhao[< ]|<!-- duizhao -->`),
	".js":    regexp.MustCompile(`^duizhao\(|site made with duizhao`),
	".css":   regexp.MustCompile(`site made with duizhao`),
}

// Own reports a content that duizhao has written, in this or another release.
func Own(name string, content []byte) bool {
	ending := strings.ToLower(filepath.Ext(name))
	mark := marks[ending]
	if mark == nil {
		return false
	}
	if ending != ".pdf" {
		content = content[:min(len(content), 4<<10)]
	}
	return mark.Match(content)
}
