package provider

import (
	"context"
	"strings"
)

// Qwen-MT is a translation model behind an OpenAI-compatible address: one user
// message with the bare text, no system message, everything else in
// translation_options. (Alibaba Cloud Model Studio, "Machine translation
// (Qwen-MT)", December 2025.)

type qwenMTOptions struct {
	Source  string `json:"source_lang"`
	Target  string `json:"target_lang"`
	Terms   []Term `json:"terms,omitempty"`
	Memory  []Pair `json:"tm_list,omitempty"`
	Domains string `json:"domains,omitempty"` // in English, in the form of a prompt
}

var qwenMTLanguages = map[string]string{"zh-Hant": "zh_tw", "zh-Hans": "zh", "en": "en", "ko": "ko", "ja": "ja"}

func (p *openAI) qwenMT() bool { return strings.HasPrefix(p.conf.Model, "qwen-mt") }

// translateQwenMT asks for one segment at a time.
func (p *openAI) translateQwenMT(ctx context.Context, r Request) (Answer, error) {
	from, to, err := p.pair(qwenMTLanguages, qwenMTLanguages, r.From, r.To)
	if err != nil {
		return Answer{}, err
	}
	options := &qwenMTOptions{Source: from, Target: to, Terms: r.Terms, Memory: r.Examples,
		Domains: strings.TrimSpace(p.conf.Domains + "\n" + p.conf.Instruction)}
	var out Answer
	for _, s := range r.Segments {
		var answer chatAnswer
		request := chatRequest{Model: p.conf.Model, Messages: []chatMessage{{"user", s.Text}}, Options: options}
		if err := p.wire.JSON(ctx, p.call(request), &answer); err != nil {
			return Answer{}, p.failed(err)
		}
		used := answer.usage()
		out.Usage.InputTokens += used.InputTokens
		out.Usage.OutputTokens += used.OutputTokens
		out.Model = p.model(&answer)
		text, err := p.content(&answer)
		if err != nil {
			out.Texts = nil
			return out, err
		}
		out.Texts = append(out.Texts, Segment{s.ID, strings.TrimSpace(text)})
	}
	return out, nil
}
