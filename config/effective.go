package config

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Effective is the configuration with its defaults written out. Lists of files
// stay as they are: what is found without them depends on the folder.
func (c *Config) Effective() *Config {
	out := *c
	fill(reflect.ValueOf(&out).Elem())
	return &out
}

// fill gives every field that is empty its default.
func fill(v reflect.Value) {
	for i := range v.NumField() {
		field, f := v.Type().Field(i), v.Field(i)
		switch {
		case f.Kind() == reflect.Struct:
			fill(f)
		case field.Tag.Get("default") != "" && f.IsZero():
			f.Set(reflect.ValueOf(defaultOf(field)).Convert(f.Type()))
		}
	}
}

// defaultOf is the default of a field as a value of a basic type.
func defaultOf(field reflect.StructField) any {
	word := field.Tag.Get("default")
	switch field.Type.Kind() {
	case reflect.Slice:
		return strings.Split(word, ",")
	case reflect.Int:
		n, _ := strconv.Atoi(word) // held by TestDefaults
		return n
	}
	return word
}

// YAML writes the configuration as a file that Parse reads. Keys without a
// value are left out; with comments, each key of the first level has above it
// what it is for.
func (c *Config) YAML(comments bool) ([]byte, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	root := mapping(reflect.ValueOf(c).Elem(), comments)
	if err := encoder.Encode(root); err != nil {
		return nil, err
	}
	if err := encoder.Close(); err != nil {
		return nil, err
	}
	if !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// JSON is the same as an indented JSON object.
func (c *Config) JSON() ([]byte, error) {
	data, err := c.YAML(false)
	if err != nil {
		return nil, err
	}
	var v map[string]any
	if err := yaml.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(v)
	return b.Bytes(), err
}

// mapping makes a YAML mapping of a struct.
func mapping(v reflect.Value, comments bool) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for i := range v.NumField() {
		field, f := v.Type().Field(i), v.Field(i)
		name := field.Tag.Get("yaml")
		if name == "-" || name == "" || f.IsZero() {
			continue
		}
		key := &yaml.Node{Kind: yaml.ScalarNode, Value: name}
		if comments {
			key.HeadComment = "# " + field.Tag.Get("doc")
		}
		n.Content = append(n.Content, key, node(f))
	}
	return n
}

// node makes a YAML node of a value.
func node(v reflect.Value) *yaml.Node {
	switch v.Kind() {
	case reflect.Struct:
		return mapping(v, false)
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			n.Content = append(n.Content, node(v.Index(i)))
		}
		return n
	}
	n := &yaml.Node{}
	if err := n.Encode(v.Interface()); err != nil {
		n.SetString("") // basic types and maps of them always encode
	}
	return n
}
