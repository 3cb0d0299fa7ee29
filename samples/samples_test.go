// Package samples holds nothing but the articles that show what duizhao does.
// Its tests hold their hand-made alignments against the texts: a change of a
// sentence, or of the rules that cut sentences, must not leave the gold behind.
package samples

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// TestGold reads every NAME.SOURCE.TARGET.gold and makes a bitext of it, which
// fails unless each sentence of both texts stands in exactly one bead, in order.
func TestGold(t *testing.T) {
	files, err := filepath.Glob("*/*.gold")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold alignments found: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			parts := strings.Split(filepath.Base(file), ".")
			if len(parts) != 4 {
				t.Fatalf("%s is not named NAME.SOURCE.TARGET.gold", file)
			}
			stem := filepath.Join(filepath.Dir(file), parts[0])
			source, target := text(t, stem+"."+parts[1]), text(t, stem+"."+parts[2])
			if _, err := bitext.New(source, target, beads(t, file)); err != nil {
				list(t, source)
				list(t, target)
				t.Error(err)
			}
		})
	}
}

// TestAPEC holds the sample to what it is there to show.
func TestAPEC(t *testing.T) {
	source := text(t, "apec/apec.zh-Hant")
	if n := len(source.Sentences); n < 25 {
		t.Errorf("%d Chinese sentences", n)
	}
	for _, target := range []string{"en", "ko"} {
		shapes := map[[2]int]int{}
		for _, b := range beads(t, "apec/apec.zh-Hant."+target+".gold") {
			shapes[[2]int{b.Source.Len(), b.Target.Len()}]++
		}
		for _, shape := range [][2]int{{1, 1}, {1, 2}, {2, 1}, {1, 0}, {0, 1}} {
			if shapes[shape] == 0 {
				t.Errorf("%s: no bead is %d-%d", target, shape[0], shape[1])
			}
		}
	}
	f, err := os.Open("apec/glossary.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 24 {
		t.Errorf("%d rows in the glossary", len(rows))
	}
	for _, term := range []string{"APEC", "李在明", "薩德", "慶州"} {
		found := false
		for _, row := range rows {
			found = found || row[0] == term
		}
		if !found {
			t.Errorf("%s is not in the glossary", term)
		}
	}
}

func text(t *testing.T, stem string) *segment.Text {
	t.Helper()
	files, err := filepath.Glob(stem + ".[mt]*")
	if err != nil || len(files) != 1 {
		t.Fatalf("%s.*: %d files, want one: %v", stem, len(files), err)
	}
	d, err := read.File(files[0], read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return segment.Document(d)
}

func list(t *testing.T, text *segment.Text) {
	for i := range text.Sentences {
		t.Logf("%s %d %s %q", text.Doc.Lang, i, text.Doc.Blocks[text.Sentences[i].Block].Kind, text.String(i))
	}
}

func beads(t *testing.T, file string) []bitext.Bead {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []bitext.Bead
	var s, u int
	for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		left, right, _ := strings.Cut(line, ":")
		bead := bitext.Bead{Source: run(t, file, n, left, &s), Target: run(t, file, n, right, &u), Confidence: 1, Origin: bitext.Confirmed}
		out = append(out, bead)
	}
	return out
}

// run reads a list of sentence indices, which must go on from next.
func run(t *testing.T, file string, line int, list string, next *int) bitext.Range {
	t.Helper()
	var indices []int
	if err := json.Unmarshal([]byte(list), &indices); err != nil {
		t.Fatalf("%s:%d: %v", file, line+1, err)
	}
	r := bitext.Range{From: *next}
	for _, i := range indices {
		if i != *next {
			t.Fatalf("%s:%d: sentence %d where %d was due", file, line+1, i, *next)
		}
		*next++
	}
	r.To = *next
	return r
}
