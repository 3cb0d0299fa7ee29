package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/fault"
)

const good = `# a project
version: 1
sources: [articles, more/a.zh-Hant.md]
from: zh-hant
targets: en
formats: [html, pdf]
layouts: all
memory: memory.tmx
provider:
  name: openai
  url: http://localhost:11434/v1
  model: qwen3
  key-env: OLLAMA_KEY
  price: {currency: EUR, input: 0.5, output: 2}
  cap: {cost: 1.5}
site:
  title: 對照
  url: https://example.org/zh/
glossary: terms.csv
check:
  levels:
    term-missing: error
    double-space: off
  zhao: 1e6
suppress:
  - code: number
    sentence: s7h2kq4c
    reason: the source is wrong here
    until: 2027-01-31
`

func TestParse(t *testing.T) {
	c, err := Parse("duizhao.yaml", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Glossary) != 1 || c.Glossary[0] != "terms.csv" || c.Check.Levels["double-space"] != "off" || c.Check.Zhao != "1e6" ||
		len(c.Suppress) != 1 || c.Suppress[0].Until != "2027-01-31" || c.Suppress[0].Line != 26 {
		t.Errorf("got %+v", c)
	}
	if c.From != "zh-Hant" || len(c.Targets) != 1 || c.Layouts[0] != "all" || c.Provider.Price.Output != 2 || c.Provider.Cap.Cost != 1.5 || c.Site.Title != "對照" {
		t.Errorf("got %+v", c)
	}
	for _, empty := range []string{"", "# nothing\n", "version: 1\n", "glossary:\n"} {
		if _, err := Parse("x", []byte(empty)); err != nil {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

// TestRefused: each mistake is refused at its line.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text, id string
		line     int
	}{
		{"version: 1\nglosary: a.csv\n", "config.unknown-key.near", 2},
		{"version: 1\nxylophone: a.csv\n", "config.unknown-key", 2},
		{"check:\n  level:\n    number: off\n", "config.unknown-key.near", 2},
		{"check:\n  levels:\n    number: loud\n", "config.choice", 3},
		{"check: [a]\n", "config.want-mapping", 1},
		{"version: two\n", "config.number", 1},
		{"version: 2\n", "config.version", 0},
		{"version: 1\nversion: 1\n", "config.twice", 2},
		{"suppress:\n  - code: number\n", "config.required", 2},
		{"suppress:\n  - {code: number, reason: x, until: tomorrow}\n", "config.day", 2},
		{"glossary: {a: b}\n", "config.want-list", 1},
		{"check:\n  zhao: 1e9\n", "config.choice", 2},
		{"a: [b\nc: d\n", "config.syntax", 2},
		{"formats: [html, epub]\n", "config.choice", 1},
		{"targets: [en, klingon-language-x]\n", "config.language", 1},
		{"provider:\n  url: localhost:11434\n", "config.address", 2},
		{"provider:\n  url: https://me:pass@example.org\n", "config.secret", 2},
		{"provider:\n  key: abc\n", "config.secret", 2},
		{"provider:\n  key-env: sk-aaaa\n", "config.env-name", 2},
		{"provider: {price: {input: -1}}\n", "config.too-small", 1},
		{"provider: {cap: {tokens: -1}}\n", "config.too-small", 1},
		{"provider: {name: chatgpt}\n", "config.choice", 1},
		{"glossary: &a [x]\nsuppress: *a\n", "config.alias", 2},
	} {
		_, err := Parse("duizhao.yaml", []byte(c.text))
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != c.id || f.Line != c.line {
			t.Errorf("%q: %v, want %s at line %d", c.text, err, c.id, c.line)
		}
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, Name), []byte(good), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Find(deep)
	if err != nil || c.Path != filepath.Join(dir, Name) {
		t.Errorf("found %v, %v", c, err)
	}
}

func TestDay(t *testing.T) {
	now := time.Date(2027, 1, 31, 23, 0, 0, 0, time.UTC)
	if !Day("2027-01-31").Active(now) || Day("2027-01-30").Active(now) || !Day("").Active(now) {
		t.Error("a suppression ends with its last day")
	}
}

// TestSchema: the schema in docs is what the types say, and it agrees with the
// reader about the good file and the wrong ones.
func TestSchema(t *testing.T) {
	path := filepath.Join("..", "docs", "duizhao.schema.json")
	if os.Getenv("DUIZHAO_UPDATE") != "" {
		if err := os.WriteFile(path, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(file, Schema()) {
		t.Errorf("%s is out of date (DUIZHAO_UPDATE=1 rewrites it): %v", path, err)
	}
	var parsed any
	if err := json.Unmarshal(Schema(), &parsed); err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) error {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(v) // to JSON's types
		if err != nil {
			t.Fatal(err)
		}
		v, err = jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	if err := valid(strings.NewReplacer("zhao: 1e6", `zhao: "1e6"`, "2027-01-31", `"2027-01-31"`, ": off", `: "off"`).Replace(good)); err != nil {
		t.Errorf("the schema refuses the good file: %v", err)
	}
	for _, text := range []string{"glosary: a.csv", "check: {level: {}}", "check: {levels: {number: loud}}", "suppress: [{code: number}]"} {
		if valid(text) == nil {
			t.Errorf("the schema takes %q", text)
		}
	}
}

// FuzzParse: any bytes give a configuration or a fault.
func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("duizhao.yaml", data)
		var fe *fault.Error
		if (c == nil) == (err == nil) || err != nil && !errors.As(err, &fe) {
			t.Errorf("%v, %v", c, err)
		}
	})
}

// TestSecretsNotEchoed: what may be a key is not repeated in the message.
func TestSecretsNotEchoed(t *testing.T) {
	for _, text := range []string{"provider: {key: planted-0123}", "provider: {key-env: planted-0123}", "provider: {url: \"https://u:planted-0123@h/\"}"} {
		if _, err := Parse("duizhao.yaml", []byte(text)); err == nil || strings.Contains(err.Error(), "planted") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
