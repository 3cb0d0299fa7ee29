package lang

import (
	"sync"
	"unicode"
)

// Guess is what the characters of a text say about its language.
type Guess struct {
	Tag     Tag     // Und for a text without letters
	Share   float64 // how much of the text is in Tag's script, 0 to 1
	Letters int     // letters counted, in code points
	Hant    int     // characters that only Traditional Chinese has
	Hans    int     // characters that only Simplified Chinese has

	weight [scripts]float64 // words of each script, estimated
	words  latinWords
}

// The scripts that are told apart. The rest are counted as foreign.
const (
	han = iota
	kana
	hangul
	latin
	cyrillic
	greek
	arabic
	hebrew
	thai
	devanagari
	foreign
	scripts
)

// wordsPerLetter turns letters into words, so that three Chinese characters
// and one English word weigh alike: a Chinese article may hold as many Latin
// letters as characters and is Chinese all the same. Latin is counted by words.
var wordsPerLetter = [scripts]float64{han: 0.6, kana: 0.4, hangul: 0.35, latin: 0,
	cyrillic: 0.18, greek: 0.18, arabic: 0.2, hebrew: 0.2, thai: 0.2, devanagari: 0.2, foreign: 0.2}

// scriptTag is the language that a script stands for when nothing else is known.
var scriptTag = [scripts]Tag{kana: "ja", hangul: Ko, latin: En, cyrillic: "ru", greek: "el",
	arabic: "ar", hebrew: "he", thai: "th", devanagari: "hi"}

// Shares of the words in Han, kana and Hangul characters from which on a text
// with Han characters is Japanese or Korean. Chinese texts quote Japanese and
// Korean names; Japanese prose is never without particles in kana.
const (
	kanaShare   = 0.12
	hangulShare = 0.4
)

// Latin words without function words among them are names and product
// numbers, such as a Chinese text may be full of, and weigh less than prose.
const (
	proseShare = 0.15
	nameWeight = 0.4
)

// Detect guesses the language of a text from its script, from characters that
// only one of the two Chinese scripts has, and, for Latin script, from
// function words. A Chinese text that holds no such character counts as
// Traditional; a Latin one without evidence as English.
func Detect(text string) Guess {
	var g Guess
	var count [scripts]int
	words := wordScanner{guess: &g}
	only := onlyIn()
	for _, r := range text {
		s := scriptOf(r)
		words.next(r, s == latin)
		if s < 0 {
			continue
		}
		count[s]++
		g.Letters++
		if s == han {
			switch only.of(r) {
			case ZhHant:
				g.Hant++
			case ZhHans:
				g.Hans++
			}
		}
	}
	words.next(' ', false)
	var total float64
	for s, n := range count {
		g.weight[s] += float64(n) * wordsPerLetter[s]
		total += g.weight[s]
	}
	if total == 0 {
		return g
	}
	s := g.script()
	g.Tag, g.Share = scriptTag[s], g.weight[s]/total
	switch {
	case s == han:
		g.Tag = ZhHant
		if g.Hans > g.Hant {
			g.Tag = ZhHans
		}
	case s == kana || s == hangul: // both are written with Han characters too
		g.Share += g.weight[han] / total
	case s == latin:
		g.Tag = g.words.language()
	}
	return g
}

// script is the script that the text is written in.
func (g *Guess) script() int {
	east := g.weight[han] + g.weight[kana] + g.weight[hangul]
	best, most := latin, g.weight[latin]
	if g.words.most() < proseShare*most && east > 0 {
		most *= nameWeight
	}
	for s := cyrillic; s < scripts; s++ {
		if g.weight[s] > most {
			best, most = s, g.weight[s]
		}
	}
	switch {
	case east <= most:
		return best
	case g.weight[hangul] >= hangulShare*east:
		return hangul
	case g.weight[kana] >= kanaShare*east:
		return kana
	case g.weight[han] > 0:
		return han
	}
	return hangul
}

// scriptOf is the script of a letter, -1 for what is none.
func scriptOf(r rune) int {
	switch {
	case r < 0x80:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return latin
		}
		return -1
	case 0x4E00 <= r && r <= 0x9FFF:
		return han
	case 0xAC00 <= r && r <= 0xD7A3:
		return hangul
	case r == 'ー' || 0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FA:
		return kana
	case !unicode.IsLetter(r):
		return -1
	}
	for _, t := range scriptTables {
		if unicode.Is(t.table, r) {
			return t.script
		}
	}
	return foreign
}

var scriptTables = []struct {
	table  *unicode.RangeTable
	script int
}{
	{unicode.Latin, latin}, {unicode.Han, han}, {unicode.Hangul, hangul},
	{unicode.Hiragana, kana}, {unicode.Katakana, kana}, {unicode.Cyrillic, cyrillic},
	{unicode.Greek, greek}, {unicode.Arabic, arabic}, {unicode.Hebrew, hebrew},
	{unicode.Thai, thai}, {unicode.Devanagari, devanagari},
}

// hanSet holds two bits for each character of the block U+4E00–9FFF.
type hanSet [(0xA000 - 0x4E00) / 4]byte

// onlyIn is the set of characters that one script has and the other has not,
// made at first use in some twenty microseconds.
var onlyIn = sync.OnceValue(func() *hanSet {
	var s hanSet
	s.add(hantOnly, 1)
	s.add(hansOnly, 2)
	return &s
})

// frequency is the set of frequent characters by class.
var frequency = sync.OnceValue(func() *hanSet {
	var s hanSet
	s.add(frequent1, 1)
	s.add(frequent2, 2)
	return &s
})

func (s *hanSet) add(chars string, class byte) {
	for _, r := range chars {
		i := r - 0x4E00
		s[i/4] |= class << (i % 4 * 2)
	}
}

// class is 0 for a character that is in no list.
func (s *hanSet) class(r rune) byte {
	if r < 0x4E00 || r > 0x9FFF {
		return 0
	}
	i := r - 0x4E00
	return s[i/4] >> (i % 4 * 2) & 3
}

func (s *hanSet) of(r rune) Tag { return [4]Tag{Und, ZhHant, ZhHans}[s.class(r)] }

// Script is ZhHant or ZhHans for a character that only this script has, and
// Und for any other.
func Script(r rune) Tag { return onlyIn().of(r) }

// Frequency is the class of a Chinese character in running text: 1 for the 121
// most frequent ones in either script, 2 for the next 518, 0 for the rest
// (Unihan, kFrequency).
func Frequency(r rune) int { return int(frequency().class(r)) }
