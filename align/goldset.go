package align

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// maxGold bounds the size of a file of a gold set.
const maxGold = 64 << 20

// ReadSet reads the gold set of a folder for one target language: NAME.zh, the
// translation NAME.en (or .ko, …), both one sentence a line, and their beads
// NAME.gold or NAME.zh-en.gold. sum is the SHA-256 over all of these files in
// the order of their names. A folder without any is the fault align.no-gold.
func ReadSet(dir string, target lang.Tag) (examples []*Example, sum string, err error) {
	ext := "." + string(target)
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold"))
	sort.Strings(files)
	hash := sha256.New()
	for _, path := range files {
		stem := strings.TrimSuffix(path, ".gold")
		if pair := ".zh-" + string(target); strings.HasSuffix(stem, pair) {
			stem = strings.TrimSuffix(stem, pair)
		} else if strings.Contains(filepath.Base(stem), ".zh-") {
			continue // another pair's
		}
		if _, err := os.Stat(stem + ext); err != nil {
			continue
		}
		ex := &Example{Name: filepath.Base(stem)}
		for _, f := range []string{stem + ".zh", stem + ext, path} {
			info, err := os.Stat(f)
			if err != nil {
				return nil, "", fault.New("align.no-gold", f).Because(err)
			}
			if info.Size() > maxGold {
				return nil, "", fault.New("align.no-gold", f)
			}
			data, err := os.ReadFile(f)
			if err != nil {
				return nil, "", fault.New("align.no-gold", f).Because(err)
			}
			hash.Write(data)
			switch f {
			case path:
				ex.Gold, err = ReadBeads(f, bytes.NewReader(data))
			case stem + ext:
				ex.Target = segment.Lines(f, target, string(data))
			default:
				ex.Source = segment.Lines(f, hanScript(string(data)), string(data))
			}
			if err != nil {
				return nil, "", err
			}
		}
		examples = append(examples, ex)
	}
	if len(examples) == 0 {
		return nil, "", fault.New("align.no-gold", dir)
	}
	return examples, hex.EncodeToString(hash.Sum(nil)), nil
}

// hanScript tells Traditional from Simplified text by the characters that the
// script table maps.
func hanScript(text string) lang.Tag {
	d := data()
	mapped := 0
	all := 0
	for _, c := range text {
		if _, ok := d.script[c]; ok {
			mapped++
		}
		all++
	}
	if mapped*20 > all {
		return lang.ZhHant
	}
	return lang.ZhHans
}
