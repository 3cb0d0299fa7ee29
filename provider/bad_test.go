package provider_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/internal/hostile"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
	"github.com/duizhao/duizhao/provider"
)

// planted is the key of all tests. No part of it may be seen again.
const planted = "sk-planted/Qz7+Yw=93nVbKx41TfJ"

var protocols = []hostile.Protocol{hostile.OpenAI, hostile.Anthropic, hostile.DeepL, hostile.LibreTranslate, hostile.Google, hostile.Papago, hostile.Azure}

var models = []hostile.Protocol{hostile.OpenAI, hostile.Anthropic}

// configured makes a client of a hostile server that waits for nobody.
func configured(t testing.TB, p hostile.Protocol, s *hostile.Server, change ...func(*provider.Config)) provider.Provider {
	t.Helper()
	conf := provider.Config{
		Model: "m", URL: s.Base(), KeyEnv: "PLANTED", Project: "p",
		Timeout: 2 * time.Second, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if p == hostile.DeepL || p == hostile.Google || p == hostile.Azure {
		conf.Model = ""
	}
	for _, c := range change {
		c(&conf)
	}
	client, err := provider.New(string(p), conf, environment)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { provider.Close(client) })
	return client
}

func environment(name string) string {
	if name == "PLANTED" {
		return planted
	}
	return ""
}

var sample = provider.Request{
	From: lang.ZhHant, To: lang.En,
	Segments: []provider.Segment{{ID: "a", Text: "碼頭上停著三艘渡輪。"}, {ID: "b", Text: "它們要等到退潮 & 天亮 < 六點才開。"}, {ID: "c", Text: "他在 <x1>日記</x1> 裡寫下 12 行<x2/>。"}},
	Terms:    []provider.Term{{Source: "渡輪", Target: "ferry"}},
	Context:  []string{"港口的早晨很安靜。"},
	Examples: []provider.Pair{{Source: "碼頭上停著一艘渡輪。", Target: "A ferry lay at the pier."}},
}

// one is a request that services of one text take.
func one(r provider.Request) provider.Request {
	r.Segments = r.Segments[:1]
	return r
}

func requestFor(p hostile.Protocol) provider.Request {
	if p == hostile.Papago {
		return one(sample)
	}
	return sample
}

// TestBad: every behaviour in testdata/bad.txt ends as it says there, with a
// message in four languages, and nobody follows a redirect or sees the key.
func TestBad(t *testing.T) {
	rows, seen := badRows(t)
	for _, p := range protocols {
		for _, row := range rows {
			if !row.about(p) {
				continue
			}
			seen[row.behaviour] = true
			t.Run(string(p)+"/"+row.behaviour, func(t *testing.T) {
				t.Parallel()
				tryRow(t, p, row)
			})
		}
	}
	for _, b := range hostile.Behaviours() {
		if !seen[b] {
			t.Errorf("testdata/bad.txt says nothing of %q", b)
		}
	}
}

type badRow struct{ services, behaviour, kind, id, requests, line string }

func (r badRow) about(p hostile.Protocol) bool {
	for _, word := range strings.Fields(r.services) {
		if word == "*" || word == string(p) || word == "models" && slices.Contains(models, p) || word == "machines" && !slices.Contains(models, p) {
			// Papago takes one text a request: none of its answers can be of another length.
			return p != hostile.Papago || !slices.Contains([]string{"doubled", "missing"}, r.behaviour)
		}
	}
	return false
}

func badRows(t *testing.T) ([]badRow, map[string]bool) {
	t.Helper()
	data, err := os.ReadFile("testdata/bad.txt")
	if err != nil {
		t.Fatal(err)
	}
	var rows []badRow
	for i, line := range strings.Split(string(data), "\n") {
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 5 {
			t.Fatalf("testdata/bad.txt:%d: %d columns", i+1, len(cells))
		}
		for k := range cells {
			cells[k] = strings.TrimSpace(cells[k])
		}
		rows = append(rows, badRow{cells[0], cells[1], cells[2], cells[3], cells[4], strconv.Itoa(i + 1)})
	}
	return rows, map[string]bool{}
}

func tryRow(t *testing.T, p hostile.Protocol, row badRow) {
	server := hostile.New(t, p)
	server.Key = planted
	server.Choose = func(int) string { return row.behaviour }
	client := configured(t, p, server, func(c *provider.Config) {
		if row.behaviour == "drip" {
			c.Timeout = 100 * time.Millisecond
		}
	})
	answer, err := client.Translate(context.Background(), requestFor(p))
	var e *provider.Error
	switch {
	case row.kind == "good" && err != nil:
		t.Errorf("line %s: %v", row.line, err)
	case row.kind == "good" && len(answer.Texts) == 0:
		t.Errorf("line %s: no texts", row.line)
	case row.kind != "good" && !errors.As(err, &e):
		t.Errorf("line %s: no *Error but %T %v", row.line, err, err)
	case row.kind != "good":
		if e.Kind.String() != row.kind || row.id != "-" && e.Fault.ID != row.id {
			t.Errorf("line %s: %s, %s: %v", row.line, e.Kind, e.Fault.ID, err)
		}
		class := fault.Provider
		if e.Kind == provider.Spent {
			class = fault.Quota
		}
		if e.Fault.Class != class {
			t.Errorf("line %s: class %d", row.line, e.Fault.Class)
		}
		if e.Kind == provider.Retry && e.After <= 0 {
			t.Errorf("line %s: it isn't said when to ask again", row.line)
		}
	}
	if got := strconv.Itoa(server.Count()); got != row.requests {
		t.Errorf("line %s: %s requests, want %s", row.line, got, row.requests)
	}
	if server.Elsewhere() != 0 {
		t.Errorf("line %s: a redirect was followed", row.line)
	}
	if err != nil && len(answer.Texts) > 0 {
		t.Errorf("line %s: texts beside an error: %v", row.line, answer.Texts)
	}
	if row.id == "provider.cut" && answer.Usage.OutputTokens == 0 {
		t.Errorf("line %s: what was billed is lost", row.line)
	}
	unseen(t, client, err)
}

// unseen fails where the key, or a piece of it, is in anything that can be
// printed.
func unseen(t *testing.T, client provider.Provider, err error) {
	t.Helper()
	var printed []string
	for _, v := range []any{client, err} {
		printed = append(printed, fmt.Sprintf("%v", v), fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v))
		data, _ := json.Marshal(v)
		printed = append(printed, string(data))
	}
	if err != nil {
		for _, tag := range lang.UI {
			text := message.New(tag).Error(err)
			if strings.Contains(text, "<no value>") || strings.HasPrefix(text, "provider.") || strings.Contains(text, "\n") {
				t.Errorf("%s: %s", tag, text)
			}
			printed = append(printed, text)
		}
	}
	for _, text := range printed {
		for i := 0; i+6 <= len(planted); i++ {
			if strings.Contains(text, planted[i:i+6]) {
				t.Fatalf("%q of the key is in: %s", planted[i:i+6], text)
			}
		}
	}
}
