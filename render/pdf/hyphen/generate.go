//go:build ignore

// Generate makes en.txt of two files of TeX Live, as Debian's package
// texlive-base has them:
//
//	apt-get download texlive-base && dpkg-deb -x texlive-base_*.deb texlive
//	go run generate.go texlive/usr/share/texlive/texmf-dist/tex/generic
//
// hyphen.tex and ushyphex.tex say themselves how they may be used; their
// notices are copied into en.txt.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run generate.go .../tex/generic")
	}
	patterns, patternNotice := read(filepath.Join(os.Args[1], "hyphen", "hyphen.tex"))
	words, wordNotice := read(filepath.Join(os.Args[1], "hyphenex", "ushyphex.tex"))

	var b strings.Builder
	b.WriteString("% Hyphenation of American English, made by generate.go of two files of TeX Live.\n")
	b.WriteString("% Patterns come first, then, after a blank line, whole words.\n%\n")
	b.WriteString("% From hyphen.tex (Frank Liang's patterns, Donald E. Knuth's file), changed in form only:\n" + patternNotice + "%\n")
	b.WriteString("% From ushyphex.tex, changed in form only:\n" + wordNotice)
	for _, p := range patterns["patterns"] {
		fmt.Fprintln(&b, p)
	}
	b.WriteByte('\n')
	for _, w := range append(patterns["hyphenation"], words["hyphenation"]...) {
		fmt.Fprintln(&b, w)
	}
	if err := os.WriteFile("en.txt", []byte(b.String()), 0o666); err != nil {
		log.Fatal(err)
	}
}

// read gives the words of each \name{…} of a file, and the comment at its top.
func read(path string) (groups map[string][]string, notice string) {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	groups = map[string][]string{}
	group, top := "", true
	for _, line := range strings.Split(string(data), "\n") {
		text, comment, found := strings.Cut(line, "%")
		if top = top && found && text == ""; top {
			notice += strings.TrimRight("%  "+comment, " ") + "\n"
		}
		for _, word := range strings.Fields(text) {
			switch {
			case strings.HasPrefix(word, `\`):
				group = strings.Trim(word, `\{`)
			case word == "}":
				group = ""
			case word != "{" && group != "":
				groups[group] = append(groups[group], word)
			}
		}
	}
	return groups, notice
}
