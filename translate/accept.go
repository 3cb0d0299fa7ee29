package translate

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/value"
)

// Codes of what is wrong with an answer. A sentence for which no answer is
// free of them is left as an empty place: its text would break the draft, say
// something else, or not be a translation at all. What package check finds
// (terms, numbers, dates, a word left in Chinese) leaves the text and stands
// beside it.
const (
	AnswerIDs          finding.Code = "answer-ids"          // Kind missing, foreign, doubled
	AnswerEmpty        finding.Code = "answer-empty"        // no text for a sentence
	AnswerCharacters   finding.Code = "answer-characters"   // control characters and their like
	AnswerPlaceholders finding.Code = "answer-placeholders" // lost, invented or badly nested
	AnswerAdded        finding.Code = "answer-added"        // a link, an address, a tag that the source lacks
	AnswerLanguage     finding.Code = "answer-language"     // not in the target's language, or the source again
	AnswerLength       finding.Code = "answer-length"       // far too short or too long
	AnswerRefused      finding.Code = "answer-refused"      // the service gave no usable answer
)

func wrong(code finding.Code, args ...any) []finding.Finding {
	f := finding.Finding{Code: code, Severity: finding.Error, Args: map[string]any{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i].(string)] = args[i+1]
	}
	return []finding.Finding{f}
}

// tidy brings a service's text into the form that sentences have here: NFC,
// without white space around it.
func tidy(text string) string { return norm.NFC.String(strings.TrimSpace(text)) }

// structure holds the outer form of a translation to its source.
func (j *judge) structure(source, target string) []finding.Finding {
	switch {
	case strings.TrimSpace(words(target)) == "" && strings.TrimSpace(words(source)) != "":
		return wrong(AnswerEmpty)
	case !utf8.ValidString(target):
		return wrong(AnswerCharacters, "Found", "U+FFFD")
	}
	if r, bad := j.control(source, target); bad {
		return wrong(AnswerCharacters, "Found", codePoint(r))
	}
	if f := placeholders(source, target); f != nil {
		return f
	}
	if text := added(words(source), words(target)); text != "" && !j.termHas(source, text) {
		return wrong(AnswerAdded, "Found", clip(text, 80))
	}
	return nil
}

// control finds a character that does nothing visible but change lines, order
// or appearance, or whose meaning is private, unless the source has it as well.
func (j *judge) control(source, target string) (rune, bool) {
	for _, r := range target {
		if r < 0x7F && r >= 0x20 || isMark(r) {
			continue
		}
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cs, unicode.Co, unicode.Zl, unicode.Zp), unicode.Is(unicode.Cf, r) && !joiner(j.to, r), r == utf8.RuneError,
			r > 0xFFFF && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S):
			if !strings.ContainsRune(source, r) {
				return r, true
			}
		}
	}
	return 0, false
}

// joiner reports the format characters that some languages are written with.
// Those that duizhao has rules for need none.
func joiner(tag lang.Tag, r rune) bool {
	return (r == 0x200C || r == 0x200D) && !tag.Supported() && tag != "ja"
}

func codePoint(r rune) string {
	const hex = "0123456789ABCDEF"
	out := ""
	for n := uint32(r); n > 0 || len(out) < 4; n >>= 4 {
		out = string(hex[n&15]) + out
	}
	return "U+" + out
}

// placeholders asks for each placeholder of the source exactly once, well
// nested where the source is, and not emptied of words.
func placeholders(source, target string) []finding.Finding {
	lost, extra := difference(marks(source), marks(target))
	if len(lost)+len(extra) > 0 {
		return wrong(AnswerPlaceholders, "Missing", list(lost), "Added", list(extra))
	}
	if nested(source) && !nested(target) {
		return wrong(AnswerPlaceholders, "Missing", "", "Added", "")
	}
	before := hollow(source)
	for _, n := range hollow(target) {
		if !slices.Contains(before, n) {
			return wrong(AnswerPlaceholders, "Missing", "<x"+itoa(n)+">…</x"+itoa(n)+">", "Added", "")
		}
	}
	return nil
}

// difference compares two sorted lists.
func difference(a, b []rune) (onlyA, onlyB []rune) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			onlyA, a = append(onlyA, a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			onlyB, b = append(onlyB, b[0]), b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	return onlyA, onlyB
}

// list writes a few placeholders.
func list(marks []rune) string {
	var out []string
	for _, r := range marks[:min(len(marks), 5)] {
		out = append(out, written(r))
	}
	return strings.Join(out, " ")
}

// foreignForms are what a translation has no business to bring: each is
// allowed as often as the source has the very same. They take a hundredth of a
// second to compile, which no other command should wait for.
var foreignForms = sync.OnceValue(func() []foreignForm {
	return []foreignForm{
		{":wW", regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:|data:|javascript:|tel:)[!#-&*-;=?-Z\\_a-z~]*`)},
		{"@", regexp.MustCompile(`(?i)[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+`)},
		{".", regexp.MustCompile(`(?i)\b(?:[a-z0-9-]{2,}\.)+(?:(?:com|org|net|info|biz|edu|gov|io|xyz|cn|tw|hk|kr|jp|uk|de|fr|ru|eu)\b|[a-z]{2,}/[!#-&*-;=?-Z\\_a-z~]+)`)},
		{"<>", regexp.MustCompile(`</?[A-Za-z!?][^>]{0,1000}>|<!--|-->`)},
		{"[", regexp.MustCompile(`!?\[[^\]]{0,500}\][\[(][^\])]{0,1000}[\])]|\[\^[^\]]{0,100}\]`)},
		{"`~${}", regexp.MustCompile("`+|~~~+|\\$\\$|\\{\\{|\\}\\}|\\{%")},
		{"&", regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)},
		{"⟦⟧", regexp.MustCompile(`⟦|⟧`)},
		{"*_(", regexp.MustCompile(`\*\*|__|\]\(`)},
	}
})

// foreignForm is one of them.
type foreignForm struct {
	sign string // none of its characters, none of the form
	form *regexp.Regexp
}

// added finds something in a translation that the source has not.
func added(source, target string) string {
	for _, f := range foreignForms() {
		if !strings.ContainsAny(target, f.sign) {
			continue
		}
		found := f.form.FindAllString(target, -1)
		if len(found) == 0 {
			continue
		}
		have := map[string]int{}
		for _, s := range f.form.FindAllString(source, -1) {
			have[comparable(s)]++
		}
		for _, s := range found {
			if have[comparable(s)]--; have[comparable(s)] < 0 {
				return s
			}
		}
	}
	return ""
}

// comparable is a link without the full stop of its sentence.
func comparable(s string) string { return strings.ToLower(strings.TrimRight(s, ".,;:!?/")) }

// termHas reports a piece of text that the glossary itself gives for a term of
// the source: Booking.com.
func (j *judge) termHas(source, text string) bool {
	if j.g == nil {
		return false
	}
	for _, h := range j.g.Find(j.from, words(source)) {
		for _, t := range j.g.Concepts[h.Concept].Terms {
			if t.Lang == j.to && strings.Contains(t.Text, text) {
				return true
			}
		}
	}
	return false
}

// How many letters of the source's script make a translation one that is none:
// outside brackets and quotation marks, where an original is given on purpose;
// and how many when they are the whole source.
const (
	residueLetters = 8
	copiedLetters  = 5
)

// A sentence says too little for package lang to deny its language. It is
// judged as if it went on in the same way: repeated this often, and more often
// when it stood in an answer of which the whole was in another language. Of
// 3,100 English sentences translated by people one is denied at 4, two at 6,
// both without an English word in them.
const (
	usualRepeat, suspectRepeat = 3, 6
)

// foreign reports a translation that is not in the target's language. found is
// what package check says about it.
func (j *judge) foreign(source, target string, found []finding.Finding) []finding.Finding {
	kind := ""
	for _, f := range found {
		switch f.Code {
		case check.WrongLanguage:
			if f.Target != nil { // the source may be what it wants
				kind = "other"
			}
		case check.Untranslated:
			kind = "other"
		}
	}
	han, hangul, latin, _ := scripts(target)
	sourceHan, _, _, sourceLower := scripts(j.unvalued(source))
	demands := j.from.Chinese() && sourceHan >= 2 || !j.from.Chinese() && sourceLower >= 3
	switch {
	case j.from.Chinese() && j.to.Chinese():
	case demands && copied(source, target, sourceHan):
		kind = "copied"
	case !j.to.CJK() && lang.Detect(strings.Repeat(target+" ", usualRepeat)).Against(j.to) == lang.Disagrees:
		kind = "other"
	case kind != "" || !demands:
	case j.to == lang.Ko && hangul == 0, j.to.Chinese() && han == 0, j.to == lang.En && latin == 0:
		kind = "other"
	case !j.to.Chinese() && j.to != "ja" && han >= residueLetters && bareHan(target) >= residueLetters:
		kind = "partly"
	}
	if kind == "" {
		return nil
	}
	return wrong(AnswerLanguage, "Kind", kind, "Language", string(j.to), "Found", clip(strings.TrimSpace(target), 80))
}

// copied reports the source itself in a translation, alone or with more.
func copied(source, target string, han int) bool {
	s, t := plainLetters(source), plainLetters(target)
	return s == t || han >= copiedLetters && strings.Contains(t, s)
}

// bareHan counts Han and kana outside brackets and quotation marks.
func bareHan(text string) int {
	n, depth := 0, 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("([（［〔“‘「『《", r):
			depth++
		case strings.ContainsRune(")]）］〕”’」』》", r):
			depth = max(0, depth-1)
		case depth == 0 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			n++
		}
	}
	return n
}

// unvalued is a text without its numbers and dates, which are written in
// digits as well.
func (j *judge) unvalued(text string) string {
	var b strings.Builder
	at := 0
	for _, v := range value.FindWith(j.from, text, value.Options{MegaZhao: j.mega}) {
		b.WriteString(text[at:v.Start])
		at = v.End
	}
	return b.String() + text[at:]
}

// scripts counts letters by script, and words in lower-case Latin letters.
func scripts(text string) (han, hangul, latin, lowerWords int) {
	word := false
	for _, r := range text {
		isLatin := r < 0x80 && (r|0x20 >= 'a' && r|0x20 <= 'z') || r >= 0x80 && unicode.Is(unicode.Latin, r)
		switch {
		case isLatin:
			latin++
			if !word && unicode.IsLower(r) {
				lowerWords++
			}
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			han++
		}
		word = isLatin || word && (r == '\'' || r == '’')
	}
	return han, hangul, latin, lowerWords
}

// plainLetters is what two copies of a text have in common.
func plainLetters(text string) string {
	return hanconv.Convert(hanconv.T2S, strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text))
}

// Bounds of length, in the measure of extent: of 5,732 sentence pairs of news,
// Bible, novels and technical manuals, Chinese with English or Korean, six of
// the novels' lie outside them (TestRealTranslations).
const (
	lengthLow, lengthLowFree   = 0.3, 2.0
	lengthHigh, lengthHighFree = 2.2, 6.0
)

// length reports a translation that can't say what the source says, or says
// much more.
func (j *judge) length(source, target string) []finding.Finding {
	s, t := extent(source), extent(target)
	if t >= lengthLow*s-lengthLowFree && t <= lengthHigh*s+lengthHighFree {
		return nil
	}
	return wrong(AnswerLength, "Source", utf8.RuneCountInString(source), "Target", utf8.RuneCountInString(target))
}

// extent is how much a text says, in Chinese characters: a character of
// English is worth 0.29 of one and a Korean syllable or space 0.65 (medians of
// sentence pairs of news).
func extent(text string) float64 {
	n, korean := 0.0, false
	for _, r := range text {
		switch {
		case r < 0x2E80:
			if r == ' ' && korean {
				n += 0.65
			} else {
				n += 0.29
			}
		case r >= 0xAC00 && r <= 0xD7A3:
			n, korean = n+0.65, true
		default:
			n++
		}
	}
	return n
}

// clip cuts a text for a message.
func clip(text string, most int) string {
	for i := range text {
		if i >= most {
			return text[:i] + "…"
		}
	}
	return text
}
