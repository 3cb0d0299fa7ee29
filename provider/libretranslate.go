package provider

import (
	"context"
	"net/http"
	"strings"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// libre speaks to LibreTranslate, which mostly runs on one's own machine.
// Fields as in its source (libretranslate 1.9.6 on PyPI, app.py: translate).
// It has no glossary, no context and no account of characters.
type libre struct {
	base
	secret wire.Secret
}

var libreLimits = Limits{Segments: 20, Characters: 4000}

// libreLanguages are its codes. From 1.7 on it takes zh-Hans and zh-Hant too;
// zh and zt are taken by all versions (language.py: aliases).
var libreLanguages = map[string]string{"zh-Hant": "zt", "zh-Hans": "zh", "en": "en", "ko": "ko", "ja": "ja"}

func newLibre(s setup) (Provider, error) {
	b, key, err := s.connect(judgeLibre, sayError)
	if err != nil {
		return nil, err
	}
	return &libre{base: b, secret: key}, nil
}

// Limits of a request.
func (p *libre) Limits() Limits { return libreLimits }

// Translate asks for all segments at once.
func (p *libre) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	from, to, err := p.pair(libreLanguages, libreLanguages, r.From, r.To)
	if err != nil {
		return Answer{}, err
	}
	texts, mark := bodyTexts(r)
	body := map[string]any{"q": texts, "source": from, "target": to, "format": "text"}
	if mark {
		body["format"] = "html"
	}
	if !p.secret.Empty() {
		body["api_key"] = p.secret.Reveal()
	}
	var answer struct {
		Texts []string `json:"translatedText"`
	}
	if err := p.wire.JSON(ctx, wire.Call{Path: "/translate", Body: body}, &answer); err != nil {
		return Answer{}, p.failed(err)
	}
	if mark {
		for i := range answer.Texts {
			if i < len(r.Segments) {
				answer.Texts[i] = fromMarkup(answer.Texts[i], r.Segments[i].Text)
			}
		}
	}
	out, err := p.inOrder(r, answer.Texts)
	return Answer{Texts: out}, err
}

// judgeLibre: a text over the server's own limit comes as 400.
func judgeLibre(status int, body []byte) (wire.Kind, bool) {
	message := errorIn(body).Message
	return wire.TooLarge, status == http.StatusBadRequest && strings.Contains(message, "exceeds text limit")
}
