package provider_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"testing"

	"github.com/duizhao/duizhao/internal/hostile"
	"github.com/duizhao/duizhao/internal/require"
)

// TestOfficialClients: the test server is a fair stand-in: the clients that
// OpenAI, Anthropic and DeepL publish for Python work with it, glossaries and
// a retry after 429 included.
func TestOfficialClients(t *testing.T) {
	python := require.Tool(t, "official-clients", "python3", "python")
	if err := exec.Command(python, "-c", "import anthropic, deepl, openai").Run(); err != nil {
		require.Missing(t, "official-clients", "Python lacks one of anthropic, deepl, openai")
	}
	var urls []string
	for _, p := range []hostile.Protocol{hostile.OpenAI, hostile.Anthropic, hostile.DeepL} {
		server := hostile.New(t, p).Then("429 after-ms 20", "good")
		if p == hostile.DeepL {
			server = hostile.New(t, p)
		}
		server.Guard(planted)
		urls = append(urls, server.Base())
	}
	out, err := exec.Command(python, "testdata/clients.py", urls[0], urls[1], urls[2], planted).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	want := hostile.Fake("", "en", "碼頭上停著三艘渡輪。")
	reply := fmt.Sprintf(`{"translations":[{"id":"a","text":%q}]}`, want)
	for name, expected := range map[string]string{
		"openai":       fmt.Sprint([]any{reply, "stop", true}),
		"openai error": "NotFoundError",
		"anthropic":    fmt.Sprint([]any{reply, "end_turn", true}),
		"deepl":        fmt.Sprint([]any{want, 10, []any{"duizhao:test"}, []any{}}),
	} {
		if fmt.Sprint(got[name]) != expected {
			t.Errorf("%s: got %v, want %v", name, got[name], expected)
		}
	}
}
