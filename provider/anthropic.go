package provider

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// anthropic speaks Anthropic's Messages. Fields as in its OpenAPI document of
// May 2026 (CreateMessageParams, Message, ErrorResponse), against which the
// tests check both sides.
type anthropic struct {
	base
	secret wire.Secret
	plain  atomic.Bool // the model doesn't take output_config
}

const (
	anthropicVersion = "2023-06-01"
	// anthropicTokens bounds an answer: what a chunk of modelLimits can need,
	// three tokens a character and the ids.
	anthropicTokens = 8192
)

func newAnthropic(s setup) (Provider, error) {
	if err := s.needModel(); err != nil {
		return nil, err
	}
	b, key, err := s.connect(judgeAnthropic, sayError)
	if err != nil {
		return nil, err
	}
	return &anthropic{base: b, secret: key}, nil
}

// Limits of a request.
func (p *anthropic) Limits() Limits { return modelLimits }

type messagesRequest struct {
	Model     string        `json:"model"`
	MaxTokens int           `json:"max_tokens"`
	System    string        `json:"system"`
	Messages  []chatMessage `json:"messages"`
	Output    any           `json:"output_config,omitempty"`
}

type messagesAnswer struct {
	Model   string `json:"model"`
	Content []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	} `json:"content"`
	StopReason string `json:"stop_reason"`
	Usage      struct {
		Input         int `json:"input_tokens"`
		CacheCreation int `json:"cache_creation_input_tokens"`
		CacheRead     int `json:"cache_read_input_tokens"`
		Output        int `json:"output_tokens"`
	} `json:"usage"`
}

// Translate asks for all segments at once.
func (p *anthropic) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	answer, err := p.ask(ctx, r, !p.plain.Load())
	var f *wire.Failure
	if errors.As(err, &f) && f.Kind == wire.Bad && f.Status == http.StatusBadRequest && !p.plain.Load() {
		if answer, err = p.ask(ctx, r, false); err == nil {
			p.plain.Store(true)
		}
	}
	if err != nil {
		return Answer{}, p.failed(err)
	}
	var text strings.Builder
	for _, c := range answer.Content {
		if c.Type == "text" {
			text.WriteString(c.Text)
		}
	}
	u := answer.Usage
	out := Answer{
		Usage: Usage{InputTokens: max(0, u.Input+u.CacheCreation+u.CacheRead), OutputTokens: max(0, u.Output)},
		Model: p.line(answer.Model),
	}
	switch answer.StopReason {
	case "max_tokens":
		return out, p.fail(Refused, "provider.cut")
	case "model_context_window_exceeded":
		return out, p.fail(TooLarge, "provider.too-large", "Status", http.StatusOK, "Text", answer.StopReason)
	case "refusal":
		return out, p.fail(Refused, "provider.refusal", "Text", p.line(text.String()))
	}
	texts, ok := parseReply(text.String())
	if !ok {
		return out, p.fail(Refused, "provider.reply", "Text", p.line(text.String()))
	}
	out.Texts = texts
	return out, nil
}

func (p *anthropic) ask(ctx context.Context, r Request, structured bool) (*messagesAnswer, error) {
	request := messagesRequest{Model: p.conf.Model, MaxTokens: anthropicTokens, System: p.system(r), Messages: []chatMessage{{"user", userMessage(r)}}}
	if structured {
		request.Output = map[string]any{"format": map[string]any{"type": "json_schema", "schema": replySchema()}}
	}
	header := http.Header{"Anthropic-Version": {anthropicVersion}}
	if !p.secret.Empty() {
		header.Set("X-Api-Key", p.secret.Reveal())
	}
	var answer messagesAnswer
	err := p.wire.JSON(ctx, wire.Call{Path: "/v1/messages", Header: header, Body: request}, &answer)
	return &answer, err
}

// judgeAnthropic: an empty account answers 400 invalid_request_error with
// "credit balance is too low" (issue threads of anthropic-sdk-python), a too
// long prompt 400 with "prompt is too long".
func judgeAnthropic(status int, body []byte) (wire.Kind, bool) {
	if status < 500 && says(errorIn(body).Message, []string{"credit balance is too low"}) {
		return wire.Spent, true
	}
	return judgeOpenAI(status, body)
}
