package provider

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/duizhao/duizhao/provider/internal/wire"
)

// Local is a service that answers on this machine without a key.
type Local struct {
	Product string // what it is, such as Ollama
	Name    string // the provider that speaks to it
	URL     string // what Config.URL has to be
	Models  []string
}

// probe asks a product at its usual address for what it has.
type probe struct {
	product, name, url string
	base, path         string
	models             func(body []byte) ([]string, bool) // ok: it is this product
}

// probes: the usual addresses, from the products' documentation.
var probes = []probe{
	{"Ollama", "openai", "http://localhost:11434/v1", "http://localhost:11434", "/api/tags", ollamaModels},
	{"llama.cpp", "openai", "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080", "/v1/models", listedModels},
	{"LibreTranslate", "libretranslate", "http://localhost:5000", "http://localhost:5000", "/languages", libreCodes},
}

// Find looks for services on this machine, at their usual addresses and
// nowhere else, for no longer than limit.
func Find(ctx context.Context, limit time.Duration) []Local { return find(ctx, limit, probes) }

func find(ctx context.Context, limit time.Duration, probes []probe) []Local {
	found := make([]*Local, len(probes))
	var group sync.WaitGroup
	for i, p := range probes {
		group.Go(func() {
			base, err := url.Parse(p.base)
			if err != nil || !wire.Loopback(base.Hostname()) {
				return
			}
			client := (&wire.Client{Base: base, Timeout: limit, Deadline: limit, Wait: noWait}).Open()
			defer client.Close()
			var body json.RawMessage
			if client.JSON(ctx, wire.Call{Method: http.MethodGet, Path: p.path}, &body) != nil {
				return
			}
			if models, ok := p.models(body); ok {
				found[i] = &Local{p.product, p.name, p.url, models}
			}
		})
	}
	group.Wait()
	var out []Local
	for _, l := range found {
		if l != nil {
			out = append(out, *l)
		}
	}
	return out
}

// noWait ends a look at the first failure.
func noWait(context.Context, time.Duration) error { return context.DeadlineExceeded }

const maxModels = 100

func ollamaModels(body []byte) ([]string, bool) {
	var a struct {
		Models []struct {
			Name string `json:"name"`
		} `json:"models"`
	}
	if json.Unmarshal(body, &a) != nil || a.Models == nil {
		return nil, false
	}
	var out []string
	for _, m := range a.Models[:min(len(a.Models), maxModels)] {
		out = append(out, wire.OneLine([]byte(m.Name)))
	}
	return out, true
}

// listedModels reads the list of an OpenAI-compatible server. Port 8080 is
// many a server's; only llama.cpp's own mark counts.
func listedModels(body []byte) ([]string, bool) {
	var a struct {
		Data []struct {
			ID    string `json:"id"`
			Owner string `json:"owned_by"`
		} `json:"data"`
	}
	if json.Unmarshal(body, &a) != nil || len(a.Data) == 0 || a.Data[0].Owner != "llamacpp" {
		return nil, false
	}
	var out []string
	for _, m := range a.Data[:min(len(a.Data), maxModels)] {
		out = append(out, wire.OneLine([]byte(m.ID)))
	}
	return out, true
}

// libreCodes gives the languages: LibreTranslate has one model for each.
func libreCodes(body []byte) ([]string, bool) {
	var a []struct {
		Code string `json:"code"`
	}
	if json.Unmarshal(body, &a) != nil || len(a) == 0 || a[0].Code == "" {
		return nil, false
	}
	var out []string
	for _, l := range a[:min(len(a), maxModels)] {
		out = append(out, wire.OneLine([]byte(l.Code)))
	}
	return out, true
}
