// Package docset reads gold sets of whole documents, structure and all:
// NAME.zh-Hant.md (or .zh-Hans, .txt) with its translation NAME.en.md and the
// beads NAME.zh-en.gold. It stands apart from package align, which knows no
// reader.
package docset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// Read reads the set of a folder for one target language. sum is the SHA-256
// over all of its files in the order of their use. A folder without any is the
// fault align.no-gold.
func Read(dir string, target lang.Tag) (examples []*align.Example, sum string, err error) {
	ending := ".zh-" + string(target) + ".gold"
	files, _ := filepath.Glob(filepath.Join(dir, "*"+ending))
	sort.Strings(files)
	hash := sha256.New()
	for _, path := range files {
		stem := strings.TrimSuffix(path, ending)
		ex := &align.Example{Name: filepath.Base(stem)}
		if ex.Source, err = document(stem, hash.Write, lang.ZhHant, lang.ZhHans); err != nil {
			return nil, "", err
		}
		if ex.Target, err = document(stem, hash.Write, target); err != nil {
			return nil, "", err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, "", fault.New("align.no-gold", path).Because(err)
		}
		hash.Write(data)
		if ex.Gold, err = align.ReadBeads(path, bytes.NewReader(data)); err != nil {
			return nil, "", err
		}
		examples = append(examples, ex)
	}
	if len(examples) == 0 {
		return nil, "", fault.New("align.no-gold", dir)
	}
	return examples, hex.EncodeToString(hash.Sum(nil)), nil
}

// document reads the first file that there is of a name in some languages, and
// cuts it.
func document(stem string, seen func([]byte) (int, error), tags ...lang.Tag) (*segment.Text, error) {
	for _, tag := range tags {
		for _, ext := range []string{".md", ".txt"} {
			path := stem + "." + string(tag) + ext
			data, err := os.ReadFile(path)
			if err != nil {
				continue
			}
			if _, err := seen(data); err != nil {
				return nil, err
			}
			d, err := read.Bytes(filepath.Base(path), data, read.Options{})
			if err != nil {
				return nil, err
			}
			return segment.Document(d), nil
		}
	}
	return nil, fault.New("align.no-gold", stem+"."+string(tags[0]))
}
