package provider

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestAzureDictionary: testdata/azure.txt, what is sent for a sentence with
// terms that are names.
func TestAzureDictionary(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "azure.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var names []Term
	n := 0
	for i, line := range strings.Split(string(data), "\n") {
		key, value, ok := strings.Cut(line, ": ")
		switch {
		case line == "" || line[0] == '#':
		case !ok:
			t.Fatalf("line %d: %q", i+1, line)
		case key == "name":
			source, target, _ := strings.Cut(value, " = ")
			names = azureNames(Request{From: lang.ZhHant, To: lang.En, Terms: append(names, Term{Source: source, Target: target, Name: true})})
		case key == "text":
			n++
			next := strings.Split(string(data), "\n")[i+1]
			if got := withDictionary(value, names); "sent: "+got != next {
				t.Errorf("line %d: %s\nwant   %s", i+1, "sent: "+got, next)
			}
		}
	}
	if n < 8 {
		t.Error("only", n)
	}
}

// TestAzureShape: a request and an answer as "Translator 3.0: Translate" shows
// them, with the dynamic dictionary only where English is one of the languages.
func TestAzureShape(t *testing.T) {
	var query, body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		query, body = r.URL.RawQuery, string(data)
		if r.Method != http.MethodPost || r.URL.Path != "/translate" || r.Header.Get("Ocp-Apim-Subscription-Key") != "k" || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			t.Errorf("%s %s %v", r.Method, r.URL.Path, r.Header)
		}
		var in []struct{ Text string }
		if err := json.Unmarshal(data, &in); err != nil {
			t.Error(err)
		}
		io.WriteString(w, `[{"translations":[{"text":"Wang Xiaoming &amp; the sea","to":"en"}]}]`)
	}))
	defer server.Close()
	p, err := New("azure", Config{URL: server.URL, KeyEnv: "K"}, func(string) string { return "k" })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		to    lang.Tag
		terms []Term
		query string
		body  string
		text  string
	}{
		{lang.En, []Term{{Source: "王小明", Target: "Wang \"X\" <Xiaoming>", Name: true}, {Source: "海", Target: "sea"}},
			"api-version=3.0&from=zh-Hant&textType=html&to=en",
			`[{"Text":"<mstrans:dictionary translation=\"Wang &#34;X&#34; &lt;Xiaoming&gt;\">王小明</mstrans:dictionary>和海"}]`, "Wang Xiaoming & the sea"},
		{lang.En, []Term{{Source: "海", Target: "sea"}}, "api-version=3.0&from=zh-Hant&textType=plain&to=en", `[{"Text":"王小明和海"}]`, "Wang Xiaoming &amp; the sea"},
		{lang.Ko, []Term{{Source: "王小明", Target: "왕샤오밍", Name: true}}, "api-version=3.0&from=zh-Hant&textType=plain&to=ko", `[{"Text":"王小明和海"}]`, "Wang Xiaoming &amp; the sea"},
	} {
		a, err := p.Translate(context.Background(), Request{From: lang.ZhHant, To: c.to, Segments: []Segment{{ID: "a", Text: "王小明和海"}}, Terms: c.terms})
		if err != nil || len(a.Texts) != 1 || a.Texts[0].Text != c.text {
			t.Errorf("%v, %v", a, err)
		}
		var got, want any
		json.Unmarshal([]byte(body), &got)
		json.Unmarshal([]byte(c.body), &want)
		g, _ := json.Marshal(got)
		w, _ := json.Marshal(want)
		if query != c.query || string(g) != string(w) {
			t.Errorf("%s %s\nwant %s %s", query, g, c.query, w)
		}
	}
}

// TestAzureErrors: codes of the page "Translator 3.0: errors".
func TestAzureErrors(t *testing.T) {
	for code, want := range map[string]string{"403001": "spent", "400050": "too-large", "400072": "too-large", "400077": "too-large", "408001": "retry", "408002": "retry", "400036": "", "401000": ""} {
		kind, ok := judgeAzure(0, []byte(`{"error":{"code":`+code+`,"message":"m"}}`))
		got := ""
		if ok {
			got = Kind(kind).String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
