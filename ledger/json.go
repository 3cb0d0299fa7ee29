package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sort"
	"strings"
)

// field is one member of a JSON object, its value as it was written.
type field struct {
	key string
	raw json.RawMessage
}

// object reads a JSON object as the list of its members. A member that occurs
// twice, too many or too deep ones, and anything after the object are errors.
func object(data []byte) ([]field, error) {
	if !shallow(data) {
		return nil, errors.New("nested too deep")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil {
		return nil, plain(err)
	} else if t != json.Delim('{') {
		return nil, errors.New("not a JSON object")
	}
	var out []field
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, plain(err)
		}
		f := field{key: t.(string)}
		for _, old := range out {
			if old.key == f.key {
				return nil, errors.New("field " + f.key + " twice")
			}
		}
		if err := dec.Decode(&f.raw); err != nil {
			return nil, plain(err)
		}
		if out = append(out, f); len(out) > maxFields {
			return nil, errors.New("too many fields")
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, plain(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something after the object")
	}
	return out, nil
}

func plain(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the line ends too early")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// shallow reports whether brackets outside strings nest at most maxDepth deep.
func shallow(data []byte) bool {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return false
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return true
}

// reader takes known members out of an object; what is left is kept as it is.
type reader struct {
	fields []field
	used   map[string]bool
	bad    string // the first member of the wrong type
}

// get reads member key, if it is there, into what v points to.
func (r *reader) get(key string, v any) {
	if r.used == nil {
		r.used = map[string]bool{}
	}
	r.used[key] = true
	for _, f := range r.fields {
		if f.key != key {
			continue
		}
		if raw, ok := v.(*json.RawMessage); ok {
			*raw = f.raw
		} else if (string(f.raw) == "null" || json.Unmarshal(f.raw, v) != nil) && r.bad == "" {
			r.bad = key
		}
	}
}

// nest reads the object raw, the value of member key, with fn.
func (r *reader) nest(key string, raw json.RawMessage, fn func(*reader)) {
	fields, err := object(raw)
	if err != nil {
		r.bad = key
		return
	}
	n := reader{fields: fields}
	if fn(&n); n.bad != "" {
		r.bad = key + "." + n.bad
	}
}

// rest gives the members that get was not asked for, sorted.
func (r *reader) rest() []field {
	var out []field
	for _, f := range r.fields {
		if !r.used[f.key] {
			out = append(out, field{f.key, json.RawMessage(compact(f.raw))})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].key < out[j].key })
	return out
}

// compact is valid JSON without white space between tokens.
func compact(raw []byte) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}
