package lang

import (
	mathbits "math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// functionWords are the most frequent words of languages in Latin script that
// a translation may turn out to be in. Words of one letter are left out: they
// are names of variables as well.
var functionWords = [...]struct {
	tag   Tag
	words string
}{
	{En, "the of and to in is that for it with as was on are be by this have from at not but he they which will has were"},
	{"de", "der die und das ist nicht ein eine zu den mit von dem des auf für sich im auch es als werden wird hat"},
	{"fr", "le la les et des du une est que dans pour pas qui sur au avec il par ce aux sont cette été"},
	{"es", "el la los las de que en un una por con para del se no es su al lo más como fue"},
	{"pt", "os as de que em um uma não para com do da no na se por mais foi ao dos"},
	{"it", "il di che la per un una non sono del della con si le gli da nel alla dei ha"},
	{"nl", "de het een en van is dat op te zijn voor niet met die er aan ook werd door naar"},
	{"vi", "và của là có không cho được người trong với một những các này đã khi để về"},
	{"id", "yang dan di dengan untuk ini itu dari dalam adalah tidak pada ke akan oleh juga telah"},
}

// functionSets gives, for a word, a bit for each language that has it.
var functionSets = sync.OnceValue(func() map[string]uint16 {
	m := map[string]uint16{}
	for i, l := range functionWords {
		for _, w := range strings.Fields(l.words) {
			m[w] |= 1 << i
		}
	}
	return m
})

// latinTag reports whether the language is one of functionWords.
func latinTag(t Tag) bool {
	for _, l := range functionWords {
		if l.tag == t {
			return true
		}
	}
	return false
}

// maxFunctionWord is more than the longest function word in bytes.
const maxFunctionWord = 12

// latinWords counts the function words of each language, in the order of
// functionWords.
type latinWords [len(functionWords)]int

// of is the count for one language.
func (w *latinWords) of(t Tag) int {
	for i, l := range functionWords {
		if l.tag == t {
			return w[i]
		}
	}
	return 0
}

// most is the count of the language that has the most.
func (w *latinWords) most() float64 { return float64(slices.Max(w[:])) }

// language is the language with the most function words. English is what a
// text without evidence is taken to be, so another one must have a third more.
func (w *latinWords) language() Tag {
	best := 0
	for i, n := range w {
		if n > w[best] {
			best = i
		}
	}
	if best != 0 && w[best] >= 2 && 3*w[best] >= 4*w[0] {
		return functionWords[best].tag
	}
	return En
}

// wordScanner counts the Latin words of a text that is fed to it letter by letter.
type wordScanner struct {
	guess *Guess
	buf   []byte
	in    bool
}

func (s *wordScanner) next(r rune, letter bool) {
	switch {
	case letter:
		if !s.in {
			s.in = true
			s.guess.weight[latin]++
			s.buf = s.buf[:0]
		}
		if len(s.buf) < maxFunctionWord {
			s.buf = append(s.buf, string(unicode.ToLower(r))...)
		}
	case s.in && unicode.Is(unicode.Mn, r):
		// a combining mark belongs to the word; lists hold composed letters only
	case s.in:
		s.in = false
		for bits := functionSets()[string(s.buf)]; bits != 0; bits &= bits - 1 {
			s.guess.words[mathbits.TrailingZeros16(bits)]++
		}
	}
}
