package provider_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/internal/hostile"
	"github.com/duizhao/duizhao/provider"
)

func TestNewFaults(t *testing.T) {
	full := func(string) string { return "k" }
	none := func(string) string { return "" }
	for _, c := range []struct {
		name string
		conf provider.Config
		env  func(string) string
		want string
	}{
		{"babelfish", provider.Config{}, full, "provider.unknown"},
		{"memory", provider.Config{}, full, "provider.unknown"},
		{"openai", provider.Config{}, full, "provider.needs-model"},
		{"openai", provider.Config{Model: "m"}, none, "provider.no-key"},
		{"openai", provider.Config{Model: "m"}, func(string) string { return "a\nb" }, "provider.key-characters"},
		{"openai", provider.Config{Model: "m"}, func(string) string { return "ключ" }, "provider.key-characters"},
		{"openai", provider.Config{Model: "m"}, full, ""},
		{"openai", provider.Config{Model: "m"}, func(string) string { return " k\n" }, ""},
		{"openai", provider.Config{Model: "m", URL: "http://localhost:1/v1"}, none, ""},
		{"openai", provider.Config{Model: "m", URL: "http://localhost:1/v1", KeyEnv: "K"}, none, "provider.no-key"},
		{"openai", provider.Config{Model: "m", URL: "http://example.org/v1"}, full, "provider.plain-http"},
		{"openai", provider.Config{Model: "m", URL: "http://example.org/v1", PlainHTTP: true}, full, ""},
		{"openai", provider.Config{Model: "m", URL: "http://localhost.example.org/v1"}, full, "provider.plain-http"},
		{"openai", provider.Config{Model: "m", URL: "https://example.org/v1"}, none, ""},
		{"openai", provider.Config{Model: "m", URL: "ftp://example.org"}, full, "provider.url"},
		{"openai", provider.Config{Model: "m", URL: "localhost:11434"}, full, "provider.url"},
		{"openai", provider.Config{Model: "m", URL: "https://me:secret@example.org/v1"}, full, "provider.url"},
		{"openai", provider.Config{Model: "m", URL: "https://example.org/v1?key=secret"}, full, "provider.url"},
		{"openai", provider.Config{Model: "m", URL: "https://example.org/%zz"}, full, "provider.url"},
		{"openai", provider.Config{Model: "m", Formality: "very"}, full, "provider.formality"},
		{"anthropic", provider.Config{}, full, "provider.needs-model"},
		{"deepl", provider.Config{}, none, "provider.no-key"},
		{"libretranslate", provider.Config{}, none, ""},
		{"exec", provider.Config{}, none, "provider.needs-command"},
		{"google", provider.Config{}, full, "provider.needs-project"},
		{"papago", provider.Config{}, none, "provider.needs-client"},
		{"papago", provider.Config{Project: "p"}, none, "provider.no-key"},
		{"azure", provider.Config{}, none, "provider.no-key"},
		{"azure", provider.Config{}, full, ""},
	} {
		_, err := provider.New(c.name, c.conf, c.env)
		var f *fault.Error
		if got := ""; errors.As(err, &f) {
			got = f.ID
			if got != c.want {
				t.Errorf("%s %+v: %v, want %q", c.name, c.conf, err, c.want)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("a secret is shown: %v", err)
			}
			unseen(t, nil, err)
		} else if got != c.want || err != nil {
			t.Errorf("%s %+v: %v, want %q", c.name, c.conf, err, c.want)
		}
	}
}

// TestKeyStaysHome: the usual variable is read for the service's own address
// only; another address gets a key only if its variable is named with it.
func TestKeyStaysHome(t *testing.T) {
	var read []string
	getenv := func(name string) string { read = append(read, name); return planted }
	server := hostile.New(t, hostile.OpenAI)
	conf := provider.Config{Model: "m", URL: server.Base(), Timeout: time.Second}
	client, err := provider.New("openai", conf, getenv)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Translate(context.Background(), sample); err != nil {
		t.Fatal(err)
	}
	if a := server.Log()[0].Header.Get("Authorization"); a != "" || len(read) != 0 {
		t.Errorf("sent %q, read %q", a, read)
	}
	conf.KeyEnv = "OTHER_KEY"
	client, err = provider.New("openai", conf, getenv)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Translate(context.Background(), sample); err != nil {
		t.Fatal(err)
	}
	if a := server.Log()[1].Header.Get("Authorization"); a != "Bearer "+planted || len(read) != 1 || read[0] != "OTHER_KEY" {
		t.Errorf("sent %q, read %q", a, read)
	}
}

// TestAll: the list is complete enough to write a table from.
func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, i := range provider.All() {
		if i.Name == "" || seen[i.Name] || i.Limits.Segments < 1 || i.Limits.Characters < 1 || i.Name != "exec" && !strings.HasPrefix(i.URL, "http") {
			t.Errorf("%+v", i)
		}
		seen[i.Name] = true
	}
	if len(seen) != 8 {
		t.Errorf("%d services", len(seen))
	}
}

// TestOffline: nobody at the address is one clear message, at once.
func TestOffline(t *testing.T) {
	for _, p := range protocols {
		server := hostile.New(t, p)
		client := configured(t, p, server, func(c *provider.Config) { c.URL = "http://127.0.0.1:1" })
		_, err := client.Translate(context.Background(), requestFor(p))
		var e *provider.Error
		if !errors.As(err, &e) || e.Kind != provider.Down || e.Fault.ID != "provider.down" {
			t.Errorf("%s: %v", p, err)
		}
		unseen(t, client, err)
	}
}

// TestCancel: the caller's end is no failure of the service.
func TestCancel(t *testing.T) {
	for _, p := range protocols {
		server := hostile.New(t, p)
		server.Choose = func(int) string { return "drip" }
		client := configured(t, p, server)
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		_, err := client.Translate(ctx, requestFor(p))
		cancel()
		var e *provider.Error
		if !errors.Is(err, context.DeadlineExceeded) || errors.As(err, &e) {
			t.Errorf("%s: %v", p, err)
		}
	}
}
