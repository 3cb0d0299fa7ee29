package glossary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

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
