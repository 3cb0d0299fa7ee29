package provider

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// openAI speaks the chat completions of OpenAI and of all that imitate it:
// Ollama, llama.cpp, vLLM, LM Studio, Qwen and others. Fields as in the OpenAPI
// document of OpenAI (openapi.yml, version 2.3.0: CreateChatCompletionRequest,
// CreateChatCompletionResponse), against which the tests check both sides.
type openAI struct {
	base
	secret wire.Secret
	// shape is the first of answerShapes that the server is known to take.
	shape atomic.Int32
}

// localLimits keeps a prompt with its answer within 4,096 tokens: what Ollama
// and llama.cpp keep in mind unless told otherwise, and what they cut without
// a word where it is passed.
var localLimits = Limits{Segments: 12, Characters: 800}

// answerShapes are ways of asking for JSON, from the strictest that not every
// server knows to none. A server that refuses one with 400 is asked in the
// next.
var answerShapes = []struct {
	format      func() any
	temperature bool
}{
	{schemaFormat, true},
	{schemaFormat, false}, // models that think refuse a temperature
	{objectFormat, true},
	{nil, true},
	{nil, false},
}

func schemaFormat() any {
	return map[string]any{"type": "json_schema", "json_schema": map[string]any{"name": "translations", "strict": true, "schema": replySchema()}}
}

func objectFormat() any { return map[string]any{"type": "json_object"} }

func newOpenAI(s setup) (Provider, error) {
	if err := s.needModel(); err != nil {
		return nil, err
	}
	b, key, err := s.connect(judgeOpenAI, sayError)
	if err != nil {
		return nil, err
	}
	return &openAI{base: b, secret: key}, nil
}

// Limits of a request.
func (p *openAI) Limits() Limits {
	switch {
	case p.qwenMT():
		return Limits{Segments: 1, Characters: 2000}
	case wire.Loopback(p.wire.Base.Hostname()):
		return localLimits
	}
	return modelLimits
}

type chatMessage struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type chatRequest struct {
	Model       string         `json:"model"`
	Messages    []chatMessage  `json:"messages"`
	Format      any            `json:"response_format,omitempty"`
	Temperature *float64       `json:"temperature,omitempty"`
	Options     *qwenMTOptions `json:"translation_options,omitempty"`
}

type chatAnswer struct {
	Model   string `json:"model"`
	Choices []struct {
		FinishReason string `json:"finish_reason"`
		Message      struct {
			Content json.RawMessage `json:"content"`
			Refusal string          `json:"refusal"`
		} `json:"message"`
	} `json:"choices"`
	Usage struct {
		Prompt     int `json:"prompt_tokens"`
		Completion int `json:"completion_tokens"`
	} `json:"usage"`
	Error json.RawMessage `json:"error"`
}

// temperature is low: a draft should be the same tomorrow, but models that are
// made to be sampled repeat themselves at 0.
var temperature = 0.2

// Translate asks for all segments at once.
func (p *openAI) Translate(ctx context.Context, r Request) (Answer, error) {
	if len(r.Segments) == 0 {
		return Answer{}, nil
	}
	if p.qwenMT() {
		return p.translateQwenMT(ctx, r)
	}
	request := chatRequest{Model: p.conf.Model, Messages: []chatMessage{{"system", p.system(r)}, {"user", userMessage(r)}}}
	answer, err := p.complete(ctx, request)
	if err != nil {
		return Answer{}, err
	}
	out := Answer{Usage: answer.usage(), Model: p.model(answer)}
	content, err := p.content(answer)
	if err != nil {
		return out, err
	}
	texts, ok := parseReply(content)
	if !ok {
		return out, p.fail(Refused, "provider.reply", "Text", p.line(content))
	}
	out.Texts = texts
	return out, nil
}

// complete makes the call in the strictest shape that the server takes.
func (p *openAI) complete(ctx context.Context, request chatRequest) (*chatAnswer, error) {
	first := int(p.shape.Load())
	for i := first; ; i++ {
		shape := answerShapes[i]
		request.Format, request.Temperature = nil, nil
		if shape.format != nil {
			request.Format = shape.format()
		}
		if shape.temperature {
			request.Temperature = &temperature
		}
		var answer chatAnswer
		err := p.wire.JSON(ctx, p.call(request), &answer)
		if err == nil {
			p.shape.Store(int32(i))
			return &answer, nil
		}
		var f *wire.Failure
		if i == len(answerShapes)-1 || !errors.As(err, &f) || f.Kind != wire.Bad || f.Status != http.StatusBadRequest && f.Status != http.StatusUnprocessableEntity {
			return nil, p.failed(err)
		}
	}
}

func (p *openAI) call(body any) wire.Call {
	header := http.Header{}
	if !p.secret.Empty() {
		header.Set("Authorization", "Bearer "+p.secret.Reveal())
	}
	return wire.Call{Path: "/chat/completions", Header: header, Body: body}
}

// content is what the model wrote, if it wrote it whole and willingly.
func (p *openAI) content(a *chatAnswer) (string, error) {
	if len(a.Choices) == 0 {
		if len(a.Error) > 0 && string(a.Error) != "null" { // as OpenRouter does, with status 200
			text := p.line(sayError([]byte(`{"error":` + string(a.Error) + `}`)))
			return "", p.fail(Refused, "provider.refusal", "Text", text)
		}
		return "", p.fail(Refused, "provider.reply", "Text", "")
	}
	c := a.Choices[0]
	text := contentText(c.Message.Content)
	switch {
	case c.Message.Refusal != "":
		return "", p.fail(Refused, "provider.refusal", "Text", p.line(c.Message.Refusal))
	case c.FinishReason == "content_filter":
		return "", p.fail(Refused, "provider.refusal", "Text", "content_filter")
	case c.FinishReason == "length":
		return "", p.fail(Refused, "provider.cut")
	case strings.TrimSpace(text) == "":
		return "", p.fail(Refused, "provider.reply", "Text", "")
	}
	return text, nil
}

// contentText reads a message's content: a string, or a list of parts, as some
// servers give it.
func contentText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var parts []struct {
		Text string `json:"text"`
	}
	_ = json.Unmarshal(raw, &parts) // neither form: no text
	for _, p := range parts {
		text += p.Text
	}
	return text
}

func (a *chatAnswer) usage() Usage {
	return Usage{InputTokens: max(0, a.Usage.Prompt), OutputTokens: max(0, a.Usage.Completion)}
}

// model is what has answered, as the server says it.
func (p *openAI) model(a *chatAnswer) string {
	if a.Model != "" {
		return p.line(a.Model)
	}
	return p.conf.Model
}

// serviceError is the {"error": {...}} of OpenAI, Anthropic, Google, Azure and
// others. The error itself may be a bare string; a code may be a number.
type serviceError struct {
	Message string          `json:"message"`
	Type    string          `json:"type"`
	Param   string          `json:"param"`
	Status  string          `json:"status"`
	Code    json.RawMessage `json:"code"`
}

func errorIn(body []byte) (e serviceError) {
	var outer struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	if json.Unmarshal(body, &outer) != nil {
		return e
	}
	if json.Unmarshal(outer.Error, &e) != nil {
		_ = json.Unmarshal(outer.Error, &e.Message) // a string, or nothing known
	}
	if e.Message == "" {
		e.Message = outer.Message
	}
	return e
}

func (e serviceError) code() string { return strings.Trim(string(e.Code), `"`) }

// sayError finds the words of a failure.
func sayError(body []byte) string {
	e := errorIn(body)
	if e.Message == "" {
		return ""
	}
	if code := e.code(); code != "" && code != "null" && !strings.Contains(e.Message, code) {
		return e.Message + " (" + code + ")"
	}
	return e.Message
}

// Codes of errors, from OpenAI's guide "Error codes", llama.cpp's server
// (exceed_context_size_error) and vLLM's wording.
var (
	spentCodes = []string{"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded", "billing_error", "Arrearage"}
	largeCodes = []string{"context_length_exceeded", "exceed_context_size_error", "request_too_large", "string_above_max_length"}
	largeWords = []string{"maximum context length", "context window", "prompt is too long", "too many tokens"}
)

func judgeOpenAI(status int, body []byte) (wire.Kind, bool) {
	e := errorIn(body)
	named := func(codes []string) bool { return slices.Contains(codes, e.code()) || slices.Contains(codes, e.Type) }
	switch {
	case named(spentCodes):
		return wire.Spent, true
	case status >= 400 && status < 500 && (named(largeCodes) || says(e.Message, largeWords)):
		return wire.TooLarge, true
	}
	return 0, false
}

// says reports whether a message has one of words.
func says(message string, words []string) bool {
	message = strings.ToLower(message)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(message, w) })
}
