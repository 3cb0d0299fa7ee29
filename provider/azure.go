package provider

import (
	"context"
	"net/http"
	"net/url"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// azure speaks Azure AI Translator v3 (learn.microsoft.com, "Translator 3.0:
// Translate", "Service limits": 1,000 texts, 50,000 characters).
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
			text = fromMarkup(text, r.Segments[i].Text)
		}
		out = append(out, text)
	}
	segments, err := p.inOrder(r, out)
	return Answer{Texts: segments, Usage: Usage{Characters: runes(texts)}}, err
}

// judgeAzure reads the six figures of an error's code ("Translator 3.0:
// errors"): 403001 is a free quota that is used up, 400050 and 400077 a text or
// request that is too long.
func judgeAzure(_ int, body []byte) (wire.Kind, bool) {
	switch errorIn(body).code() {
	case "403001":
		return wire.Spent, true
	case "400050", "400077":
		return wire.TooLarge, true
	}
	return 0, false
}
