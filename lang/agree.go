package lang

// Agreement says how a text's own script agrees with the language it is
// declared to be in.
type Agreement int

// Degrees of agreement.
const (
	Agrees      Agreement = iota // the text is in the language, or says too little to deny it
	OtherScript                  // Chinese, but in the other script: mild
	Disagrees                    // another language
)

// What a text has to show before it is said to be in another language than the
// one declared. A line such as "APEC 2025" proves nothing.
const (
	minShare     = 0.6  // of the words in the other language's script
	minLatin     = 6    // words of Latin script in a text that should have none
	ownShare     = 0.15 // of the declared script beside the Latin words, from which on they may be names
	minEast      = 2    // Han, kana or Hangul letters in a text that has no letter of its own script
	minMixed     = 20   // the same where some letters are of the declared script
	minKanaless  = 30   // Han characters without any kana in a Japanese text
	minScript    = 3    // characters that only the other Chinese script has
	scriptShare  = 0.8  // of the characters that only one Chinese script has
	minFunctions = 8    // function words of another Latin-script language
)

// Against compares the guess with a declared language. Texts too short to tell,
// and languages that Detect does not know, agree.
func (g Guess) Against(declared Tag) Agreement {
	want, known := scriptNeeded(declared)
	if g.Tag == Und || g.Tag == declared || !known {
		return Agrees
	}
	if g.Tag.Chinese() && declared.Chinese() {
		other, own := g.Hant, g.Hans
		if declared == ZhHant {
			other, own = own, other
		}
		if other >= minScript && float64(other) >= scriptShare*float64(other+own) {
			return OtherScript
		}
		return Agrees
	}
	if g.Share < minShare {
		return Agrees
	}
	enough := false
	switch s := g.script(); {
	case s == latin && want == latin:
		enough = g.words.of(g.Tag) >= minFunctions && g.words.of(g.Tag) >= 3*g.words.of(declared)
	case s == latin:
		enough = g.weight[latin] >= minLatin && g.weight[want] < ownShare*g.weight[latin]
	case s == han && declared == "ja":
		enough = g.weight[kana] == 0 && g.Letters >= minKanaless
	default:
		enough = g.Letters >= minMixed || g.weight[want] == 0 && g.Letters >= minEast
	}
	if enough {
		return Disagrees
	}
	return Agrees
}

// scriptNeeded is the script that a text in the language cannot do without.
func scriptNeeded(t Tag) (script int, known bool) {
	switch {
	case t.Chinese():
		return han, true
	case latinTag(t):
		return latin, true
	}
	for s, tag := range scriptTag {
		if tag == t && tag != Und {
			return s, true
		}
	}
	return 0, false
}
