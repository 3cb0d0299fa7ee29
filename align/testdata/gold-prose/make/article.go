package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// article is one source file, taken apart.
type article struct {
	path, name string
	lang       string // zh-Hant or zh-Hans
	documents  bool   // the source has block marks
	sides      map[string]*side
	beads      map[string][]bead // by target side, "e" and "k"
}

// side is the text of one language: its sentences, and the lines of its file.
type side struct {
	ext       string // "md" or "txt", for documents
	sentences []string
	text      strings.Builder
	title     bool // the last thing written was a title in the front matter
}

// bead holds sentence indices of both sides.
type bead struct{ source, target []int }

// parse reads a source. See README.md for its form.
func parse(path string) (*article, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	a := &article{path: path, name: strings.TrimSuffix(filepath.Base(path), ".beads"), beads: map[string][]bead{},
		sides: map[string]*side{"z": {ext: "md"}, "e": {ext: "md"}, "k": {ext: "md"}}}
	closed := map[string]bool{"e": true, "k": true} // the last bead is an addition or there is none
	for n, line := range strings.Split(string(data), "\n") {
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %s", path, n+1, fmt.Sprintf(format, args...))
		}
		tag, text, _ := strings.Cut(line, " ")
		switch tag {
		case "lang":
			a.lang = text
			continue
		case "ext":
			for i, ext := range strings.Fields(text) {
				a.sides["zek"[i:i+1]].ext = ext
			}
			a.documents = true
			continue
		}
		s := a.sides[tag[:1]]
		if s == nil {
			return nil, fail("unknown tag %q", tag)
		}
		mark := tag[1:]
		if mark == "|" { // raw: a line that is no sentence
			s.text.WriteString(text + "\n")
			continue
		}
		if mark == "-" { // the sentence has no counterpart
			if n := len(a.beads[tag[:1]]); n == 0 || closed[tag[:1]] || len(a.beads[tag[:1]][n-1].target) > 0 {
				return nil, fail("no sentence that could be left out")
			}
			closed[tag[:1]] = true
			continue
		}
		layout := strings.TrimLeft(mark, "+ek*")
		mark = strings.TrimSuffix(mark, layout)
		if text != strings.TrimSpace(text) || text == "" {
			return nil, fail("white space or nothing")
		}
		if err := s.write(text, layout, tag[:1] == "z"); err != nil {
			return nil, fail("%v", err)
		}
		index := len(s.sentences) - 1
		if tag[0] == 'z' {
			for _, target := range []string{"e", "k"} {
				beads := a.beads[target]
				if n := len(beads); n > 0 && !closed[target] && len(beads[n-1].target) == 0 && !strings.Contains(mark, target) {
					return nil, fail("the sentence before has no %s; if it was left out, say `%s-`", target, target)
				}
				if strings.HasPrefix(mark, "+") && strings.Contains(mark, target) {
					if closed[target] {
						return nil, fail("no bead of %s to join", target)
					}
					last := &beads[len(beads)-1]
					last.source = append(last.source, index)
					continue
				}
				a.beads[target], closed[target] = append(beads, bead{source: []int{index}}), false
			}
			continue
		}
		beads := a.beads[tag[:1]]
		switch {
		case mark == "*" && len(beads) > 0 && !closed[tag[:1]] && len(beads[len(beads)-1].target) == 0:
			return nil, fail("an addition before the sentence is translated")
		case mark == "*":
			a.beads[tag[:1]], closed[tag[:1]] = append(beads, bead{target: []int{index}}), true
		case mark != "":
			return nil, fail("unknown tag %q", tag)
		case closed[tag[:1]]:
			return nil, fail("no bead to stand in")
		default:
			last := &beads[len(beads)-1]
			last.target = append(last.target, index)
		}
	}
	for _, target := range []string{"e", "k"} {
		if n := len(a.beads[target]); n > 0 && !closed[target] && len(a.beads[target][n-1].target) == 0 {
			return nil, fmt.Errorf("%s: the last sentence has no %s; if it was left out, say `%s-`", path, target, target)
		}
	}
	return a, nil
}

// write adds a sentence. The layout is "" (it follows in the same block), "s"
// (the same, after a space, in Chinese too), "/" (it begins a block), "_" (it
// begins a line in the same block) or "t" (it is the title of the front matter). What a line of Markdown adds to its sentence
// (heading marks, list marks, emphasis, addresses) is taken off by plain.
func (s *side) write(text, layout string, chinese bool) error {
	switch layout {
	case "":
		if s.text.Len() > 0 && !chinese && !strings.HasSuffix(s.text.String(), "\n") {
			s.text.WriteByte(' ')
		}
		s.text.WriteString(text)
	case "/":
		if s.text.Len() > 0 {
			s.text.WriteString("\n\n")
		}
		s.text.WriteString(text)
	case "_":
		s.text.WriteString("\n" + text)
	case "s":
		s.text.WriteString(" " + text)
	case "t":
		if strings.Contains(text, ": ") {
			s.text.WriteString("title: \"" + text + "\"\n")
		} else {
			s.text.WriteString("title: " + text + "\n")
		}
	default:
		return fmt.Errorf("unknown layout %q", layout)
	}
	s.sentences = append(s.sentences, plain(text))
	return nil
}

// files are the files that the article becomes, by name.
func (a *article) files() map[string]string {
	out := map[string]string{}
	for side, lang := range map[string]string{"z": a.lang, "e": "en", "k": "ko"} {
		s := a.sides[side]
		if a.documents {
			out[a.name+"."+lang+"."+s.ext] = strings.TrimRight(strings.ReplaceAll(s.text.String(), "---\n\n\n", "---\n\n"), "\n") + "\n"
		}
		if side == "z" {
			lang = "zh"
		}
		out[a.name+"."+lang] = strings.Join(s.sentences, "\n") + "\n"
	}
	for side, lang := range map[string]string{"e": "en", "k": "ko"} {
		var gold strings.Builder
		for _, b := range a.beads[side] {
			fmt.Fprintf(&gold, "%s:%s\n", indices(b.source), indices(b.target))
		}
		out[a.name+".zh-"+lang+".gold"] = gold.String()
	}
	return out
}

func indices(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return "[" + strings.Join(words, ", ") + "]"
}
