package glossary

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
)

// maxStretch is the length in characters of the longest Chinese candidate.
const maxStretch = 10

// edgeStops may not begin or end a term; insideStops may not stand in one.
const (
	edgeStops   = "萬万億亿百千的了是在和與与及或也都將将被把從从對对於于為为以並并而但就又還还很更最這这那其此每各某我你他她它們们之所等著着過过到向由給给讓让使會会能可要應应不沒没有無无個个一兩两年月日時时說说稱称表示上下中內内後后前"
	insideStops = "的了是和與与及這这那們们，。"
)

// chineseStretches lists the closed stretches of Han characters: those that do
// not always stand in the same longer one. A stretch can only be as frequent as
// what it is made of, so those of one length are counted only where both
// stretches one shorter were frequent (Agrawal and Srikant 1994).
func chineseStretches(beads []Pairing, least int, words func(string, []doc.Span) []doc.Span) []*expression {
	runs := make([][]hanRun, len(beads))
	quoted := make([]map[string]bool, len(beads))
	for i, b := range beads {
		runs[i], quoted[i] = hanRuns(b.Source, words), quotedParts(b.Source)
	}
	index := map[string]*expression{}
	longer := map[string][]*expression{} // by stretch: the frequent ones that are one longer
	var shorter map[string]*expression
	for size := 2; size <= maxStretch+1; size++ { // one more, to see what the longest stand in
		level := stretchesOf(size, runs, quoted, shorter)
		for text, e := range level {
			if len(e.beads) < least && !e.quoted {
				delete(level, text)
				continue
			}
			index[text] = e
			if len(e.beads) >= least {
				_, first := utf8.DecodeRuneInString(text)
				_, last := utf8.DecodeLastRuneInString(text)
				longer[text[first:]] = append(longer[text[first:]], e)
				longer[text[:len(text)-last]] = append(longer[text[:len(text)-last]], e)
			}
		}
		if shorter = level; len(level) == 0 && size > 4 {
			break
		}
	}
	var out []*expression
	for text, e := range index {
		if utf8.RuneCountInString(text) <= maxStretch && closed(text, e, longer[text]) {
			out = append(out, e)
		}
	}
	sortExpressions(out)
	return out
}

// stretchesOf counts the stretches of one length.
func stretchesOf(size int, runs [][]hanRun, quoted []map[string]bool, shorter map[string]*expression) map[string]*expression {
	level := map[string]*expression{}
	for i := range runs {
		for _, run := range runs[i] {
			for from := 0; from+size <= len(run.chars); from++ {
				text := string(run.chars[from : from+size])
				if size > 2 && !quoted[i][text] && (shorter[string(run.chars[from:from+size-1])] == nil || shorter[string(run.chars[from+1:from+size])] == nil) {
					continue
				}
				if strings.ContainsAny(text, insideStops) {
					continue
				}
				e := level[text]
				if e == nil {
					e = &expression{text: text}
					level[text] = e
				}
				if n := len(e.beads); n == 0 || e.beads[n-1] != i {
					e.beads = append(e.beads, i)
				}
				e.quoted = e.quoted || quoted[i][text]
				if e.uncut++; run.within[from] || run.within[from+size] {
					e.uncut -= 2
				}
			}
		}
	}
	return level
}

// closed weighs a stretch by its C-value and reports whether it can be a term:
// it neither begins nor ends in a word of grammar, nor mostly within a word, and
// does not only stand in one longer stretch.
func closed(text string, e *expression, longer []*expression) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(edgeStops, first) || strings.ContainsRune(edgeStops, last) || e.uncut < 0 && !e.quoted {
		return false
	}
	nested, freq := 0, float64(len(e.beads))
	for _, w := range longer {
		nested += len(w.beads)
		if len(w.beads) == len(e.beads) && !e.quoted {
			return false
		}
	}
	if len(longer) > 0 {
		freq -= float64(nested) / float64(len(longer))
	}
	e.weight = math.Log2(float64(utf8.RuneCountInString(text))) * max(freq, 0.5)
	most := 0 // of its places, those beside the commonest neighbour
	for _, w := range longer {
		most = max(most, len(w.beads))
	}
	if most > 0 && !e.quoted { // the fewer its neighbours, the less it is a unit
		e.weight *= 1 - float64(most)/float64(2*len(e.beads))
	}
	if e.quoted {
		e.weight *= 1.5
	}
	return true
}

func sortExpressions(list []*expression) {
	slices.SortFunc(list, func(a, b *expression) int { return cmp.Compare(a.text, b.text) })
}

// hanRun is a run of Han characters; within tells, before each and at the end,
// whether a word goes on there.
type hanRun struct {
	chars  []rune
	within []bool
}

// hanRuns cuts a text into its runs of Han characters.
func hanRuns(text string, words func(string, []doc.Span) []doc.Span) []hanRun {
	inside := map[int]bool{} // bytes of text
	if words != nil {
		for _, w := range words(text, nil) {
			for i := w.Start + 1; i < w.End; i++ {
				inside[i] = true
			}
		}
	}
	var out []hanRun
	var run hanRun
	for i, r := range text + " " {
		if unicode.Is(unicode.Han, r) {
			run.chars, run.within = append(run.chars, r), append(run.within, inside[i])
			continue
		}
		if len(run.chars) > 1 {
			run.within = append(run.within, false)
			out = append(out, run)
		}
		run = hanRun{}
	}
	return out
}

// quotedParts are the short stretches in quotation and title marks.
func quotedParts(text string) map[string]bool {
	out := map[string]bool{}
	for _, p := range [][2]string{{"「", "」"}, {"『", "』"}, {"《", "》"}, {"“", "”"}} {
		rest := text
		for {
			i := strings.Index(rest, p[0])
			if i < 0 {
				break
			}
			rest = rest[i+len(p[0]):]
			j := strings.Index(rest, p[1])
			if j < 0 {
				break
			}
			if part := rest[:j]; utf8.RuneCountInString(part) <= maxStretch {
				out[part] = true
			}
			rest = rest[j:]
		}
	}
	return out
}
