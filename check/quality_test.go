package check

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// planted is one block of a file in testdata/planted.
type planted struct {
	line           int
	wrong          bool
	note           string
	source, target []string // "-" for no sentence
}

// readPlanted reads a file of testdata/planted; see the README there.
func readPlanted(t testing.TB, path string) (table string, blocks []planted) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	inTable := false
	for i, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "glossary" && len(blocks) == 0:
			inTable = true
		case line == "":
			inTable = false
		case inTable:
			table += line + "\n"
		case strings.HasPrefix(line, "! "), strings.HasPrefix(line, "= "):
			blocks = append(blocks, planted{line: i + 1, wrong: line[0] == '!', note: line[2:]})
		case len(blocks) == 0:
			t.Fatalf("%s:%d: text before the first block", path, i+1)
		case strings.HasPrefix(line, "  "):
			b := &blocks[len(blocks)-1]
			if len(b.target) < len(b.source) {
				b.target = append(b.target, line[2:])
			} else {
				b.target[len(b.target)-1] += "\n" + line[2:]
			}
		default:
			b := &blocks[len(blocks)-1]
			if len(b.source) != len(b.target) {
				t.Fatalf("%s:%d: a source sentence without its translation", path, i)
			}
			b.source = append(b.source, line)
		}
	}
	return table, blocks
}

// pair makes a bitext of lists of sentences, one bead for each pair.
func pair(t testing.TB, target lang.Tag, source, translation []string) *bitext.Bitext {
	t.Helper()
	var s, u []string
	var beads []bitext.Bead
	for i := range source {
		b := bitext.Bead{Source: bitext.Range{From: len(s), To: len(s)}, Target: bitext.Range{From: len(u), To: len(u)}, Confidence: 1}
		if source[i] != "-" {
			s = append(s, source[i])
			b.Source.To++
		}
		if translation[i] != "-" {
			u = append(u, strings.ReplaceAll(translation[i], "\n", " "))
			b.Target.To++
		}
		beads = append(beads, b)
	}
	tag := lang.ZhHant
	if g := lang.Detect(strings.Join(source, "")); g.Tag == lang.ZhHans {
		tag = lang.ZhHans
	}
	bt, err := bitext.New(segment.Lines("a.zh.txt", tag, strings.Join(s, "\n")), segment.Lines("a."+string(target)+".txt", target, strings.Join(u, "\n")), beads)
	if err != nil {
		t.Fatal(err)
	}
	return bt
}

// dictionary is what the program hands in.
var dictionary = Dictionary{Words: align.Words, Pinyin: align.Pinyin}

// only turns all checks off but one.
func only(code finding.Code) Options {
	opt := Options{Levels: map[finding.Code]Level{}, Dictionary: dictionary}
	for _, d := range defaults {
		opt.Levels[d.Code] = Off
	}
	opt.Levels[code] = Error
	return opt
}

// floors are the precision and recall below which a check may not fall.
const floor = 0.95

// TestQuality measures every check on the planted mistakes of its file, and
// prints a table with -v.
func TestQuality(t *testing.T) {
	files, err := filepath.Glob("testdata/planted/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/planted")
	}
	sort.Strings(files)
	t.Logf("%-26s %7s %11s %9s %6s", "check and language", "planted", "look-alikes", "precision", "recall")
	for _, path := range files {
		parts := strings.Split(filepath.Base(path), ".")
		code, target := finding.Code(parts[0]), lang.Tag(parts[1])
		table, blocks := readPlanted(t, path)
		var g *glossary.Glossary
		if table != "" {
			if g, err = glossary.Parse(path, []byte(table)); err != nil {
				t.Fatal(err)
			}
		}
		var hit, miss, alarm, quiet int
		for _, b := range blocks {
			found := Run(pair(t, target, b.source, b.target), IDs{}, g, only(code)).Findings
			switch {
			case b.wrong && len(found) > 0:
				hit++
			case b.wrong:
				miss++
				t.Logf("  missed: %s:%d %s", path, b.line, b.note)
			case len(found) > 0:
				alarm++
				t.Logf("  false alarm: %s:%d %s: %v", path, b.line, b.note, found[0].Args)
			default:
				quiet++
			}
		}
		precision, recall := ratio(hit, hit+alarm), ratio(hit, hit+miss)
		t.Logf("%-26s %7d %11d %9.2f %6.2f", fmt.Sprintf("%s.%s", code, target), hit+miss, alarm+quiet, precision, recall)
		if precision < floor || recall < floor {
			t.Errorf("%s in %s: precision %.2f, recall %.2f, below %.2f", code, target, precision, recall, floor)
		}
		if hit+miss < 8 || alarm+quiet < 16 {
			t.Errorf("%s: %d planted mistakes and %d look-alikes; at least 8 and 16", path, hit+miss, alarm+quiet)
		}
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}
