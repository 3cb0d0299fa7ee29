package provider

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// maxStarts is how many places in an answer are tried as the beginning of its
// JSON.
const maxStarts = 16

// parseReply takes the translations out of what a model wrote. Models wrap
// their JSON in code fences, thoughts and pleasantries; the first JSON value
// that holds translations counts. Nothing is mended: doubled and unknown ids
// come back as they are. ok is false where there is no such value.
func parseReply(content string) (out []Segment, ok bool) {
	if i := strings.LastIndex(content, "</think>"); i >= 0 && strings.Contains(content[:i], "<think>") {
		content = content[i+len("</think>"):]
	}
	for range maxStarts {
		i := strings.IndexAny(content, "{[")
		if i < 0 {
			return nil, false
		}
		content = content[i:]
		decoder := json.NewDecoder(strings.NewReader(content))
		var raw json.RawMessage
		err := decoder.Decode(&raw)
		if err == io.ErrUnexpectedEOF {
			return nil, false // cut short: what can be read of it is not the answer
		}
		if err == nil {
			if out, ok := translationsIn(raw); ok {
				return out, true
			}
			content = content[decoder.InputOffset():]
			continue
		}
		content = content[1:]
	}
	return nil, false
}

// translationsIn reads the shapes that models give: the one asked for, the bare
// list, one entry, and an object of texts by id.
func translationsIn(raw json.RawMessage) ([]Segment, bool) {
	if raw[0] == '[' {
		return entries(raw)
	}
	fields, ok := fieldsOf(raw)
	if !ok {
		return nil, false
	}
	for _, f := range fields {
		if f.value[0] == '[' && f.key == "translations" || len(fields) == 1 && f.value[0] == '[' {
			return entries(f.value)
		}
		if f.value[0] == '{' && f.key == "translations" {
			return translationsIn(f.value)
		}
	}
	if s, ok := entry(raw); ok {
		return []Segment{s}, true
	}
	var out []Segment
	for _, f := range fields {
		var text string
		if json.Unmarshal(f.value, &text) != nil || f.key == "id" || f.key == "error" {
			return nil, false
		}
		out = append(out, Segment{ID: f.key, Text: text})
	}
	return out, len(out) > 0
}

func entries(raw json.RawMessage) ([]Segment, bool) {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		return nil, false
	}
	out := make([]Segment, 0, len(items))
	for _, item := range items {
		s, ok := entry(item)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// entry reads {"id": …, "text": …}; an id may be a number, and the text may be
// called translation.
func entry(raw json.RawMessage) (Segment, bool) {
	var e struct {
		ID          json.RawMessage `json:"id"`
		Text        *string         `json:"text"`
		Translation *string         `json:"translation"`
	}
	if json.Unmarshal(raw, &e) != nil || len(e.ID) == 0 || e.Text == nil && e.Translation == nil {
		return Segment{}, false
	}
	var id string
	if e.ID[0] == '"' {
		if json.Unmarshal(e.ID, &id) != nil {
			return Segment{}, false
		}
	} else {
		id = string(e.ID)
	}
	if e.Text == nil {
		e.Text = e.Translation
	}
	return Segment{ID: id, Text: *e.Text}, true
}

type field struct {
	key   string
	value json.RawMessage
}

// fieldsOf gives the members of an object in their order, doubled ones too,
// which a map would swallow.
func fieldsOf(raw json.RawMessage) ([]field, bool) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if t, err := decoder.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	var out []field
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, false
		}
		var value json.RawMessage
		if decoder.Decode(&value) != nil {
			return nil, false
		}
		out = append(out, field{key.(string), value})
	}
	return out, true
}
