package config

import (
	"errors"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xrash/smetrics"
	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// maxDepth bounds the nesting of the file; ours needs four levels.
const maxDepth = 16

// decoder fills a Config from YAML nodes, which know their line and column.
// The first fault is kept.
type decoder struct {
	path  string
	err   error
	depth int
}

func (d *decoder) fail(n *yaml.Node, id string, args ...any) {
	if d.err == nil {
		d.err = fault.New(id, d.path, args...).At(n.Line, n.Column)
	}
}

// decode reads node n into the value that target points to. key is the path of
// keys that leads here, for messages.
func (d *decoder) decode(n *yaml.Node, target any, key string) {
	if d.err != nil {
		return
	}
	if d.depth++; d.depth > maxDepth {
		d.fail(n, "config.too-deep")
		return
	}
	defer func() { d.depth-- }()
	if n.Kind == yaml.AliasNode {
		d.fail(n, "config.alias")
		return
	}
	v := reflect.ValueOf(target).Elem()
	if n.Tag == "!!null" {
		return // "key:" without a value is the default
	}
	switch v.Kind() {
	case reflect.Struct:
		d.object(n, v, key)
	case reflect.Slice:
		d.list(n, v, key)
	case reflect.Map:
		d.dictionary(n, v, key)
	default:
		d.scalar(n, v, key)
	}
}

// object reads a mapping into a struct.
func (d *decoder) object(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "config.want-mapping", "Key", key)
		return
	}
	known := fieldNames(v.Type())
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i].Value
		at := slices.Index(known, name)
		switch {
		case at < 0:
			d.unknown(n.Content[i], name, key, known)
			return
		case seen[name]:
			d.fail(n.Content[i], "config.twice", "Key", join(key, name))
			return
		}
		seen[name] = true
		field, _ := fieldByKey(v.Type(), name)
		d.decode(n.Content[i+1], v.FieldByIndex(field.Index).Addr().Interface(), join(key, name))
		if d.err == nil {
			d.choice(n.Content[i+1], field, v.FieldByIndex(field.Index), join(key, name))
		}
	}
	for _, name := range known {
		if field, _ := fieldByKey(v.Type(), name); field.Tag.Get("required") != "" && !seen[name] {
			d.fail(n, "config.required", "Key", join(key, name))
		}
	}
	if line := v.FieldByName("Line"); line.IsValid() {
		line.SetInt(int64(n.Line))
	}
}

// choice checks a value against the field's list of values.
func (d *decoder) choice(n *yaml.Node, field reflect.StructField, v reflect.Value, key string) {
	if least, err := strconv.ParseFloat(field.Tag.Get("min"), 64); err == nil && number(v) < least {
		d.fail(n, "config.too-small", "Key", key, "Value", n.Value, "Least", field.Tag.Get("min"))
	}
	list := field.Tag.Get("enum")
	if list == "" {
		return
	}
	given := []string{}
	if v.Kind() == reflect.Slice {
		given = v.Interface().([]string)
	} else if v.String() != "" {
		given = append(given, v.String())
	}
	for _, word := range given {
		if !slices.Contains(strings.Split(list, ","), word) {
			d.fail(n, "config.choice", "Key", key, "Value", word, "Choices", strings.ReplaceAll(list, ",", ", "))
		}
	}
}

// number is the value of a number, whatever its kind.
func number(v reflect.Value) float64 {
	if v.CanInt() {
		return float64(v.Int())
	}
	return v.Float()
}

// list reads a sequence; one scalar stands for a list of itself.
func (d *decoder) list(n *yaml.Node, v reflect.Value, key string) {
	items := n.Content
	switch n.Kind {
	case yaml.SequenceNode:
	case yaml.ScalarNode:
		items = []*yaml.Node{n}
	default:
		d.fail(n, "config.want-list", "Key", key)
		return
	}
	for _, item := range items {
		e := reflect.New(v.Type().Elem())
		d.decode(item, e.Interface(), key)
		v.Set(reflect.Append(v, e.Elem()))
	}
}

// dictionary reads a mapping with keys of the user's own.
func (d *decoder) dictionary(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "config.want-mapping", "Key", key)
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := reflect.ValueOf(n.Content[i].Value)
		if v.MapIndex(name).IsValid() {
			d.fail(n.Content[i], "config.twice", "Key", join(key, name.String()))
			return
		}
		e := reflect.New(v.Type().Elem())
		d.decode(n.Content[i+1], e.Interface(), join(key, name.String()))
		v.SetMapIndex(name, e.Elem())
	}
}

// levels are the words for a finding's severity.
var levels = []string{"off", "info", "warning", "error"}

// scalar reads a single value.
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.ScalarNode {
		d.fail(n, "config.want-value", "Key", key)
		return
	}
	if v.Kind() == reflect.String {
		v.SetString(d.word(n, v.Interface(), key))
		return
	}
	switch v.Kind() {
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			d.fail(n, "config.number", "Key", key, "Value", n.Value)
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		f, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			d.fail(n, "config.number", "Key", key, "Value", n.Value)
		}
		v.SetFloat(f)
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" {
			d.fail(n, "config.choice", "Key", key, "Value", n.Value, "Choices", "true, false")
		}
		v.SetBool(n.Value == "true")
	}
}

// word reads a string of the type of kind, in its usual form.
func (d *decoder) word(n *yaml.Node, kind any, key string) string {
	word := n.Value
	switch kind.(type) {
	case Level:
		if n.Tag == "!!bool" && word != "true" { // YAML 1.1 readers take a bare off for false
			word = "off"
		}
		if !slices.Contains(levels, word) {
			d.fail(n, "config.choice", "Key", key, "Value", n.Value, "Choices", strings.Join(levels, ", "))
		}
	case Day:
		if _, err := time.Parse(time.DateOnly, word); err != nil {
			d.fail(n, "config.day", "Key", key, "Value", n.Value)
		}
	case Language:
		tag, ok := lang.Parse(word)
		if !ok || tag == lang.Und {
			d.fail(n, "config.language", "Key", key, "Value", n.Value)
		}
		word = string(tag)
	case Address:
		u, err := url.Parse(word)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			d.fail(n, "config.address", "Key", key)
		} else if u.User != nil { // not echoed: what stands there is secret
			d.fail(n, "config.secret", "Key", key)
		} else {
			word = u.String() // spaces and other scripts as addresses have them
		}
	case EnvName:
		if !envName.MatchString(word) { // not echoed: it may be the key itself
			d.fail(n, "config.env-name", "Key", key)
		}
	}
	return word
}

// envName is what environment variables for keys are called. Keys have lower
// case letters or dashes, so that one written here by mistake is refused.
var envName = regexp.MustCompile(`^[A-Z_][A-Z0-9_]*$`)

// secretKeys are keys under which people write what must not be in a file.
var secretKeys = []string{"key", "api-key", "api_key", "apikey", "token", "secret", "password"}

// unknown refuses a key, with the one that was probably meant.
func (d *decoder) unknown(n *yaml.Node, name, key string, known []string) {
	if slices.Contains(secretKeys, strings.ToLower(name)) {
		d.fail(n, "config.secret", "Key", join(key, name))
		return
	}
	best, near := 0.75, ""
	for _, k := range known {
		if s := smetrics.JaroWinkler(name, k, 0.7, 4); s > best {
			best, near = s, k
		}
	}
	if near != "" {
		d.fail(n, "config.unknown-key.near", "Key", join(key, name), "Near", near)
		return
	}
	d.fail(n, "config.unknown-key", "Key", join(key, name), "Known", strings.Join(known, ", "))
}

// fieldNames lists the keys of a struct in its order.
func fieldNames(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" && name != "" {
			out = append(out, name)
		}
	}
	return out
}

func fieldByKey(t reflect.Type, key string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == key {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// syntax makes a fault of the library's error, at the line that it names.
func syntax(path string, err error) error {
	line := 1
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	return fault.New("config.syntax", path).At(line, 0).Because(errors.New(strings.TrimPrefix(err.Error(), "yaml: ")))
}
