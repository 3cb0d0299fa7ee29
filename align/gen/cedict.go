package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/duizhao/duizhao/align/internal/pack"
	"github.com/duizhao/duizhao/align/internal/unit"
)

// entry is one entry of CC-CEDICT.
type entry struct {
	Traditional, Simplified, Pinyin string
	English                         []string
}

func readCedict(path string) ([]entry, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []entry
	return out, json.Unmarshal(data, &out)
}

// simplifier maps a character to the one under which the tables know it: the
// simplified character that the dictionary most often writes for it.
func simplifier(entries []entry) map[rune]rune {
	count := map[rune]map[rune]int{}
	for _, e := range entries {
		t, s := []rune(e.Traditional), []rune(e.Simplified)
		if len(t) != len(s) {
			continue
		}
		for i := range t {
			if count[t[i]] == nil {
				count[t[i]] = map[rune]int{}
			}
			count[t[i]][s[i]]++
		}
	}
	out := map[rune]rune{}
	for t, m := range count {
		best, n := t, m[t]
		for s, k := range m {
			if k > n || k == n && best != t && s < best {
				best, n = s, k
			}
		}
		if best != t {
			out[t] = best
		}
	}
	// A simplified character that is itself mapped (a chain) would make the
	// table depend on how often it is applied.
	for t, s := range out {
		if next, ok := out[s]; ok && next != t {
			out[t] = next
		} else if ok {
			delete(out, s)
		}
	}
	return out
}

func normal(norm map[rune]rune, s string) string {
	return strings.Map(func(c rune) rune {
		if n, ok := norm[c]; ok {
			return n
		}
		return c
	}, s)
}

func scriptTable(norm map[rune]rune) *pack.Builder {
	b := new(pack.Builder)
	for t, s := range norm {
		b.Add(string(t), string(s), 1)
	}
	return b
}

// gloss is one meaning: its stems, each with its share of the gloss's mass.
type gloss struct {
	stems  []string
	shares []float64
	weight float64
}

var (
	brackets = regexp.MustCompile(`\[[^\]]*\]`)
	refer    = regexp.MustCompile(`^(?:\([^)]*\) *)?(?:old variant of|variant of|erhua variant of|Japanese variant of|archaic variant of|nonstandard simplified variant of|also written|also called|same as|see also|see|abbr\. for|abbr\. of|equivalent to|also known as|aka) ([^\s\[\]|,;()]+)`)
	note     = regexp.MustCompile(`^(?:CL:|also pr\.|Taiwan pr\.|used in |see below|pr\. |\(?Japanese )`)
)

// parens removes what stands in round brackets, nested ones too.
func parens(s string) string {
	depth := 0
	return strings.Map(func(c rune) rune {
		switch {
		case c == '(':
			depth++
			return -1
		case c == ')':
			if depth > 0 {
				depth--
			}
			return ' '
		case depth > 0:
			return -1
		}
		return c
	}, s)
}

var filler = map[string]bool{"sth": true, "sb": true, "esp": true, "etc": true, "lit": true, "fig": true, "to": true, "a": true, "an": true, "the": true, "eg": true, "one's": true}

func glosses(defs []string) (out []gloss, refs []string) {
	for i, d := range defs {
		if m := refer.FindStringSubmatch(d); m != nil {
			refs = append(refs, m[1])
			continue
		}
		if note.MatchString(d) {
			continue
		}
		d = brackets.ReplaceAllString(d, " ")
		for _, part := range strings.Split(parens(d), ";") {
			g := makeGloss(part)
			if len(g.stems) > 0 {
				g.weight /= 1 + 0.1*float64(i)
				out = append(out, g)
			}
		}
	}
	return out, refs
}

func makeGloss(part string) gloss {
	g := gloss{weight: 1}
	part = strings.TrimSpace(part)
	if rest, ok := strings.CutPrefix(part, "surname "); ok {
		part, g.weight = rest, 0.3
	}
	tokens := unit.English(part)
	content := 0
	for _, t := range tokens {
		if !t.Stop && !filler[strings.ToLower(t.Text)] {
			content++
		}
	}
	sum := 0.0
	for _, t := range tokens {
		w := 1.0
		if content > 0 {
			if filler[strings.ToLower(t.Text)] {
				continue
			}
			if t.Stop {
				w = 0.2
			}
		}
		g.stems = append(g.stems, t.Forms[0])
		g.shares = append(g.shares, w)
		sum += w
	}
	for i := range g.shares {
		g.shares[i] /= sum
	}
	if content > 6 {
		g.weight = 0.5
	}
	return g
}

// compileCedict makes three tables: words to English stems, characters to
// English stems, characters to toneless pinyin.
func compileCedict(entries []entry, norm map[rune]rune) (words, chars, pinyin *pack.Builder) {
	byHead := map[string][]gloss{}
	refs := map[string][]string{}
	for _, e := range entries {
		g, r := glosses(e.English)
		for _, head := range heads(e, norm) {
			byHead[head] = append(byHead[head], g...)
			for _, ref := range r {
				refs[head] = append(refs[head], normal(norm, ref))
			}
		}
	}
	for head, list := range refs {
		if len(byHead[head]) > 0 {
			continue
		}
		var found []gloss
		for _, r := range list {
			if r != head && len(refs[r]) == 0 {
				found = append(found, byHead[r]...)
			}
		}
		if len(found) > 0 {
			byHead[head] = found
		} else {
			delete(byHead, head)
		}
	}
	words = new(pack.Builder)
	for head, list := range byHead {
		total := 0.0
		for _, g := range list {
			total += g.weight
		}
		for _, g := range list {
			for i, s := range g.stems {
				words.Add(head, s, g.weight*g.shares[i]/total)
			}
		}
	}
	return words, model1(byHead), pinyinTable(entries, norm)
}

// heads gives the forms under which an entry is looked up: both scripts, with
// every character simplified. Entries with Latin letters or more than eight
// characters are left out.
func heads(e entry, norm map[rune]rune) []string {
	ok := func(s string) bool {
		n := 0
		for _, c := range s {
			if !unit.IsHan(c) {
				return false
			}
			n++
		}
		return n > 0 && n <= 8
	}
	var out []string
	for _, h := range []string{normal(norm, e.Simplified), normal(norm, e.Traditional)} {
		if ok(h) && (len(out) == 0 || out[0] != h) {
			out = append(out, h)
		}
	}
	return out
}

// pinyinTable gives characters their toneless readings, weighted by how often
// the dictionary reads them so.
func pinyinTable(entries []entry, norm map[rune]rune) *pack.Builder {
	count := map[string]map[string]float64{}
	for _, e := range entries {
		syllables := strings.Fields(strings.ToLower(e.Pinyin))
		head := normal(norm, e.Simplified)
		if len(syllables) != utf8.RuneCountInString(head) {
			continue
		}
		for i, c := range []rune(head) {
			s := strings.TrimRight(strings.ReplaceAll(syllables[i], "u:", "v"), "12345")
			if !unit.IsHan(c) || s == "" || s[0] < 'a' || s[0] > 'z' {
				continue
			}
			if count[string(c)] == nil {
				count[string(c)] = map[string]float64{}
			}
			count[string(c)][s]++
		}
	}
	b := new(pack.Builder)
	for c, m := range count {
		total := 0.0
		for _, n := range m {
			total += n
		}
		for s, n := range m {
			if n/total >= 0.04 {
				b.Add(c, s, n/total)
			}
		}
	}
	return b
}
