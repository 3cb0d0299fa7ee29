package provider

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider/internal/wire"
)

// papago speaks to NAVER Cloud's Papago Translation (ncloud-docs, "Papago
// Text Translation"): one text a request, of 5,000 characters at most.
type papago struct {
	base
	id     wire.Secret
	secret wire.Secret
}

const papagoID = "PAPAGO_CLIENT_ID"

var (
	papagoLimits    = Limits{Segments: 1, Characters: 5000}
	papagoLanguages = map[string]string{"zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "en": "en", "ko": "ko", "ja": "ja"}
)

func newPapago(s setup) (Provider, error) {
	id := s.conf.Project
	if id == "" {
		id = s.getenv(papagoID)
	}
	if id == "" {
		return nil, fault.New("provider.needs-client", "", "Name", s.Name, "Env", papagoID)
	}
	b, key, err := s.connect(judgePapago, sayPapago)
	if err != nil {
		return nil, err
	}
	return &papago{base: b, id: wire.NewSecret(id), secret: key}, nil
}

// Limits of a request.
func (p *papago) Limits() Limits { return papagoLimits }

// Translate asks for one segment after the other.
func (p *papago) Translate(ctx context.Context, r Request) (Answer, error) {
	from, to, err := p.pair(papagoLanguages, papagoLanguages, r.From, r.To)
	if err != nil {
		return Answer{}, err
	}
	header := http.Header{"X-Ncp-Apigw-Api-Key-Id": {p.id.Reveal()}}
	if !p.secret.Empty() {
		header.Set("X-Ncp-Apigw-Api-Key", p.secret.Reveal())
	}
	var out Answer
	for _, s := range r.Segments {
		body := map[string]any{"source": from, "target": to, "text": s.Text}
		if p.conf.Formality == "more" && r.To == lang.Ko {
			body["honorific"] = true
		}
		if p.conf.Glossary != "" {
			body["glossaryKey"] = p.conf.Glossary
		}
		var answer struct {
			Message struct {
				Result struct {
					Text *string `json:"translatedText"`
				} `json:"result"`
			} `json:"message"`
		}
		if err := p.wire.JSON(ctx, wire.Call{Path: "/nmt/v1/translation", Header: header, Body: body}, &answer); err != nil {
			return Answer{}, p.failed(err)
		}
		if answer.Message.Result.Text == nil {
			return Answer{}, p.fail(Refused, "provider.reply", "Text", "")
		}
		out.Texts = append(out.Texts, Segment{s.ID, *answer.Message.Result.Text})
		out.Usage.Characters += len([]rune(s.Text))
	}
	return out, nil
}

// judgePapago: 429 is also the answer where an account's quota is used up, or
// where the application was made without this service (ncloud-docs, "Papago
// Translation overview": 429 Quota Exceed).
func judgePapago(status int, body []byte) (wire.Kind, bool) {
	switch text := sayPapago(body); {
	case status == http.StatusTooManyRequests && says(text, []string{"quota exceed"}):
		return wire.Spent, true
	case status == http.StatusBadRequest && says(text, []string{"exceeds max length", "n2mt08"}):
		return wire.TooLarge, true
	}
	return 0, false
}

func sayPapago(body []byte) string {
	var e struct {
		Error struct {
			Code    string `json:"errorCode"`
			Message string `json:"message"`
			Details string `json:"details"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &e) != nil || e.Error.Message == "" {
		return ""
	}
	text := e.Error.Message
	if e.Error.Details != "" {
		text += ": " + e.Error.Details
	}
	return text + " (" + e.Error.Code + ")"
}
