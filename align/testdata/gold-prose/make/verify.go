package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

var markup = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`^!\[([^\]]*)\]\([^)]*\)$`), "$1"},
	{regexp.MustCompile(`^(#{1,6}|>|-|\d+\.) `), ""},
	{regexp.MustCompile(`^\[\^[^\]]+\]: |\[\^[^\]]+\]|^date `), ""},
	{regexp.MustCompile(`\[([^\]^]+)\]\([^)]*\)`), "$1"},
	{regexp.MustCompile(`\*+([^*]+)\*+`), "$1"},
}

// plain takes the marks of Markdown off a sentence, and the word of a date tag.
func plain(text string) string {
	for _, m := range markup {
		text = m.find.ReplaceAllString(text, m.put)
	}
	return text
}

// verify says what is wrong with an article: beads with more on a side than
// people make, Chinese or Hangul where it does not belong, and, for documents,
// sentences that are not those of packages read and segment.
func (a *article) verify(files map[string]string) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s: %s", a.path, fmt.Sprintf(format, args...)))
	}
	if a.lang != "zh-Hant" && a.lang != "zh-Hans" {
		fault("no `lang zh-Hant` or `lang zh-Hans`")
	}
	if got := lang.Detect(strings.Join(a.sides["z"].sentences, "")).Tag; string(got) != a.lang {
		fault("the text looks like %s, not %s", got, a.lang)
	}
	for target, beads := range a.beads {
		s, t := 0, 0
		for _, b := range beads {
			s, t = s+len(b.source), t+len(b.target)
			if n := len(b.source) + len(b.target); n > 6 {
				fault("%s: bead %v:%v is large", target, b.source, b.target)
			}
		}
		if s != len(a.sides["z"].sentences) || t != len(a.sides[target].sentences) {
			fault("%s: the beads do not hold every sentence", target)
		}
	}
	han, hangul := regexp.MustCompile(`\p{Han}|[、。「」《》]`), regexp.MustCompile(`\p{Hangul}`)
	for side, wrong := range map[string][]*regexp.Regexp{"z": {hangul}, "e": {han, hangul}, "k": {han}} {
		for _, sentence := range a.sides[side].sentences {
			for _, re := range wrong {
				if re.MatchString(sentence) {
					fault("%s: another language's letters: %s", side, sentence)
				}
			}
		}
	}
	if a.documents {
		for side, tag := range map[string]lang.Tag{"z": lang.Tag(a.lang), "e": lang.En, "k": lang.Ko} {
			name := a.name + "." + string(tag) + "." + a.sides[side].ext
			d, err := read.Bytes(name, []byte(files[name]), read.Options{})
			if err != nil {
				fault("%s: %v", name, err)
				continue
			}
			a.compare(side, segment.Document(d), fault)
		}
		return faults
	}
	for side, tag := range map[string]lang.Tag{"z": lang.Tag(a.lang), "e": lang.En, "k": lang.Ko} {
		for _, sentence := range a.sides[side].sentences {
			if n := len(segment.Split(tag, sentence)); n > 1 && *strict {
				fault("%s: package segment makes %d of: %s", side, n, sentence)
			}
		}
	}
	return faults
}

// compare holds the sentences of a source against those that were cut.
func (a *article) compare(side string, text *segment.Text, fault func(string, ...any)) {
	want := a.sides[side].sentences
	for i := range text.Sentences {
		if i >= len(want) || text.String(i) != want[i] {
			w := "nothing more"
			if i < len(want) {
				w = want[i]
			}
			fault("%s: sentence %d is\n\t%s\n    not\n\t%s", side, i, text.String(i), w)
			return
		}
	}
	if len(want) > len(text.Sentences) {
		fault("%s: sentence %d is missing: %s", side, len(text.Sentences), want[len(text.Sentences)])
	}
}
