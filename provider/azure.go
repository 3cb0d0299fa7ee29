package provider

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider/internal/wire"
)

// azure speaks Azure AI Translator v3 (learn.microsoft.com, "Translator 3.0:
// Translate", "Service limits": 1,000 texts, 50,000 characters). Names go along
// in its dynamic dictionary, which the page of that name calls safe for them
// alone, and for pairs of which one language is English.
type azure struct {
	base
	secret wire.Secret
}

var (
	azureLimits    = Limits{Segments: 200, Characters: 20000}
	azureLanguages = map[string]string{"zh-Hant": "zh-Hant", "zh-Hans": "zh-Hans", "en": "en", "ko": "ko", "ja": "ja"}
)

func newAzure(s setup) (Provider, error) {
	b, key, err := s.connect(judgeAzure, sayError)
	if err != nil {
		return nil, err
	}
	return &azure{base: b, secret: key}, nil
}

// Limits of a request.
func (p *azure) Limits() Limits { return azureLimits }

// Translate asks for all segments at once.
func (p *azure) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	from, to, err := p.pair(azureLanguages, azureLanguages, r.From, r.To)
	if err != nil {
		return Answer{}, err
	}
	texts, mark := bodyTexts(r)
	if names := azureNames(r); len(names) > 0 {
		mark = true
		for i, s := range r.Segments {
			texts[i] = withDictionary(s.Text, names)
		}
	}
	query := url.Values{"api-version": {"3.0"}, "from": {from}, "to": {to}, "textType": {"plain"}}
	if mark {
		query.Set("textType", "html")
	}
	if p.conf.Model != "" {
		query.Set("category", p.conf.Model)
	}
	header := http.Header{}
	if !p.secret.Empty() {
		header.Set("Ocp-Apim-Subscription-Key", p.secret.Reveal())
	}
	if p.conf.Region != "" {
		header.Set("Ocp-Apim-Subscription-Region", p.conf.Region)
	}
	type item struct {
		Text string `json:"Text"`
	}
	var body []item
	for _, t := range texts {
		body = append(body, item{t})
	}
	var answer []struct {
		Translations []struct {
			Text string `json:"text"`
		} `json:"translations"`
	}
	if err := p.wire.JSON(ctx, wire.Call{Path: "/translate?" + query.Encode(), Header: header, Body: body}, &answer); err != nil {
		return Answer{}, p.failed(err)
	}
	var out []string
	for i, a := range answer {
		if len(a.Translations) != 1 {
			return Answer{}, p.fail(Refused, "provider.reply", "Text", "")
		}
		text := a.Translations[0].Text
		if mark && i < len(r.Segments) {
			text = fromMarkup(dictionaryTag.ReplaceAllString(text, ""), r.Segments[i].Text)
		}
		out = append(out, text)
	}
	segments, err := p.inOrder(r, out)
	return Answer{Texts: segments, Usage: Usage{Characters: runes(texts)}}, err
}

// azureNames are the proper nouns among the terms, the longest first; none for
// a pair that the dynamic dictionary does not take.
func azureNames(r Request) []Term {
	if r.From != lang.En && r.To != lang.En {
		return nil
	}
	names := slices.DeleteFunc(slices.Clone(r.Terms), func(t Term) bool { return !t.Name || t.Source == "" || t.Target == "" })
	slices.SortStableFunc(names, func(a, b Term) int { return len(b.Source) - len(a.Source) })
	return names
}

// dictionaryTag is what should not come back.
var dictionaryTag = regexp.MustCompile(`</?mstrans:dictionary\b[^>]*>`)

// withDictionary writes a segment as markup, with every name between two
// placeholders in the tags that give its translation.
func withDictionary(text string, names []Term) string {
	var b strings.Builder
	at := 0
	plain := func(end int) {
		for at < end {
			from, to, name := end, end, Term{}
			for _, t := range names { // the first that stands there, of several the longest
				if i := indexWord(text[:end], t.Source, at); i >= 0 && i < from {
					from, to, name = i, i+len(t.Source), t
				}
			}
			b.WriteString(escaper.Replace(text[at:from]))
			if from < to {
				b.WriteString(`<mstrans:dictionary translation="` + html.EscapeString(name.Target) + `">` + escaper.Replace(name.Source) + `</mstrans:dictionary>`)
			}
			at = to
		}
	}
	for _, m := range placeholder.FindAllStringIndex(text, -1) {
		plain(m[0])
		b.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	plain(len(text))
	return b.String()
}

// indexWord finds a name from an offset on; one in letters of an alphabet must
// stand as a word.
func indexWord(text, name string, at int) int {
	for at <= len(text) {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return -1
		}
		i += at
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(name):])
		first, _ := utf8.DecodeRuneInString(name)
		final, _ := utf8.DecodeLastRuneInString(name)
		if !(spelled(before) && spelled(first)) && !(spelled(after) && spelled(final)) {
			return i
		}
		at = i + len(name)
	}
	return -1
}

// spelled reports a letter or digit of a script that parts its words.
func spelled(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// judgeAzure reads the six figures of an error's code ("Translator 3.0:
// errors"): 403001 is a free quota that is used up, 400050, 400072 and 400077 a
// text, a list or a request that is too long. 408001 and 408002 are a model of
// one's own that is being made ready, in minutes.
func judgeAzure(_ int, body []byte) (wire.Kind, bool) {
	switch errorIn(body).code() {
	case "403001":
		return wire.Spent, true
	case "400050", "400072", "400077":
		return wire.TooLarge, true
	case "408001", "408002":
		return wire.Retry, true
	}
	return 0, false
}
