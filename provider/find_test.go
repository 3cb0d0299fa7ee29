package provider

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

var wireKinds = map[Kind]string{Kind(wire.Retry): "retry", Kind(wire.TooLarge): "too-large", Kind(wire.Refused): "refused", Kind(wire.Key): "key",
	Kind(wire.Spent): "spent", Kind(wire.Bad): "bad", Kind(wire.Down): "down"}

// TestFind: only a service that answers as its product does is found.
func TestFind(t *testing.T) {
	serve := func(path, body string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != path {
				w.WriteHeader(404)
				return
			}
			fmt.Fprint(w, body)
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(func() { slow.CloseClientConnections(); slow.Close() })
	at := func(i int, base string) probe {
		p := probes[i]
		p.base = base
		return p
	}
	for _, c := range []struct {
		name  string
		probe probe
		want  []string // nil: not found
	}{
		{"ollama", at(0, serve("/api/tags", `{"models":[{"name":"qwen3:8b"},{"name":"gemma\u001b[31m"}]}`)), []string{"qwen3:8b", "gemma [31m"}},
		{"ollama without models", at(0, serve("/api/tags", `{"models":[]}`)), []string{}},
		{"another server at its port", at(0, serve("/api/tags", `{"tags":[]}`)), nil},
		{"llama.cpp", at(1, serve("/v1/models", `{"object":"list","data":[{"id":"model.gguf","owned_by":"llamacpp"}]}`)), []string{"model.gguf"}},
		{"another server at port 8080", at(1, serve("/v1/models", `{"object":"list","data":[{"id":"x","owned_by":"someone"}]}`)), nil},
		{"libretranslate", at(2, serve("/languages", `[{"code":"en","name":"English"},{"code":"zt"}]`)), []string{"en", "zt"}},
		{"a page", at(2, serve("/languages", `<html>`)), nil},
		{"nobody", at(2, "http://127.0.0.1:1"), nil},
		{"no answer", at(0, slow.URL), nil},
		{"another machine", at(0, "http://192.0.2.1:11434"), nil},
	} {
		got := find(context.Background(), 200*time.Millisecond, []probe{c.probe})
		if c.want == nil {
			if len(got) != 0 {
				t.Errorf("%s: found %v", c.name, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Name != c.probe.name || got[0].URL != c.probe.url || !slices.Equal(got[0].Models, c.want) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}
