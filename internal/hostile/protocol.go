package hostile

import (
	"encoding/json"
	"net/http"
	"strings"
)

// job is a translation that was asked for.
type job struct {
	from, to string // as the protocol names them
	texts    []text
	fields   map[string]json.RawMessage // of the request, for Refuses
	encode   func(texts []text, how string) []byte
}

// keyOf finds the key that a request carries.
func (s *Server) keyOf(r *http.Request, body []byte) string {
	for _, name := range []string{"X-Api-Key", "X-Ncp-Apigw-Api-Key", "Ocp-Apim-Subscription-Key"} {
		if k := r.Header.Get(name); k != "" {
			return k
		}
	}
	if s.protocol == LibreTranslate {
		var b struct {
			Key string `json:"api_key"`
		}
		_ = json.Unmarshal(body, &b) // no key in what is no JSON
		return b.Key
	}
	a := r.Header.Get("Authorization")
	return strings.TrimPrefix(strings.TrimPrefix(a, "Bearer "), "DeepL-Auth-Key ")
}

// read reads a translation; ok is false for any other request.
func (s *Server) read(r *http.Request, body []byte) (j *job, ok bool) {
	if r.Method != http.MethodPost {
		return nil, false
	}
	j = &job{}
	_ = json.Unmarshal(body, &j.fields) // Azure's is a list
	read := map[Protocol]func(*http.Request, []byte, *job) bool{
		OpenAI: readOpenAI, Anthropic: readAnthropic, DeepL: readDeepL, LibreTranslate: readLibre, Google: readGoogle, Papago: readPapago, Azure: readAzure,
	}[s.protocol]
	return j, read(r, body, j)
}

// plain numbers texts that have no ids.
func plain(texts []string) []text {
	var out []text
	for _, t := range texts {
		out = append(out, text{Text: t})
	}
	return out
}

func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps and strings only
	}
	return data
}

type message struct{ Role, Content string }

// material reads what a prompt sends: the user message holds the sentences,
// the system message names the languages.
func (j *job) material(system, user string) bool {
	var m struct {
		Sentences []text `json:"sentences"`
	}
	if json.Unmarshal([]byte(user), &m) != nil || len(m.Sentences) == 0 {
		return false
	}
	j.texts = m.Sentences
	if _, after, found := strings.Cut(system, " into "); found {
		j.to, _, _ = strings.Cut(after, "\n")
	}
	return true
}

// reply is what a model writes.
func reply(texts []text, how string) string {
	type entry struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	list := []entry{}
	for _, t := range texts {
		list = append(list, entry(t))
	}
	data := string(encode(map[string]any{"translations": list}))
	switch how {
	case "length":
		return data[:len(data)/2]
	case "fence":
		return "```json\n" + data + "\n```"
	case "chatter":
		return "Certainly! Here are the translations you asked for:\n\n" + data + "\n\nLet me know if you need anything else."
	case "thoughts":
		return "<think>The user wants {translations}. Perhaps [\"this\"]?</think>\n" + data
	case "refusal", "content_filter":
		return "I'm sorry, but I can't help with that."
	}
	return data
}

func readOpenAI(r *http.Request, body []byte, j *job) bool {
	var b struct {
		Model    string    `json:"model"`
		Messages []message `json:"messages"`
		Options  *struct {
			Source string `json:"source_lang"`
			Target string `json:"target_lang"`
		} `json:"translation_options"`
	}
	if !strings.HasSuffix(r.URL.Path, "/chat/completions") || json.Unmarshal(body, &b) != nil {
		return false
	}
	bare := b.Options != nil
	if bare {
		if len(b.Messages) != 1 || b.Messages[0].Role != "user" {
			return false
		}
		j.from, j.to, j.texts = b.Options.Source, b.Options.Target, plain([]string{b.Messages[0].Content})
	} else if len(b.Messages) != 2 || !j.material(b.Messages[0].Content, b.Messages[1].Content) {
		return false
	}
	j.encode = func(texts []text, how string) []byte {
		content := reply(texts, how)
		if bare && len(texts) > 0 {
			content = texts[0].Text
		}
		finish := "stop"
		if how == "length" || how == "content_filter" {
			finish = how
		}
		m := map[string]any{"role": "assistant", "content": content, "refusal": nil}
		if how == "refusal" {
			m["content"], m["refusal"] = nil, content
		}
		in, out := len(body)/3, len(content)/3
		return encode(map[string]any{
			"id": "chatcmpl-1", "object": "chat.completion", "created": 1790000000, "model": b.Model,
			"choices": []any{map[string]any{"index": 0, "message": m, "logprobs": nil, "finish_reason": finish}},
			"usage":   map[string]any{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out},
		})
	}
	return true
}

func readAnthropic(r *http.Request, body []byte, j *job) bool {
	var b struct {
		Model    string    `json:"model"`
		System   string    `json:"system"`
		Messages []message `json:"messages"`
	}
	if r.URL.Path != "/v1/messages" || r.Header.Get("Anthropic-Version") == "" || json.Unmarshal(body, &b) != nil ||
		len(b.Messages) != 1 || !j.material(b.System, b.Messages[0].Content) {
		return false
	}
	j.encode = func(texts []text, how string) []byte {
		stop := map[string]string{"length": "max_tokens", "content_filter": "refusal", "refusal": "refusal"}[how]
		if stop == "" {
			stop = "end_turn"
		}
		content := reply(texts, how)
		return encode(map[string]any{
			"id": "msg_1", "type": "message", "role": "assistant", "model": b.Model, "container": nil,
			"content":     []any{map[string]any{"type": "text", "text": content, "citations": nil}},
			"stop_reason": stop, "stop_sequence": nil, "stop_details": nil,
			"usage": map[string]any{"input_tokens": len(body) / 3, "output_tokens": len(content) / 3, "cache_creation": nil, "cache_creation_input_tokens": nil,
				"cache_read_input_tokens": nil, "inference_geo": nil, "server_tool_use": nil, "service_tier": nil, "output_tokens_details": nil},
		})
	}
	return true
}

func readDeepL(r *http.Request, body []byte, j *job) bool {
	var b struct {
		Text     []string `json:"text"`
		Source   string   `json:"source_lang"`
		Target   string   `json:"target_lang"`
		Billed   bool     `json:"show_billed_characters"`
		Glossary string   `json:"glossary_id"`
	}
	if r.URL.Path != "/v2/translate" || len(body) > 128<<10 || json.Unmarshal(body, &b) != nil || len(b.Text) == 0 || len(b.Text) > 50 {
		return false
	}
	j.from, j.to, j.texts = b.Source, b.Target, plain(b.Text)
	j.encode = func(texts []text, _ string) []byte {
		list := []any{}
		for i, t := range texts {
			one := map[string]any{"detected_source_language": b.Source, "text": t.Text}
			if b.Billed && i < len(b.Text) {
				one["billed_characters"] = len([]rune(b.Text[i]))
			}
			list = append(list, one)
		}
		return encode(map[string]any{"translations": list})
	}
	return true
}

func readLibre(r *http.Request, body []byte, j *job) bool {
	var b struct {
		Q      []string `json:"q"`
		Source string   `json:"source"`
		Target string   `json:"target"`
		Format string   `json:"format"`
	}
	if r.URL.Path != "/translate" || json.Unmarshal(body, &b) != nil || len(b.Q) == 0 || b.Format != "text" && b.Format != "html" {
		return false
	}
	j.from, j.to, j.texts = b.Source, b.Target, plain(b.Q)
	j.encode = func(texts []text, _ string) []byte {
		list := []string{}
		for _, t := range texts {
			list = append(list, t.Text)
		}
		return encode(map[string]any{"translatedText": list})
	}
	return true
}

func readGoogle(r *http.Request, body []byte, j *job) bool {
	var b struct {
		Contents []string `json:"contents"`
		Source   string   `json:"sourceLanguageCode"`
		Target   string   `json:"targetLanguageCode"`
		Glossary any      `json:"glossaryConfig"`
	}
	if !strings.HasPrefix(r.URL.Path, "/v3/projects/") || !strings.HasSuffix(r.URL.Path, ":translateText") || json.Unmarshal(body, &b) != nil || len(b.Contents) == 0 {
		return false
	}
	j.from, j.to, j.texts = b.Source, b.Target, plain(b.Contents)
	j.encode = func(texts []text, _ string) []byte {
		list := []any{}
		for _, t := range texts {
			list = append(list, map[string]any{"translatedText": t.Text})
		}
		answer := map[string]any{"translations": list}
		if b.Glossary != nil {
			answer["glossaryTranslations"] = list
		}
		return encode(answer)
	}
	return true
}

func readPapago(r *http.Request, body []byte, j *job) bool {
	var b struct{ Source, Target, Text string }
	if r.URL.Path != "/nmt/v1/translation" || r.Header.Get("X-Ncp-Apigw-Api-Key-Id") == "" || json.Unmarshal(body, &b) != nil || b.Text == "" {
		return false
	}
	j.from, j.to, j.texts = b.Source, b.Target, plain([]string{b.Text})
	j.encode = func(texts []text, _ string) []byte {
		if len(texts) == 0 {
			return encode(map[string]any{"message": map[string]any{"result": map[string]any{}}})
		}
		return encode(map[string]any{"message": map[string]any{"result": map[string]any{
			"srcLangType": b.Source, "tarLangType": b.Target, "translatedText": texts[0].Text}}})
	}
	return true
}

func readAzure(r *http.Request, body []byte, j *job) bool {
	var b []struct{ Text string }
	q := r.URL.Query()
	if r.URL.Path != "/translate" || q.Get("api-version") != "3.0" || q.Get("to") == "" || json.Unmarshal(body, &b) != nil || len(b) == 0 {
		return false
	}
	j.from, j.to = q.Get("from"), q.Get("to")
	for _, t := range b {
		j.texts = append(j.texts, text{Text: t.Text})
	}
	j.encode = func(texts []text, _ string) []byte {
		list := []any{}
		for _, t := range texts {
			list = append(list, map[string]any{"translations": []any{map[string]any{"text": t.Text, "to": j.to}}})
		}
		return encode(list)
	}
	return true
}
