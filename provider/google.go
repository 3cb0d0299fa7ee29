package provider

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/provider/internal/wire"
)

// google speaks Cloud Translation v3 (TranslateTextRequest in its reference:
// at most 1,024 contents, less than 30,000 code points recommended). The key is
// an access token, such as "gcloud auth print-access-token" prints; it is
// valid for an hour.
type google struct {
	base
	secret wire.Secret
}

var (
	googleLimits    = Limits{Segments: 100, Characters: 20000}
	googleLanguages = map[string]string{"zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "en": "en", "ko": "ko", "ja": "ja"}
)

func newGoogle(s setup) (Provider, error) {
	if s.conf.Project == "" {
		return nil, fault.New("provider.needs-project", "", "Name", s.Name)
	}
	b, key, err := s.connect(judgeGoogle, sayError)
	if err != nil {
		return nil, err
	}
	return &google{base: b, secret: key}, nil
}

// Limits of a request.
func (p *google) Limits() Limits { return googleLimits }

// parent is the location; glossaries don't stand in the global one.
func (p *google) parent() string {
	location := p.conf.Region
	if location == "" {
		location = "global"
		if p.conf.Glossary != "" {
			location = "us-central1"
		}
	}
	return "projects/" + url.PathEscape(p.conf.Project) + "/locations/" + url.PathEscape(location)
}

type googleTexts []struct {
	Text  string `json:"translatedText"`
	Model string `json:"model"`
}

// Translate asks for all segments at once.
func (p *google) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	from, to, err := p.pair(googleLanguages, googleLanguages, r.From, r.To)
	if err != nil {
		return Answer{}, err
	}
	// The default is HTML. Plain text keeps "<" and "&" as they are; only a
	// request with placeholders goes as HTML, since plain ones get translated.
	body := map[string]any{"mimeType": "text/plain", "sourceLanguageCode": from, "targetLanguageCode": to}
	texts, mark := bodyTexts(r)
	if mark {
		body["mimeType"] = "text/html"
	}
	body["contents"] = texts
	if p.conf.Model != "" {
		body["model"] = p.resource("models", p.conf.Model)
	}
	if p.conf.Glossary != "" {
		body["glossaryConfig"] = map[string]any{"glossary": p.resource("glossaries", p.conf.Glossary)}
	}
	header := http.Header{"X-Goog-User-Project": {p.conf.Project}}
	if !p.secret.Empty() {
		header.Set("Authorization", "Bearer "+p.secret.Reveal())
	}
	var answer struct {
		Translations         googleTexts `json:"translations"`
		GlossaryTranslations googleTexts `json:"glossaryTranslations"`
	}
	call := wire.Call{Path: "/v3/" + p.parent() + ":translateText", Header: header, Body: body}
	if err := p.wire.JSON(ctx, call, &answer); err != nil {
		return Answer{}, p.failed(err)
	}
	got := answer.Translations
	if len(answer.GlossaryTranslations) > 0 {
		got = answer.GlossaryTranslations
	}
	var out []string
	model := ""
	for i, t := range got {
		if mark && i < len(r.Segments) {
			t.Text = fromMarkup(t.Text, r.Segments[i].Text)
		}
		out = append(out, t.Text)
		model = p.line(t.Model)
	}
	segments, err := p.inOrder(r, out)
	return Answer{Texts: segments, Model: model, Usage: Usage{Characters: runes(texts)}}, err
}

// resource names a model or a glossary in full.
func (p *google) resource(kind, id string) string {
	if strings.HasPrefix(id, "projects/") {
		return id
	}
	return p.parent() + "/" + kind + "/" + id
}

// judgeGoogle: quotas answer 403 (page "Quotas and limits" of Cloud
// Translation): per day they are spent, per minute and user they are not. In
// v3 both come as RESOURCE_EXHAUSTED too.
func judgeGoogle(status int, body []byte) (wire.Kind, bool) {
	if status != http.StatusForbidden && status != http.StatusTooManyRequests {
		return 0, false
	}
	text := string(body)
	switch {
	case says(text, []string{"daily limit", "dailylimitexceeded", "per day", "billing"}):
		return wire.Spent, true
	case says(text, []string{"rate limit", "ratelimitexceeded", "rate_limit_exceeded", "per minute"}):
		return wire.Retry, true
	case status == http.StatusForbidden && says(text, []string{"quota", "resource_exhausted"}):
		return wire.Spent, true
	}
	return 0, false
}
