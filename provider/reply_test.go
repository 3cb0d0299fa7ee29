package provider

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

type replyCase struct{ name, content, want string }

func replyCases(t testing.TB) []replyCase {
	t.Helper()
	data, err := os.ReadFile("testdata/replies.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []replyCase
	for _, part := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		content, want, ok := strings.Cut("\n"+rest, "\n---")
		if !ok {
			t.Fatalf("%s has no ---", name)
		}
		out = append(out, replyCase{name, strings.TrimPrefix(content, "\n"), strings.TrimSpace(want)})
	}
	if len(out) < 20 {
		t.Fatalf("only %d cases", len(out))
	}
	return out
}

func TestReplies(t *testing.T) {
	for _, c := range replyCases(t) {
		got, ok := parseReply(c.content)
		var lines []string
		for _, s := range got {
			lines = append(lines, s.ID+": "+s.Text)
		}
		if text := strings.Join(lines, "\n"); text != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q %v, want %q", c.name, text, ok, c.want)
		}
	}
}

func FuzzReply(f *testing.F) {
	for _, c := range replyCases(f) {
		f.Add(c.content)
	}
	f.Fuzz(func(t *testing.T, content string) {
		got, ok := parseReply(content)
		if !ok && len(got) > 0 {
			t.Fatal("texts of a reply that can't be used")
		}
		for _, s := range got {
			if !utf8.ValidString(s.ID) || !utf8.ValidString(s.Text) {
				t.Fatalf("not UTF-8: %q", s)
			}
		}
	})
}

// FuzzMarkup: text with placeholders comes back from its markup as it was.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{"他在 <x1>日記</x1> 裡寫下<x2/>。", "a < b && c > d", "&amp; &lt;x1&gt;", "<x1></x1>", "<x12/><x1", "</x3>", "<X1>", "&", "&#60;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		markup := toMarkup(text)
		if got := fromMarkup(markup, text); got != text {
			// <x1></x1> beside <x1/> in one source is the one thing that is read otherwise.
			if emptyPair.MatchString(text) {
				return
			}
			t.Fatalf("%q became %q by way of %q", text, got, markup)
		}
		if strings.Count(markup, "<") != len(placeholder.FindAllString(text, -1)) {
			t.Fatalf("%q has other tags: %q", text, markup)
		}
	})
}

// FuzzJudges: no body of a failure upsets the reading of it.
func FuzzJudges(f *testing.F) {
	for _, s := range []string{"", "null", "[]", `{"error":"x"}`, `{"error":{"code":403001,"message":"m"}}`, `{"error":{"code":{"a":1}}}`, `{"error":[{"message":"x"}]}`,
		`{"error":{"errorCode":"429","message":"Quota Exceed"}}`, `{"message":5}`} {
		f.Add(429, []byte(s))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		judgeOpenAI(status, body)
		judgeAnthropic(status, body)
		judgeDeepL(status, body)
		judgeLibre(status, body)
		judgeGoogle(status, body)
		judgePapago(status, body)
		judgeAzure(status, body)
		sayError(body)
		sayDeepL(body)
		sayPapago(body)
	})
}

// TestGoogleQuota: what Google says with 403 and 429.
func TestGoogleQuota(t *testing.T) {
	for body, want := range map[string]string{
		`{"error":{"code":403,"message":"Daily Limit Exceeded","status":"PERMISSION_DENIED"}}`:                                              "spent",
		`{"error":{"code":403,"message":"User Rate Limit Exceeded"}}`:                                                                       "retry",
		`{"error":{"code":403,"message":"Quota exceeded for quota metric 'v3 characters' per day","status":"RESOURCE_EXHAUSTED"}}`:          "spent",
		`{"error":{"code":403,"message":"Quota exceeded for quota metric 'characters' and limit 'per minute'","details":[]}}`:               "retry",
		`{"error":{"code":403,"message":"This API method requires billing to be enabled"}}`:                                                 "spent",
		`{"error":{"code":403,"message":"Cloud Translation API has not been used in project 1","details":[{"reason":"SERVICE_DISABLED"}]}}`: "",
		`{"error":{"code":403,"message":"The caller does not have permission","status":"PERMISSION_DENIED"}}`:                               "",
	} {
		kind, ok := judgeGoogle(403, []byte(body))
		got := ""
		if ok {
			got = Kind(kind).String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

// TestKinds: the wire's kinds are ours.
func TestKinds(t *testing.T) {
	var names []string
	for k := Retry; k <= Down; k++ {
		names = append(names, k.String())
	}
	if got := strings.Join(names, " "); got != "retry too-large refused key spent bad down" || Kind(99).String() != "unknown" {
		t.Error(got)
	}
	for k, want := range wireKinds {
		if k.String() != want {
			t.Errorf("%s is %s on the wire", want, k)
		}
	}
}

func TestInstructions(t *testing.T) {
	if got := instructions("  \n "); len(got) != 0 {
		t.Errorf("%q", got)
	}
	got := instructions(strings.Repeat("字", 700) + " end")
	if len(got) != 2 || len([]rune(got[0])) != 300 {
		t.Errorf("%d pieces", len(got))
	}
	got = instructions(strings.Repeat("word ", 100))
	if len(got) != 2 || got[0] != strings.TrimSpace(strings.Repeat("word ", 60)) {
		t.Errorf("%q", fmt.Sprint(got))
	}
}
