package lang

import (
	"unicode"
)

// Guess is what the characters of a text say about its language.
type Guess struct {
	Tag     Tag     // Und for a text without letters
	Share   float64 // the part of the letters that Tag's script explains, 0 to 1
	Letters int     // how many letters (code points) were counted
}

// Detect guesses the language of a text from its script.
func Detect(text string) Guess {
	var han, hangul, kana, latin, other int
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
			kana++
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	n := han + hangul + kana + latin + other
	g := Guess{Letters: n}
	if n == 0 {
		return g
	}
	best := 0
	for _, c := range []struct {
		n   int
		tag Tag
	}{{han, ZhHant}, {hangul, Ko}, {kana, "ja"}, {latin, En}} {
		if c.n > best {
			best, g.Tag = c.n, c.tag
		}
	}
	g.Share = float64(best) / float64(n)
	return g
}

// Agreement says how a text's own script agrees with the language it is
// declared to be in.
type Agreement int

// Degrees of agreement.
const (
	Agrees      Agreement = iota // the text is in the language, or says too little to deny it
	OtherScript                  // Chinese, but in the other script: mild
	Disagrees                    // another language
)

// Against compares the guess with a declared language.
func (g Guess) Against(declared Tag) Agreement {
	switch {
	case g.Tag == Und || declared == Und || g.Tag == declared:
		return Agrees
	case g.Tag.Chinese() && declared.Chinese():
		return OtherScript
	}
	return Disagrees
}
