package draft

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
)

// TestTables: testdata/tables.txt, with line ends of both kinds. What was
// drafted stays byte for byte, all that is new has its bead, and a second run
// has nothing to do.
func TestTables(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "tables.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(string(data), "\n== ")[1:] {
		name, body, _ := strings.Cut(c, "\n")
		parts := map[string]string{}
		for _, p := range strings.Split("\n"+body, "\n-- ")[1:] {
			key, text, _ := strings.Cut(p, "\n")
			parts[key] = strings.TrimRight(text, "\n") + "\n"
		}
		if parts["was"] == "" || parts["now"] == "" || parts["draft"] == "" {
			t.Fatalf("%s: a part is missing", name)
		}
		for end, kind := range map[string]string{"\n": "", "\r\n": ", CRLF"} {
			t.Run(name+kind, func(t *testing.T) {
				ends := func(s string) string { return strings.ReplaceAll(s, "\n", end) }
				d := &desk{t: t, ledger: &ledger.Ledger{}}
				d.edit(ends(parts["was"]))
				d.english()
				if text := parts["edited"]; text != "" {
					d.set(ends(text))
				}
				d.edit(ends(parts["now"]))
				d.english()
				want := ends(parts["draft"])
				if got := somePlace.ReplaceAllString(d.text, "⟦⟧"); got != want {
					t.Errorf("draft:\n%s\nwant:\n%s", got, want)
				}
				missing := 0
				for _, s := range States(d.source, d.target, d.ledger, lang.En) {
					if s.State == Missing {
						missing++
					}
				}
				if missing != strings.Count(want, "⟦⟧") {
					t.Errorf("%d sentences count as missing", missing)
				}
				for _, f := range d.last.Findings {
					t.Errorf("%s %v", f.Code, f.Args)
				}
				before := d.text
				if d.english(); d.text != before {
					t.Errorf("once more:\n%s", d.text)
				}
			})
		}
	}
}

var somePlace = regexp.MustCompile(`⟦s[a-z2-7]{7}⟧`)

// english drafts what is wanted: the translation of X is "en X", that of what
// has 缺 in it is not known.
func (d *desk) english() {
	d.t.Helper()
	ids, _ := d.ledger.Carry(d.source)
	wanted := map[string]bool{}
	for _, id := range Wanted(d.job(), d.target, false) {
		wanted[id] = true
	}
	var pieces []Piece
	for _, u := range Units(d.source, ids.Source) {
		if wanted[u.ID] && !strings.Contains(u.Text, "缺") {
			pieces = append(pieces, Piece{ID: u.ID, Text: "en " + u.Text, Origin: ledger.Origin{By: "memory", Score: 100}})
		}
	}
	d.keep(Update(d.job(), d.target, pieces, false))
}
