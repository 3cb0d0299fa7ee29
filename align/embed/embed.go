// Package embed asks an OpenAI-compatible embeddings service (Ollama,
// llama.cpp, TEI, OpenAI) for the vectors of sentences: the aligner's optional
// second opinion. It speaks to the one address that it is given and to no
// other, and keeps what it got in a folder, so that the same sentences are
// asked once.
package embed

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/url"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// Client is a service with its model. The zero value of the optional fields
// is good.
type Client struct {
	URL   string       // the whole address, such as http://localhost:11434/v1/embeddings
	Model string       // the model's name; "" sends none
	Key   string       // sent as a bearer token; "" for none
	Cache string       // folder of the cache; "" for no cache
	HTTP  *http.Client // nil for one with a time limit that follows no redirect
}

const (
	batch     = 64        // sentences a request
	maxText   = 8000      // bytes of a sentence that are sent
	maxAnswer = 64 << 20  // bytes of an answer that are read
	maxSize   = 1 << 16   // numbers in a vector
	maxTexts  = 1_000_000 // sentences in one call
	timeLimit = 2 * time.Minute
)

// Embed gives the vectors of texts, in their order, all of one size. Faults
// (of class Provider): align.embed-url, align.embed-server, align.embed-status,
// align.embed-answer, align.embed-count, align.embed-size, align.embed-number.
func (c *Client) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if u, err := url.Parse(c.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fault.New("align.embed-url", "", "URL", c.shown())
	}
	if len(texts) > maxTexts {
		return nil, c.provider("align.embed-count", "Got", 0, "Want", len(texts))
	}
	out := make([][]float32, len(texts))
	waiting := map[string][]int{} // places of each text that is not in the cache
	var ask []string
	for i, t := range texts {
		t = clip(t)
		if v := c.cached(t); v != nil {
			out[i] = v
			continue
		}
		if waiting[t] == nil {
			ask = append(ask, t)
		}
		waiting[t] = append(waiting[t], i)
	}
	for from := 0; from < len(ask); from += batch {
		part := ask[from:min(from+batch, len(ask))]
		vectors, err := c.request(ctx, part)
		if err != nil {
			return nil, err
		}
		for k, v := range vectors {
			for _, i := range waiting[part[k]] {
				out[i] = v
			}
			if err := c.keep(part[k], v); err != nil {
				return nil, err
			}
		}
	}
	for _, v := range out {
		if len(v) != len(out[0]) {
			return nil, c.provider("align.embed-size", "Got", len(v), "Want", len(out[0]))
		}
	}
	return out, nil
}

// clip cuts a text at a character's border.
func clip(s string) string {
	if len(s) <= maxText {
		return s
	}
	n := maxText
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// shown is the address without what may be a secret in it.
func (c *Client) shown() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return "?"
	}
	u.RawQuery = ""
	return u.Redacted()
}

func (c *Client) provider(id string, args ...any) *fault.Error {
	e := fault.New(id, "", append(args, "URL", c.shown())...)
	e.Class = fault.Provider
	return e
}

func (c *Client) request(ctx context.Context, texts []string) ([][]float32, error) {
	body := map[string]any{"input": texts, "encoding_format": "float"}
	if c.Model != "" {
		body["model"] = c.Model
	}
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(data))
	if err != nil {
		return nil, fault.New("align.embed-url", "", "URL", c.shown())
	}
	req.Header.Set("Content-Type", "application/json")
	if c.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.Key)
	}
	client := c.HTTP
	if client == nil {
		client = &http.Client{Timeout: timeLimit, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	answer, err := client.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, c.provider("align.embed-server").Because(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return nil, c.provider("align.embed-server").Because(err)
	}
	if answer.StatusCode != http.StatusOK {
		return nil, c.provider("align.embed-status", "Status", answer.StatusCode, "Text", start(raw))
	}
	if len(raw) > maxAnswer {
		return nil, c.provider("align.embed-answer", "Text", start(raw))
	}
	return c.read(raw, len(texts))
}

// start is the beginning of an answer on one line, for a message.
func start(raw []byte) string {
	r := []rune(string(bytes.ToValidUTF8(bytes.Join(bytes.Fields(raw), []byte(" ")), []byte("?"))))
	if len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return string(r)
}

// read takes the vectors out of an answer: {"data": [{"index": 0, "embedding":
// [...]}, ...]}, in any order.
func (c *Client) read(raw []byte, want int) ([][]float32, error) {
	var got struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float64 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		return nil, c.provider("align.embed-answer", "Text", start(raw)).Because(err)
	}
	if len(got.Data) != want {
		return nil, c.provider("align.embed-count", "Got", len(got.Data), "Want", want)
	}
	out := make([][]float32, want)
	for k, d := range got.Data {
		at := k
		if d.Index != nil {
			at = *d.Index
		}
		if at < 0 || at >= want || out[at] != nil {
			return nil, c.provider("align.embed-answer", "Text", start(raw))
		}
		v, ok := vector(d.Embedding)
		if !ok {
			return nil, c.provider("align.embed-number")
		}
		out[at] = v
	}
	for _, v := range out {
		if len(v) != len(out[0]) {
			return nil, c.provider("align.embed-size", "Got", len(v), "Want", len(out[0]))
		}
	}
	return out, nil
}

// vector checks numbers: finite, not all zero, of a believable size.
func vector(x []float64) ([]float32, bool) {
	if len(x) == 0 || len(x) > maxSize {
		return nil, false
	}
	out := make([]float32, len(x))
	some := false
	for k, f := range x {
		if math.IsNaN(f) || math.IsInf(f, 0) || math.Abs(f) > 1e18 {
			return nil, false
		}
		out[k] = float32(f)
		some = some || out[k] != 0
	}
	return out, some
}
