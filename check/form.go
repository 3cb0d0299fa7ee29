package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// form checks the outward form of each target sentence, and of each bead's
// brackets.
func (r *run) form() {
	for i, raw := range r.tgt.raw {
		if r.verbatim(r.tgt, i) {
			continue
		}
		r.punctuation(i, raw)
		r.repeated(i, raw)
	}
	if r.on(Brackets) {
		r.brackets()
	}
}

// hasLetter reports any letter or digit.
func hasLetter(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) >= 0
}

// foreignMarks are punctuation marks of Chinese with what to write instead;
// "" for marks that have no single counterpart.
var foreignMarks = map[lang.Tag]map[rune]string{
	lang.En: {'。': ".", '，': ",", '、': ",", '；': ";", '：': ":", '？': "?", '！': "!", '（': "(", '）': ")", '「': "“", '」': "”", '『': "‘", '』': "’", '《': "", '》': "", '〈': "", '〉': "", '．': "."},
	lang.Ko: {'。': ".", '，': ",", '、': ",", '；': ";", '：': ":", '？': "?", '！': "!", '（': "(", '）': ")", '．': "."},
}

// punctuation reports the first mark of another script in a sentence. Marks in
// brackets belong to an original that is quoted there.
func (r *run) punctuation(sentence int, raw string) {
	marks := foreignMarks[r.tgt.tag]
	if !r.on(Punctuation) || marks == nil || r.untranslated(raw) {
		return
	}
	depth := 0
	for i, c := range raw {
		switch {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth = max(0, depth-1)
		}
		want, foreign := marks[c]
		if c < 0x2E80 || !foreign || depth > 0 {
			continue
		}
		if (c == '（' || c == '）') && bracketsOriginal(raw, i) {
			continue
		}
		bead := r.tgt.bead[sentence]
		span := doc.Span{Start: i, End: i + utf8.RuneLen(c)}
		f := finding.Finding{
			Code: Punctuation, Args: map[string]any{"Found": string(c), "Want": want},
			Source: r.src.first(r.bt.Beads[bead].Source), Target: r.tgt.place(sentence, span),
		}
		if want != "" {
			if next, _ := utf8.DecodeRuneInString(raw[span.End:]); strings.Contains(",.;:?!", want) && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
				want += " "
			}
			if prev, _ := utf8.DecodeLastRuneInString(raw[:i]); want == "(" && r.tgt.tag == lang.En && unicode.IsLetter(prev) {
				want = " ("
			}
			f.Fix = &finding.Fix{Doc: r.tgt.text.Doc, Span: r.tgt.source(sentence, span), Text: want, Safe: true}
		}
		r.add(bead, f)
		return
	}
}

// bracketsOriginal reports a full-width bracket around Han or Hangul text.
func bracketsOriginal(raw string, at int) bool {
	open := strings.LastIndex(raw[:at+len("（")], "（")
	if open < 0 {
		return false
	}
	inside := raw[open+len("（"):]
	if end := strings.Index(inside, "）"); end >= 0 {
		inside = inside[:end]
	}
	han, _, words, _ := letters(inside)
	return han > 0 && words == 0
}

// repeatable are words that stand twice in a row in good text.
var repeatable = map[string]bool{}

func init() {
	for _, w := range strings.Fields("had that so very no yes bye long ha hey na knock blah her well now there far more many much too really never plus 네 예 아주 매우 더 참 꼭 그 이 저 또 다시 점점 각각 하나 조금 조금씩 천천히 차근차근 한걸음 하루 차근 오래 깊이 깊이깊이 높이 멀리 서로 거의 훨씬 부디 제발 아니 정말 진짜 왔다 갔다") {
		repeatable[w] = true
	}
}

// repeated reports a word that stands twice in a row with nothing but a space
// between.
func (r *run) repeated(sentence int, raw string) {
	if !r.on(RepeatedWord) || r.tgt.tag.Chinese() {
		return
	}
	prev, prevStart, prevEnd := "", 0, 0
	for at := 0; at < len(raw); {
		start := at + strings.IndexFunc(raw[at:], wordRune)
		if start < at {
			return
		}
		end := len(raw)
		if n := strings.IndexFunc(raw[start:], func(c rune) bool { return !wordRune(c) }); n >= 0 {
			end = start + n
		}
		word := raw[start:end]
		if strings.EqualFold(word, prev) && strings.TrimSpace(raw[prevEnd:start]) == "" && !clauseBorder(word, raw[:prevStart]) && !strings.HasSuffix(raw[:prevStart], "-") &&
			!strings.HasSuffix(raw[:prevStart], "_") && r.wrongTwice(prev, word) && !onPurpose(word, raw[:prevStart], raw[end:]) && !r.sourceRepeats(r.tgt.bead[sentence]) {
			bead := r.tgt.bead[sentence]
			span := doc.Span{Start: prevStart, End: end}
			r.add(bead, finding.Finding{
				Code: RepeatedWord, Args: map[string]any{"Found": word},
				Source: r.src.first(r.bt.Beads[bead].Source), Target: r.tgt.place(sentence, span),
				Fix: &finding.Fix{Doc: r.tgt.text.Doc, Span: r.tgt.source(sentence, doc.Span{Start: prevEnd, End: end}), Safe: false},
			})
			return
		}
		prev, prevStart, prevEnd, at = word, start, end, end
	}
}

// onPurpose reports a word that goes on: tock tock tock tock, 부모의 부모의 부모.
func onPurpose(word, before, after string) bool {
	after = strings.TrimLeft(after, " \u00A0")
	if stem, ok := strings.CutSuffix(word, "의"); ok && stem != "" && strings.HasPrefix(after, stem) {
		return true
	}
	n := 2
	for rest, ok := strings.CutPrefix(after, word); ok; rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), word) {
		n++
	}
	for rest, ok := strings.CutSuffix(strings.TrimRight(before, " "), word); ok; rest, ok = strings.CutSuffix(strings.TrimRight(rest, " "), word) {
		n++
	}
	return n > 3
}

// sourceRepeats reports a Latin word that stands twice in a row in the source
// of a bead, a name such as Roa Roa, or Han characters that do (興起！興起！).
func (r *run) sourceRepeats(bead int) bool {
	b := r.bt.Beads[bead].Source
	for i := b.From; i < b.To; i++ {
		if hanTwice(r.src.raw[i]) {
			return true
		}
		words := strings.FieldsFunc(r.src.raw[i], func(c rune) bool { return !unicode.Is(unicode.Latin, c) })
		for k := 1; k < len(words); k++ {
			if words[k] == words[k-1] && len(words[k]) > 1 {
				return true
			}
		}
	}
	return false
}

// hanTwice reports two to five Han characters that stand twice in a row, also
// with a mark between.
func hanTwice(text string) bool {
	var run []rune // Han characters; 0 for other letters
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Han, c):
			run = append(run, c)
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			run = append(run, 0)
		}
	}
	for i := range run {
		for n := 2; n <= 5 && i+2*n <= len(run); n++ {
			if run[i] != 0 && slices.Equal(run[i:i+n], run[i+n:i+2*n]) && !slices.Contains(run[i:i+n], 0) {
				return true
			}
		}
	}
	return false
}

// clauseBorder reports "is is" and "was was" at the end of a clause that is
// the subject: what it is is a mistake.
func clauseBorder(word, before string) bool {
	if lower := strings.ToLower(word); lower != "is" && lower != "was" {
		return false
	}
	before = strings.ToLower(before)
	return strings.Contains(before, "what ") || strings.Contains(before, "who ") || strings.Contains(before, "where ") || strings.Contains(before, "all ")
}

func wordRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '\'' || c == '’'
}

// wrongTwice reports a word that is not repeated on purpose: no number, no
// name of two equal halves, no interjection.
func (r *run) wrongTwice(first, second string) bool {
	c, _ := utf8.DecodeRuneInString(second)
	f, _ := utf8.DecodeRuneInString(first)
	switch {
	case !unicode.IsLetter(c), repeatable[strings.ToLower(second)]:
		return false
	case r.tgt.tag == lang.Ko && unicode.Is(unicode.Hangul, c):
		return utf8.RuneCountInString(second) >= 2 && !strings.HasSuffix(second, "히") && !strings.HasSuffix(second, "씩") && !ideophone(second)
	}
	name := unicode.IsUpper(c) && second != strings.ToUpper(second) // Roa Roa; the range Range
	return !name && !(unicode.IsLower(f) && unicode.IsUpper(c))
}

// ideophone reports a Korean word of two syllables that close alike, as words
// for sounds and movements do (쭉욱, 쿵쾅), which are said twice.
func ideophone(word string) bool {
	r := []rune(word)
	if len(r) != 2 || r[0] < 0xAC00 || r[0] > 0xD7A3 || r[1] < 0xAC00 || r[1] > 0xD7A3 {
		return false
	}
	final := (r[0] - 0xAC00) % 28
	return final != 0 && final == (r[1]-0xAC00)%28
}

// pairs of brackets and quotation marks, the opening one first.
var bracketPairs = map[rune]rune{')': '(', '）': '（', ']': '[', '］': '［', '}': '{', '”': '“', '」': '「', '』': '『', '》': '《', '〉': '〈', '〕': '〔', '】': '【'}

// openReach is how many beads a quotation may run over.
const openReach = 8

// brackets compares the balance of brackets and quotation marks bead by bead:
// what is open at the end of the translation and closed in the source is
// wrong. A quotation that runs over several beads is closed in a later one.
func (r *run) brackets() {
	type open struct {
		bead int
		mark rune
	}
	var pending []open
	settle := func(now int) {
		for len(pending) > 0 && now-pending[0].bead > openReach {
			r.reportBracket(pending[0].bead, pending[0].mark)
			pending = pending[1:]
		}
	}
	for i, b := range r.bt.Beads {
		settle(i)
		if b.Source.Len() == 0 && b.Target.Len() == 0 {
			continue
		}
		mark, ok := unbalanced(r.prose(b.Target), r.tgt.tag)
		if !ok {
			continue
		}
		if n := len(pending); n > 0 && closes(pending[n-1].mark, mark) {
			pending = pending[:n-1]
			continue
		}
		pending = append(pending, open{i, mark})
	}
	settle(len(r.bt.Beads) + openReach + 1)
}

// prose joins target sentences, "" where one is no prose.
func (r *run) prose(b bitext.Range) string {
	text := ""
	for k := b.From; k < b.To; k++ {
		if r.verbatim(r.tgt, k) {
			return ""
		}
		text += r.tgt.raw[k]
	}
	return text
}

// closes reports a quotation mark that ends what another began.
func closes(first, second rune) bool {
	return first == '"' && second == '"' || bracketPairs[second] != 0 && bracketPairs[second] == first
}

// reportBracket reports a mark without its partner, unless the source of its
// bead is open as well.
func (r *run) reportBracket(bead int, mark rune) {
	b := r.bt.Beads[bead]
	source := ""
	for k := b.Source.From; k < b.Source.To; k++ {
		source += r.src.raw[k]
	}
	if _, open := unbalanced(source, r.src.tag); open {
		return
	}
	r.add(bead, finding.Finding{
		Code: Brackets, Args: map[string]any{"Found": string(mark)},
		Source: r.src.first(b.Source), Target: r.markPlace(b.Target.From, b.Target.To, mark),
	})
}

// markPlace is the place of the last such mark in a range of sentences.
func (r *run) markPlace(from, to int, mark rune) *finding.Place {
	for k := to - 1; k >= from; k-- {
		if n := strings.LastIndex(r.tgt.raw[k], string(mark)); n >= 0 {
			return r.tgt.place(k, doc.Span{Start: n, End: n + utf8.RuneLen(mark)})
		}
	}
	return r.tgt.place(from, doc.Span{})
}

// unbalanced gives the first mark without its partner. An apostrophe, a sign
// of inches, the bracket of a list number, and a smiley are no brackets.
func unbalanced(text string, tag lang.Tag) (rune, bool) {
	var stack []rune
	straight := 0
	single := tag != lang.En // ’ is an apostrophe in English
	prev := rune(0)
	for i, c := range text {
		switch {
		case c == '"':
			if unicode.IsDigit(prev) && straight%2 == 0 {
				break // inches
			}
			straight++
		case c == '‘' && single:
			stack = append(stack, c)
		case c == '’' && single:
			if n := len(stack); n > 0 && stack[n-1] == '‘' {
				stack = stack[:n-1]
			} else if next, _ := utf8.DecodeRuneInString(text[i+len("’"):]); !unicode.IsLetter(prev) && !unicode.IsDigit(next) {
				return c, true
			}
		case strings.ContainsRune("(（[［{“「『《〈〔【", c):
			stack = append(stack, c)
		case bracketPairs[c] != 0:
			if n := len(stack); n > 0 && stack[n-1] == bracketPairs[c] {
				stack = stack[:n-1]
				break
			}
			if (c == ')' || c == '）') && (len(stack) == 0 && (listNumber(text[:i]) || remark(text[:i])) || prev == ':' || prev == ';' || prev == '-') {
				break
			}
			return c, true
		}
		prev = c
	}
	if len(stack) > 0 {
		return stack[len(stack)-1], true
	}
	return '"', straight%2 == 1
}

// remark reports the word before a bracket that begins an example or a note in
// Korean: 예) 항구.
func remark(before string) bool {
	for _, w := range []string{"예", "주", "참고", "단", "비고"} {
		if rest, ok := strings.CutSuffix(before, w); ok {
			last, _ := utf8.DecodeLastRuneInString(rest)
			return rest == "" || !unicode.IsLetter(last) && !unicode.IsDigit(last)
		}
	}
	return false
}

// listNumber reports "1" or "a" at the beginning of a sentence: 1) First.
func listNumber(before string) bool {
	before = strings.TrimSpace(before)
	return before != "" && utf8.RuneCountInString(before) <= 3 && !strings.ContainsAny(before, " \t")
}
