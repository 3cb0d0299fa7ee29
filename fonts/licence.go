package fonts

import (
	"slices"
	"strings"
	"sync"
)

// Licence says where an embedded font comes from and on what terms.
type Licence struct {
	File    string // name of the embedded file
	Family  string // "Noto Serif TC"
	Holder  string // the copyright notice of the font's name table (id 0)
	SPDX    string // "OFL-1.1"
	Text    string // the whole licence, headed by the notice
	Package string // npm package that the font was cut from
	Version string // of that package
	Source  string // the file in it
	In, Out string // SHA-256 (hex) of that file and of the embedded one
	Changes string // what was changed, in English
}

// Licences lists the embedded fonts in the order of data/ORIGIN.tsv.
func Licences() []Licence { return slices.Clone(licences()) }

var licences = sync.OnceValue(func() []Licence {
	table, _ := data.ReadFile("data/ORIGIN.tsv") // embedded: it is there
	text, _ := data.ReadFile("data/OFL.txt")
	// The file begins with the notices of all fonts; each entry has its own.
	_, body, _ := strings.Cut(string(text), "\n\n")
	var out []Licence
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 10 || cells[0] == "file" {
			continue
		}
		l := Licence{File: cells[0], Family: cells[1], Holder: cells[2], SPDX: cells[3], Package: cells[4],
			Version: cells[5], Source: cells[6], In: cells[7], Out: cells[8], Changes: cells[9]}
		l.Text = l.Holder + "\n\n" + body
		out = append(out, l)
	}
	return out
})
