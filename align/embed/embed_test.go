package embed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/duizhao/duizhao/fault"
)

// server answers every request with what answer makes of its sentences.
func server(t *testing.T, answer func(texts []string) (int, string)) (url string, requests *int) {
	t.Helper()
	requests = new(int)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*requests++
		var body struct {
			Input []string `json:"input"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		status, text := answer(body.Input)
		w.WriteHeader(status)
		fmt.Fprint(w, text)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1/embeddings", requests
}

// good gives each text a vector of its length, in reverse order.
func good(texts []string) (int, string) {
	out := `{"data":[`
	for k := len(texts) - 1; k >= 0; k-- {
		if k < len(texts)-1 {
			out += ","
		}
		out += fmt.Sprintf(`{"index":%d,"embedding":[%d,1]}`, k, len(texts[k]))
	}
	return 200, out + "]}"
}

func TestEmbedBatchesAndCaches(t *testing.T) {
	url, requests := server(t, good)
	c := &Client{URL: url, Model: "m", Cache: t.TempDir()}
	var texts []string
	for k := range 150 {
		texts = append(texts, fmt.Sprintf("%0*d", k+1, 0))
	}
	texts = append(texts, texts[3]) // the same twice
	for round := range 2 {
		v, err := c.Embed(context.Background(), texts)
		if err != nil {
			t.Fatal(err)
		}
		for k := range texts {
			if len(v[k]) != 2 || int(v[k][0]) != len(texts[k]) {
				t.Fatalf("round %d: vector %d is %v", round, k, v[k])
			}
		}
	}
	if *requests != 3 {
		t.Errorf("%d requests, want 3: batches of 64, and the second round from the cache", *requests)
	}
	other := &Client{URL: url, Model: "n", Cache: c.Cache}
	if _, err := other.Embed(context.Background(), texts[:1]); err != nil || *requests != 4 {
		t.Errorf("another model must not use the cache: %d requests, %v", *requests, err)
	}
}

func TestEmbedFaults(t *testing.T) {
	answers := map[string]struct {
		status int
		text   string
	}{
		"align.embed-status": {404, `{"error":"no such model"}`},
		"align.embed-answer": {200, "<html>hello</html>"},
		"align.embed-count":  {200, `{"data":[{"index":0,"embedding":[1]}]}`},
		"align.embed-size":   {200, `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}`},
		"align.embed-number": {200, `{"data":[{"index":0,"embedding":[0,0]},{"index":1,"embedding":[1,2]}]}`},
	}
	for id, a := range answers {
		url, _ := server(t, func([]string) (int, string) { return a.status, a.text })
		_, err := (&Client{URL: url}).Embed(context.Background(), []string{"a", "b"})
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != id || f.Class != fault.Provider {
			t.Errorf("%s: got %v", id, err)
		}
	}
	for url, id := range map[string]string{"": "align.embed-url", "ftp://x/y": "align.embed-url", "localhost:1": "align.embed-url", "http://127.0.0.1:1/v1": "align.embed-server"} {
		_, err := (&Client{URL: url}).Embed(context.Background(), []string{"a"})
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != id {
			t.Errorf("%q: got %v", url, err)
		}
	}
	url, _ := server(t, func([]string) (int, string) { return 200, `{"data":[{"index":0,"embedding":[NaN]}]}` })
	if _, err := (&Client{URL: url}).Embed(context.Background(), []string{"a"}); err == nil {
		t.Error("NaN was taken")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"data":[{"index":0,"embedding":[1,2]}]}`), 1)
	f.Add([]byte(`{"data":[{"index":7,"embedding":[1e300]}]}`), 2)
	f.Fuzz(func(t *testing.T, raw []byte, want int) {
		v, err := new(Client).read(raw, want&15)
		if err == nil && len(v) != want&15 {
			t.Fatal("the wrong number of vectors")
		}
	})
}
