package glossary

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// Pairing is one bead of an aligned text: what stands on either side.
type Pairing struct{ Source, Target string }

// Candidate is a term that Extract proposes.
type Candidate struct {
	Source, Target string
	Score          float64 // larger is better; comparable within one extraction
	Count          int     // beads that have the source form
	Together       int     // beads that have both
	Kind           string  // "name", "quoted" or "phrase"
	Beads          []int   // the first beads that have both, as examples
}

// ExtractOptions bound what is proposed. Zero values are the defaults.
type ExtractOptions struct {
	Max      int // candidates, 100 by default
	MinCount int // beads that a phrase must stand in, 2 by default
	Examples int // beads shown for each, 3 by default
}

// Extract proposes terms from an aligned text: Chinese stretches that keep
// together, each with the expression of the other side that goes with it. known
// may be nil; what it has is not proposed.
//
// Termhood of a stretch is its C-value (Frantzi, Ananiadou and Mima 2000): its
// frequency, less that of the longer stretches it only stands in, times the
// logarithm of its length. The translation is the expression with the largest
// log-likelihood ratio of standing in the same beads (Dunning 1993), each taken
// once, the surest pair first (competitive linking, Melamed 2000). Names count
// more: a capitalised expression, a stretch in quotation marks or 《》.
func Extract(source, target lang.Tag, beads []Pairing, known *Glossary, opt ExtractOptions) []Candidate {
	if opt.Max == 0 {
		opt.Max = 100
	}
	if opt.MinCount == 0 {
		opt.MinCount = 2
	}
	if opt.Examples == 0 {
		opt.Examples = 3
	}
	if !source.Chinese() {
		return nil
	}
	left := chineseStretches(beads, opt.MinCount)
	right := expressions(target, beads, opt.MinCount)
	x := &extraction{total: len(beads), opt: opt}
	x.known(source, left, known)
	x.link(left, right, len(beads))
	return x.out
}

// expression is a stretch of one side with the beads that it stands in.
type expression struct {
	text   string
	beads  []int // in order, each once
	weight float64
	quoted bool
	name   bool
	whole  bool // Korean: never seen with a particle cut off, though it ends like one
}

// maxStretch is the length in characters of the longest Chinese candidate.
const maxStretch = 10

// edgeStops may not begin or end a term; insideStops may not stand in one.
const (
	edgeStops   = "的了是在和與与及或也都將将被把從从對对於于為为以並并而但就又還还很更最這这那其此每各某我你他她它們们之所等著着過过到向由給给讓让使會会能可要應应不沒没有無无個个一兩两年月日時时說说稱称表示上下中內内後后前"
	insideStops = "的了是和與与及這这那們们，。"
)

// chineseStretches lists the closed stretches of Han characters: those that do
// not always stand in the same longer one. A stretch can only be as frequent as
// what it is made of, so those of one length are counted only where both
// stretches one shorter were frequent (Agrawal and Srikant 1994).
func chineseStretches(beads []Pairing, least int) []*expression {
	runs := make([][][]rune, len(beads))
	quoted := make([]map[string]bool, len(beads))
	for i, b := range beads {
		runs[i], quoted[i] = hanRuns(b.Source), quotedParts(b.Source)
	}
	index := map[string]*expression{}
	longer := map[string][]*expression{} // by stretch: the frequent ones that are one longer
	var shorter map[string]*expression
	for size := 2; size <= maxStretch; size++ {
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
		if closed(text, e, longer[text]) {
			out = append(out, e)
		}
	}
	sortExpressions(out)
	return out
}

// stretchesOf counts the stretches of one length.
func stretchesOf(size int, runs [][][]rune, quoted []map[string]bool, shorter map[string]*expression) map[string]*expression {
	level := map[string]*expression{}
	for i := range runs {
		for _, run := range runs[i] {
			for from := 0; from+size <= len(run); from++ {
				text := string(run[from : from+size])
				if size > 2 && !quoted[i][text] && (shorter[string(run[from:from+size-1])] == nil || shorter[string(run[from+1:from+size])] == nil) {
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
			}
		}
	}
	return level
}

// closed weighs a stretch by its C-value and reports whether it can be a term:
// it neither begins nor ends in a word of grammar, and does not only stand in
// one longer stretch.
func closed(text string, e *expression, longer []*expression) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(edgeStops, first) || strings.ContainsRune(edgeStops, last) {
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
	if e.quoted {
		e.weight *= 1.5
	}
	return true
}

func sortExpressions(list []*expression) {
	slices.SortFunc(list, func(a, b *expression) int { return cmp.Compare(a.text, b.text) })
}

// hanRuns cuts a text into its runs of Han characters.
func hanRuns(text string) [][]rune {
	var out [][]rune
	var run []rune
	for _, r := range text + " " {
		if unicode.Is(unicode.Han, r) {
			run = append(run, r)
			continue
		}
		if len(run) > 1 {
			out = append(out, run)
		}
		run = nil
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

// expressions lists what a Chinese stretch may be translated with: phrases of
// one to four words that begin and end in words of content.
func expressions(tag lang.Tag, beads []Pairing, least int) []*expression {
	index := map[string]*expression{}
	add := func(bead int, text string, name bool) *expression {
		key := text
		if tag == lang.En && !name {
			key = strings.ToLower(text)
		}
		e := index[key]
		if e == nil {
			e = &expression{text: key, name: name, whole: tag == lang.Ko}
			index[key] = e
		}
		if n := len(e.beads); n == 0 || e.beads[n-1] != bead {
			e.beads = append(e.beads, bead)
		}
		return e
	}
	for i, b := range beads {
		if tag == lang.Ko {
			koreanPhrases(b.Target, func(text string, whole bool) { e := add(i, text, false); e.whole = e.whole && whole })
		} else {
			englishPhrases(b.Target, func(text string, name bool) { add(i, text, name) })
		}
	}
	var out []*expression
	for _, e := range index {
		if (len(e.beads) >= least || e.name || tag == lang.Ko) && !(tag == lang.Ko && extended(e, index)) {
			out = append(out, e)
		}
	}
	sortExpressions(out)
	return out
}

// extended reports a Korean stem that never stands without one more syllable
// of a longer stem: 환경영향평 of 환경영향평가.
func extended(e *expression, index map[string]*expression) bool {
	for _, p := range []string{"가", "이", "은", "는", "의", "도", "로", "과", "나", "만", "서", "여", "아", "란"} {
		if long := index[e.text+p]; long != nil && !long.whole && len(long.beads) == len(e.beads) {
			return true
		}
	}
	return false
}

var englishStops = setOf(strings.Fields("a an the of and or but in on at to for with by from as is are was were be been being has have had do does did will would can could may might shall should it its he she they them his her their this that these those there which who whom whose what when where how not no nor so than then if into over under about after before between during while also only more most some any all both each other such own same very just now new said says say one two first"))

// englishPhrases gives phrases of one to four words; a capitalised one may have
// of, and or the inside and is a name, unless it only begins the sentence.
func englishPhrases(text string, add func(string, bool)) {
	words := strings.Fields(text)
	clean := make([]string, len(words))
	breaks := make([]bool, len(words)) // a phrase ends after the word
	for i, w := range words {
		core := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		core = strings.TrimSuffix(strings.TrimSuffix(core, "'s"), "’s")
		clean[i] = core
		breaks[i] = core == "" || strings.LastIndex(w, core)+len(core) < len(w) && !strings.HasSuffix(w, "’s") && !strings.HasSuffix(w, "'s")
	}
	for i, w := range clean {
		if w == "" || englishStops[strings.ToLower(w)] {
			continue
		}
		for n := 1; n <= 5 && i+n <= len(clean); n++ {
			last := clean[i+n-1]
			if last == "" {
				break
			}
			if !englishStops[strings.ToLower(last)] {
				phrase := strings.Join(clean[i:i+n], " ")
				name := properName(clean[i : i+n])
				if (name || n <= 4 && !strings.ContainsAny(phrase, "0123456789")) && !(name && i == 0 && n == 1 && strings.ToUpper(w) != w) {
					add(phrase, name)
				}
				if name && i == 0 && n == 1 {
					add(phrase, false)
				}
			}
			if breaks[i+n-1] {
				break
			}
		}
	}
}

// properName reports words that are all capitalised but for of, and, the, for.
func properName(words []string) bool {
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		inner := i > 0 && i < len(words)-1 && (w == "of" || w == "and" || w == "the" || w == "for" || w == "on")
		if !unicode.IsUpper(r) && !inner {
			return false
		}
	}
	return true
}

// koreanPhrases gives eojeols without their particles, and phrases of two and
// three whose last one is without.
func koreanPhrases(text string, add func(text string, whole bool)) {
	words := strings.Fields(text)
	for i := range words {
		for n := 1; n <= 3 && i+n <= len(words); n++ {
			head := strings.TrimLeftFunc(strings.Join(words[i:i+n-1], " "), unicode.IsPunct)
			word := strings.TrimLeftFunc(words[i+n-1], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
			core := word
			if end >= 0 {
				core = word[:end]
			}
			if strings.IndexFunc(head, unicode.IsPunct) >= 0 || core == "" {
				break
			}
			stems := koreanStems(core)
			for k, stem := range stems {
				add(strings.TrimSpace(head+" "+stem), k == 0 && len(stems) > 1)
			}
			if end >= 0 {
				break
			}
		}
	}
}

// koreanStems lists what may be the noun of an eojeol: itself, and what is
// left of it when particles are cut off, the longest first.
func koreanStems(core string) []string {
	var stems []string
	for cut := len(core); cut > 0; {
		stem, tail := core[:cut], core[cut:]
		if utf8.RuneCountInString(stem) >= 2 && !verbal(stem) && (tail == "" || particleChain(tail, 3)) {
			stems = append(stems, stem)
		}
		_, size := utf8.DecodeLastRuneInString(stem)
		cut -= size
	}
	return stems
}

// verbal reports the commonest endings of Korean verbs, which no term has.
func verbal(word string) bool {
	for _, end := range []string{"다", "니다", "하는", "되는", "있는", "없는", "하고", "되고", "하며", "되며", "했고", "지만", "하지", "하여", "해서", "하기", "되기", "면서", "으며", "라고", "다고", "위해", "대해", "대한", "통해", "위한", "따라", "따른"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// extraction collects candidates.
type extraction struct {
	total int
	opt   ExtractOptions
	out   []Candidate
}

// known takes out the stretches that a glossary has, and those within or
// around its terms.
func (x *extraction) known(tag lang.Tag, list []*expression, g *Glossary) {
	if g == nil {
		return
	}
	for _, e := range list {
		for _, h := range g.AllHits(tag, e.text) {
			if h.Span.Len()*2 > len(e.text) {
				e.weight = 0
			}
		}
	}
}

// pairScore is one possible pair.
type pairScore struct {
	left, right *expression
	together    int
	score       float64
}

// link pairs stretches with expressions, the surest first.
func (x *extraction) link(left, right []*expression, total int) {
	byBead := make([][]*expression, total)
	for _, e := range right {
		for _, b := range e.beads {
			byBead[b] = append(byBead[b], e)
		}
	}
	var pairs []pairScore
	for _, l := range left {
		if l.weight == 0 {
			continue
		}
		together := map[*expression]int{}
		var order []*expression
		for _, b := range l.beads {
			for _, r := range byBead[b] {
				if together[r] == 0 {
					order = append(order, r)
				}
				together[r]++
			}
		}
		for _, r := range order {
			n := together[r]
			if n < 2 && !(l.quoted || r.name) || 2*n < len(l.beads) || 2*n < len(r.beads) {
				continue
			}
			score := likelihoodRatio(n, len(l.beads), len(r.beads), total) * math.Sqrt(l.weight)
			if r.name {
				score *= 1.3
			}
			if r.whole {
				score *= 0.8
			}
			score *= 1 + 0.05*float64(min(len(strings.Fields(r.text)), 3)) // of equals the longer
			pairs = append(pairs, pairScore{l, r, n, score})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pairScore) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.left.text, b.left.text), cmp.Compare(a.right.text, b.right.text))
	})
	used := map[*expression]bool{}
	for _, p := range pairs {
		if used[p.left] || used[p.right] || len(x.out) >= x.opt.Max || x.overlaps(p) {
			continue
		}
		used[p.left], used[p.right] = true, true
		x.out = append(x.out, x.candidate(p))
	}
}

// overlaps reports a pair that only says again a part of a better one.
func (x *extraction) overlaps(p pairScore) bool {
	for _, c := range x.out {
		source := strings.Contains(c.Source, p.left.text) || strings.Contains(p.left.text, c.Source)
		target := strings.Contains(strings.ToLower(c.Target), strings.ToLower(p.right.text)) || strings.Contains(strings.ToLower(p.right.text), strings.ToLower(c.Target))
		if source && target || source && c.Together == p.together {
			return true
		}
	}
	return false
}

func (x *extraction) candidate(p pairScore) Candidate {
	c := Candidate{Source: p.left.text, Target: p.right.text, Score: p.score, Count: len(p.left.beads), Together: p.together, Kind: "phrase"}
	switch {
	case p.right.name:
		c.Kind = "name"
	case p.left.quoted:
		c.Kind = "quoted"
	}
	for _, b := range p.left.beads {
		if _, both := slices.BinarySearch(p.right.beads, b); both && len(c.Beads) < x.opt.Examples {
			c.Beads = append(c.Beads, b)
		}
	}
	return c
}

// likelihoodRatio is Dunning's −2 log λ for two events that stand together in
// both of n beads, alone in a and b; 0 where they meet less than by chance.
func likelihoodRatio(both, a, b, n int) float64 {
	if both*n <= a*b {
		return 0
	}
	h := func(k ...int) float64 {
		sum, total := 0.0, 0
		for _, v := range k {
			if v > 0 {
				sum += float64(v) * math.Log(float64(v))
			}
			total += v
		}
		if total == 0 {
			return 0
		}
		return sum - float64(total)*math.Log(float64(total))
	}
	k11, k12, k21 := both, a-both, b-both
	k22 := max(0, n-a-b+both)
	return 2 * (h(k11, k12, k21, k22) - h(k11+k12, k21+k22) - h(k11+k21, k12+k22))
}
