package glossary

import (
	"strings"
)

// Inflection is the grammatical form in which an English term was found.
type Inflection uint8

// The inflections of English that the matcher makes.
const (
	Base Inflection = iota
	Plural
	ThirdPerson // denuclearises
	Past        // denuclearised
	Ing         // denuclearising
	People      // North Korean, Bolivians: of a name in -a
)

// inflected is one form of an English term.
type inflected struct {
	text string
	kind Inflection
}

// inflect lists the forms of an English term, the term itself first. The last
// word takes the plural; in "head of state" the word before the preposition
// does too. A term in lower case that is not marked as another part of speech
// takes the verb endings as well: on its only word, or on the first of several
// when it is marked as a verb ("open up"). Possessives need no form: 's ends a
// word.
func inflect(term, partOfSpeech string) []inflected {
	out := []inflected{{term, Base}}
	words := strings.Split(term, " ")
	with := func(i int, word string, kind Inflection) {
		if word == "" || word == words[i] {
			return
		}
		changed := append([]string{}, words...)
		changed[i] = word
		out = append(out, inflected{strings.Join(changed, " "), kind})
	}
	pos := strings.ToLower(partOfSpeech)
	verb := strings.HasPrefix(pos, "v")
	last := len(words) - 1
	if !verb && !strings.HasPrefix(pos, "adj") && !strings.HasPrefix(pos, "adv") {
		with(last, plural(words[last]), Plural)
		for i := 1; i < last; i++ {
			if w := words[i]; w == "of" || w == "in" || w == "to" || w == "for" {
				with(i-1, plural(words[i-1]), Plural)
				break
			}
		}
	}
	if w := words[last]; len(w) > 3 && w[0] >= 'A' && w[0] <= 'Z' && strings.HasSuffix(w, "a") {
		with(last, w+"n", People)
		with(last, w+"ns", People)
	}
	lower := strings.ToLower(term) == term
	if verb || pos == "" && lower && last == 0 {
		third, past, participle, ing := verbForms(words[0])
		if verb {
			with(0, third, ThirdPerson)
		}
		with(0, past, Past)
		with(0, participle, Past)
		with(0, ing, Ing)
	}
	return out
}

// irregularPlurals are the nouns that newspapers use and no rule gives.
var irregularPlurals = map[string]string{
	"man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
	"mouse": "mice", "goose": "geese", "index": "indices", "criterion": "criteria", "phenomenon": "phenomena",
	"medium": "media", "datum": "data", "memorandum": "memoranda", "leaf": "leaves", "life": "lives", "wife": "wives",
	"knife": "knives", "half": "halves", "shelf": "shelves", "thief": "thieves", "wolf": "wolves", "self": "selves",
	"appendix": "appendices", "matrix": "matrices", "stimulus": "stimuli", "nucleus": "nuclei", "series": "series",
	"species": "species", "aircraft": "aircraft", "sheep": "sheep",
}

// plural is the plural of an English noun, "" where it has none of its own.
func plural(noun string) string {
	lower := strings.ToLower(noun)
	if p, ok := irregularPlurals[lower]; ok {
		return keepCase(noun, p)
	}
	for _, tail := range []string{"man", "woman", "child"} {
		if rest, ok := strings.CutSuffix(lower, tail); ok && len(rest) > 2 && tail != "man" || ok && strings.HasSuffix(rest, "s") {
			return noun[:len(rest)] + irregularPlurals[tail]
		}
	}
	n := len(lower)
	if n < 2 || !letter(lower[n-1]) {
		if n > 0 && digit(lower[n-1]) {
			return ""
		}
		return noun + "s"
	}
	upper := noun == strings.ToUpper(noun)
	switch {
	case upper:
		return noun + "s" // an acronym: MPs
	case strings.HasSuffix(lower, "sis"):
		return noun[:n-2] + "es"
	case strings.HasSuffix(lower, "s"), strings.HasSuffix(lower, "x"), strings.HasSuffix(lower, "z"),
		strings.HasSuffix(lower, "ch"), strings.HasSuffix(lower, "sh"):
		return noun + "es"
	case lower[n-1] == 'y' && !vowel(lower[n-2]):
		return noun[:n-1] + "ies"
	}
	return noun + "s"
}

// irregularVerbs gives past and participle of verbs that terms are made of.
var irregularVerbs = map[string][2]string{
	"meet": {"met", "met"}, "hold": {"held", "held"}, "build": {"built", "built"}, "make": {"made", "made"},
	"take": {"took", "taken"}, "lead": {"led", "led"}, "send": {"sent", "sent"}, "spend": {"spent", "spent"},
	"sell": {"sold", "sold"}, "buy": {"bought", "bought"}, "bring": {"brought", "brought"}, "give": {"gave", "given"},
	"go": {"went", "gone"}, "keep": {"kept", "kept"}, "leave": {"left", "left"}, "lose": {"lost", "lost"},
	"pay": {"paid", "paid"}, "rise": {"rose", "risen"}, "fall": {"fell", "fallen"}, "set": {"set", "set"},
	"cut": {"cut", "cut"}, "speak": {"spoke", "spoken"}, "win": {"won", "won"}, "write": {"wrote", "written"},
	"withdraw": {"withdrew", "withdrawn"}, "undertake": {"undertook", "undertaken"}, "overcome": {"overcame", "overcome"},
	"strike": {"struck", "struck"}, "fight": {"fought", "fought"}, "break": {"broke", "broken"}, "seek": {"sought", "sought"},
	"stand": {"stood", "stood"}, "draw": {"drew", "drawn"}, "put": {"put", "put"}, "run": {"ran", "run"},
}

// verbForms gives the forms of an English verb.
func verbForms(verb string) (third, past, participle, ing string) {
	n := len(verb)
	if n < 3 || !letter(verb[n-1]) {
		return "", "", "", ""
	}
	third = plural(verb)
	stem, y := verb, false
	switch {
	case strings.HasSuffix(verb, "ee"), strings.HasSuffix(verb, "oe"), strings.HasSuffix(verb, "ye"):
		ing, past = verb+"ing", verb+"d"
	case strings.HasSuffix(verb, "ie"):
		ing, past = verb[:n-2]+"ying", verb+"d"
	case verb[n-1] == 'e':
		ing, past = verb[:n-1]+"ing", verb+"d"
	default:
		if doubles(verb) {
			stem += verb[n-1:]
		}
		ing, past = stem+"ing", stem+"ed"
		if y = verb[n-1] == 'y' && !vowel(verb[n-2]); y {
			past = verb[:n-1] + "ied"
		}
	}
	participle = past
	if f, ok := irregularVerbs[strings.ToLower(verb)]; ok {
		past, participle = f[0], f[1]
	}
	return third, past, participle, ing
}

// doubles reports a verb that doubles its last consonant: one syllable that
// ends in one vowel and one consonant (plan), or a common -l, -r, -t of two
// with the stress at its end.
func doubles(verb string) bool {
	n := len(verb)
	if n < 3 || vowel(verb[n-1]) || !vowel(verb[n-2]) || vowel(verb[n-3]) || strings.IndexByte("wxy", verb[n-1]) >= 0 {
		return false
	}
	switch verb {
	case "control", "refer", "confer", "defer", "infer", "transfer", "prefer", "occur", "incur", "commit", "permit",
		"admit", "submit", "omit", "emit", "compel", "expel", "propel", "rebut", "regret", "deter", "abet", "allot":
		return true
	}
	syllables := 0
	for i := 0; i < n; i++ {
		if vowel(verb[i]) && (i == 0 || !vowel(verb[i-1])) {
			syllables++
		}
	}
	return syllables == 1
}

// keepCase gives word the capitals of model: all, the first letter, none.
func keepCase(model, word string) string {
	switch {
	case model == "" || word == "":
		return word
	case len(model) > 1 && model == strings.ToUpper(model) && model != strings.ToLower(model):
		return strings.ToUpper(word)
	case model[0] >= 'A' && model[0] <= 'Z':
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }
func vowel(c byte) bool  { return strings.IndexByte("aeiouAEIOU", c) >= 0 }
