package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
)

// enoughText is how many bytes of a text tell its language.
const enoughText = 256 << 10

// language holds both texts to the language that they are declared to be in.
// It reports whether one is in another language altogether: its edition must
// not be written.
func (r *run) language() (foreign bool) {
	for _, s := range []*side{r.src, r.tgt} {
		var all strings.Builder
		for i := range s.raw {
			if all.Len() > enoughText {
				break
			}
			if k := s.text.Doc.Blocks[s.text.Sentences[i].Block].Kind; k != doc.Code {
				all.WriteString(s.raw[i])
				all.WriteByte('\n')
			}
		}
		guess := lang.Detect(all.String())
		code := WrongLanguage
		switch guess.Against(s.tag) {
		case lang.Agrees:
			continue
		case lang.OtherScript:
			code = OtherScript
		default:
			foreign = foreign || r.on(WrongLanguage)
		}
		f := finding.Finding{Code: code, Args: map[string]any{"Path": s.text.Doc.Path, "Declared": string(s.tag), "Found": string(guess.Tag)}}
		place := &finding.Place{Doc: s.text.Doc}
		if len(s.raw) > 0 {
			place = s.place(0, doc.Span{})
		}
		if s == r.src {
			f.Source = place
		} else {
			f.Target = place
		}
		r.add(-1, f)
	}
	return foreign
}

// script looks for the source's script in the target: whole sentences that
// were copied or not translated, and characters left within one.
func (r *run) script() {
	if r.tgt.tag.Chinese() || r.tgt.tag == "ja" {
		return
	}
	for i, raw := range r.tgt.raw {
		if r.verbatim(r.tgt, i) {
			continue
		}
		switch {
		case r.untranslated(raw):
			r.reportScript(Untranslated, i, doc.Span{}, strings.TrimSpace(raw))
		case r.on(Residue):
			if span := r.residue(raw); !span.Empty() {
				r.reportScript(Residue, i, span, raw[span.Start:span.End])
			}
		}
	}
}

// verbatim reports a sentence that is no prose.
func (r *run) verbatim(s *side, sentence int) bool {
	switch s.text.Doc.Blocks[s.text.Sentences[sentence].Block].Kind {
	case doc.Code, doc.Credit, doc.Rule:
		return true
	}
	return false
}

// letters counts the letters of a text by the script that matters here.
func letters(text string) (han, hangulCount, latinWords, latinLetters int) {
	inWord := false
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Han, c), unicode.Is(unicode.Hiragana, c), unicode.Is(unicode.Katakana, c):
			han++
		case unicode.Is(unicode.Hangul, c):
			hangulCount++
		case unicode.Is(unicode.Latin, c):
			latinLetters++
			if !inWord {
				latinWords++
			}
			inWord = true
			continue
		}
		inWord = inWord && c == '\''
	}
	return han, hangulCount, latinWords, latinLetters
}

// untranslated reports a sentence in another language than the target's. A
// Latin sentence in a Korean text counts from six words on, in lower case for
// the most part: shorter ones are names.
func (r *run) untranslated(raw string) bool {
	if !r.on(Untranslated) {
		return false
	}
	han, hangul, words, _ := letters(raw)
	switch r.tgt.tag {
	case lang.Ko:
		if han >= 4 && han > 2*hangul {
			return true
		}
		return hangul == 0 && words >= 6 && strings.ContainsAny(raw, " ") && lowerWords(raw) >= 4 && !strings.Contains(raw, "://")
	case lang.En:
		return han >= 4 && han > 2*words || hangul >= 4 && hangul > 2*words
	}
	return han >= 4 && han > 2*words
}

// lowerWords counts the words that begin in lower case.
func lowerWords(text string) int {
	n := 0
	for _, w := range strings.Fields(text) {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) {
			n++
		}
	}
	return n
}

// residue finds the first run of Han or kana that stands neither in brackets
// nor in quotation marks, where an original is given on purpose; in Korean a
// single character is left alone that newspapers write for a country or an
// office.
func (r *run) residue(raw string) doc.Span {
	depth, quote := 0, 0
	for i := 0; i < len(raw); {
		c, size := utf8.DecodeRuneInString(raw[i:])
		switch {
		case strings.ContainsRune("([（［〔", c):
			depth++
		case strings.ContainsRune(")]）］〕", c):
			depth = max(0, depth-1)
		case strings.ContainsRune("“‘「『", c):
			quote++
		case strings.ContainsRune("”’」』", c):
			quote = max(0, quote-1)
		case foreignLetter(c) && depth == 0 && quote == 0:
			end := i
			for end < len(raw) {
				next, n := utf8.DecodeRuneInString(raw[end:])
				if !foreignLetter(next) {
					break
				}
				end += n
			}
			if r.tgt.tag != lang.Ko || !newspaperHanja(raw[i:end]) {
				return doc.Span{Start: i, End: end}
			}
			size = end - i
		}
		i += size
	}
	return doc.Span{}
}

// foreignLetter is a Han or kana character.
func foreignLetter(c rune) bool {
	if c < 0x2E80 || c >= 0xAC00 && c <= 0xD7A3 {
		return false
	}
	return unicode.Is(unicode.Han, c) || unicode.Is(unicode.Hiragana, c) || unicode.Is(unicode.Katakana, c)
}

// newspaperHanja reports the one or two characters that Korean newspapers
// write for countries and before titles.
func newspaperHanja(text string) bool {
	n := 0
	for _, c := range text {
		if n++; !strings.ContainsRune("韓韩中美日北南英獨佛伊印臺露蘇前現新舊對反親非故女男與野軍檢靑與檢株氏外大小高低", c) {
			return false
		}
	}
	return n <= 3
}

// reportScript reports a target sentence with what stands in it; where the
// source sentence is the same, that is the source's place.
func (r *run) reportScript(code finding.Code, sentence int, span doc.Span, text string) {
	bead := r.tgt.bead[sentence]
	b := r.bt.Beads[bead]
	copied := 0
	for i := b.Source.From; i < b.Source.To; i++ {
		if plainText(r.src.raw[i]) == plainText(r.tgt.raw[sentence]) {
			copied = 1
		}
	}
	r.add(bead, finding.Finding{
		Code: code, Args: map[string]any{"Found": text, "Copied": copied},
		Source: r.src.first(b.Source),
		Target: r.tgt.place(sentence, span),
	})
}

// plainText is a text without white space and punctuation, in one script: what
// two copies have in common.
func plainText(text string) string {
	return hanconv.Convert(hanconv.T2S, strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, text))
}
