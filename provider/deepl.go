package provider

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"unicode"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// deepL speaks DeepL's API. Fields as in its OpenAPI document (DeepLcom/openapi,
// version 3.5.0: /v2/translate, /v3/glossaries) and its page on custom
// instructions.
type deepL struct {
	base
	secret wire.Secret

	mutex      sync.Mutex
	glossaries map[string]deeplGlossary // by pair of languages, as prepared
}

var deeplLimits = Limits{Segments: 50, Characters: 25000}

// deeplBody bounds a request, in bytes: 128 KiB.
const deeplBody = 128 << 10

// DeepL's codes. A source and a glossary have no script; a target has one, and
// English has a country.
var (
	deeplSources = map[string]string{"zh-Hant": "ZH", "zh-Hans": "ZH", "en": "EN", "ko": "KO", "ja": "JA"}
	deeplTargets = map[string]string{"zh-Hant": "ZH-HANT", "zh-Hans": "ZH-HANS", "en": "EN-US", "ko": "KO", "ja": "JA"}
)

func newDeepL(s setup) (Provider, error) {
	key, err := s.key()
	if err != nil {
		return nil, err
	}
	if s.conf.URL == "" && strings.HasSuffix(key.Reveal(), ":fx") {
		s.conf.URL = "https://api-free.deepl.com" // keys of the free plan end so
	}
	c, err := s.client(key)
	if err != nil {
		return nil, err
	}
	c.Judge, c.Say = judgeDeepL, sayDeepL
	return &deepL{base: base{setup: s, wire: c}, secret: key, glossaries: map[string]deeplGlossary{}}, nil
}

// Limits of a request.
func (p *deepL) Limits() Limits { return deeplLimits }

type deeplRequest struct {
	Text         []string `json:"text"`
	Source       string   `json:"source_lang"`
	Target       string   `json:"target_lang"`
	Context      string   `json:"context,omitempty"`
	Billed       bool     `json:"show_billed_characters"`
	Split        string   `json:"split_sentences"`
	Formality    string   `json:"formality,omitempty"`
	Model        string   `json:"model_type,omitempty"`
	Glossary     string   `json:"glossary_id,omitempty"`
	Tags         string   `json:"tag_handling,omitempty"`
	Instructions []string `json:"custom_instructions,omitempty"`
}

type deeplAnswer struct {
	Translations []struct {
		Text   string `json:"text"`
		Billed int    `json:"billed_characters"`
		Model  string `json:"model_type_used"`
	} `json:"translations"`
}

// Translate asks for all segments at once.
func (p *deepL) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	request, err := p.request(r)
	if err != nil {
		return Answer{}, err
	}
	var answer deeplAnswer
	err = p.wire.JSON(ctx, p.call(http.MethodPost, "/v2/translate", request), &answer)
	if err != nil && request.Glossary != p.conf.Glossary && glossaryGone(err) {
		// Another run with another glossary has tidied ours away.
		if request.Glossary, err = p.renew(ctx, r.From, r.To, request.Glossary); err != nil {
			return Answer{}, err
		}
		err = p.wire.JSON(ctx, p.call(http.MethodPost, "/v2/translate", request), &answer)
	}
	if err != nil {
		return Answer{}, p.failed(err)
	}
	var texts []string
	var used Usage
	model := ""
	for i, t := range answer.Translations {
		if request.Tags != "" && i < len(r.Segments) {
			t.Text = fromMarkup(t.Text, r.Segments[i].Text)
		}
		texts = append(texts, t.Text)
		used.Characters += max(0, t.Billed)
		model = p.line(t.Model)
	}
	out, err := p.inOrder(r, texts)
	return Answer{Texts: out, Usage: used, Model: model}, err
}

func (p *deepL) request(r Request) (*deeplRequest, error) {
	from, to, err := p.pair(deeplSources, deeplTargets, r.From, r.To)
	if err != nil {
		return nil, err
	}
	request := &deeplRequest{
		Source: from, Target: to, Billed: true,
		Context:      strings.Join(r.Context, "\n"), // isn't billed and isn't translated
		Split:        "0",                           // every text is one sentence, whatever stops stand in it
		Model:        p.conf.Model,
		Glossary:     p.conf.Glossary,
		Instructions: instructions(p.conf.Instruction),
	}
	if p.conf.Formality != "" {
		request.Formality = "prefer_" + p.conf.Formality // languages without it are no error so
	}
	if g := p.prepared(r.From, r.To); request.Glossary == "" {
		request.Glossary = g.id
	}
	texts, mark := bodyTexts(r)
	request.Text = texts
	if mark {
		request.Tags = "xml"
	}
	body, err := json.Marshal(request)
	if err == nil && len(body) > deeplBody {
		return nil, p.fail(TooLarge, "provider.request-size", "KB", len(body)>>10, "Limit", deeplBody>>10)
	}
	return request, err
}

// instructions cuts an instruction into what custom_instructions takes: ten of
// 300 characters.
func instructions(text string) []string {
	const most, size = 10, 300
	var out []string
	var line []rune
	for _, word := range strings.FieldsFunc(text, unicode.IsSpace) {
		w := []rune(word)
		w = w[:min(len(w), size)]
		if len(line) > 0 && len(line)+1+len(w) > size {
			out = append(out, string(line))
			line = nil
		}
		if len(line) > 0 {
			line = append(line, ' ')
		}
		line = append(line, w...)
	}
	if len(line) > 0 {
		out = append(out, string(line))
	}
	return out[:min(len(out), most)]
}

func (p *deepL) call(method, path string, body any) wire.Call {
	header := http.Header{}
	if !p.secret.Empty() {
		header.Set("Authorization", "DeepL-Auth-Key "+p.secret.Reveal())
	}
	return wire.Call{Method: method, Path: path, Header: header, Body: body}
}

// glossaryGone reports whether a failure may come from a glossary that is no
// longer there.
func glossaryGone(err error) bool {
	var f *wire.Failure
	return errors.As(err, &f) && (f.Status == http.StatusNotFound || f.Status == http.StatusBadRequest && says(f.Text, []string{"glossary"}))
}

// judgeDeepL: the free plan's limit comes as 456; 403 is the key, also where
// the plan lacks a feature.
func judgeDeepL(status int, body []byte) (wire.Kind, bool) {
	return wire.Spent, status == 456
}

func sayDeepL(body []byte) string {
	var e struct {
		Message string `json:"message"`
		Detail  string `json:"detail"`
	}
	if json.Unmarshal(body, &e) != nil {
		return ""
	}
	return strings.TrimSpace(e.Message + " " + e.Detail)
}
