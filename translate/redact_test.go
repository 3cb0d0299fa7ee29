package translate

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider"
)

// TestRedact: what is listed is in no byte that is sent, in whichever way it
// is written, and stands in the translation again.
func TestRedact(t *testing.T) {
	c := readCorpus(t)
	units := c.units(24)
	texts := map[int]string{
		2:  "線人林曉霧在 355 號碼頭等我們。",
		3:  "陳望潮說，林<x1>曉</x1>霧住在 356 號。",
		5:  "我們打了 0912-345-678 這個號碼，響了 357 聲。",
		8:  "林曉霧和陳望潮在 358 號房間見面。",
		11: "林曉霧",
		14: "在简体字里，林晓雾写了 359 封信。",
		17: "ＡＧＥＮＴ　Ｆｏｇ收到 360 元。",
		19: "<x1>林曉霧</x1>的文章有 361 頁，&lt;x9/&gt;是一個記號。",
	}
	for i, text := range texts {
		units[i].Text = text
		units[i-1].After, units[i+1].Before = text, text
	}
	secrets := []string{"林曉霧", "林晓雾", "陳望潮", "陈望潮", "0912", "agent fog", "ａｇｅｎｔ", "Chan Mong-chiu", "曉霧"}
	s := &stub{corpus: c}
	s.fn = func(n int, q provider.Request, a *provider.Answer) error {
		for i, seg := range q.Segments {
			if a.Texts[i].Text == "This sentence stands in no list." {
				a.Texts[i].Text = "The dock has " + number.FindString(seg.Text) + " things about " + strings.Join(tag.FindAllString(seg.Text, -1), " and ") + "."
			}
			if n == 0 && strings.Contains(seg.Text, "355") { // asked again with a complaint
				a.Texts[i].Text = strings.Replace(a.Texts[i].Text, "355", "855", 1)
			}
		}
		return nil
	}
	opt := c.options(s)
	opt.Redact = []string{"林曉霧", "陳望潮", "/09[0-9]{2}-[0-9]{3}-[0-9]{3}/", "Agent Fog"}
	opt.Concurrency = 1 // the first request is that of the first sentences
	opt.Journal = filepath.Join(t.TempDir(), "journal")
	results, sum, err := Run(context.Background(), units, opt)
	if err != nil {
		t.Fatal(err)
	}
	balanced(t, units, results, sum)
	var all strings.Builder
	complained := false
	for _, q := range s.requests {
		data, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
		complained = complained || q.Complaint != ""
	}
	bytes := strings.ToLower(strings.ReplaceAll(all.String(), `\u003c`, "<"))
	if !complained || len(s.requests[1].Context) == 0 {
		t.Error("the test does not see complaints and context")
	}
	for _, secret := range secrets {
		if strings.Contains(bytes, strings.ToLower(secret)) {
			t.Errorf("%q left the machine", secret)
		}
	}
	for i, want := range map[int]string{2: "林曉霧", 3: "曉", 5: "0912-345-678", 8: "Chan Mong-chiu", 14: "林晓雾", 17: "ＡＧＥＮＴ　Ｆｏｇ", 19: "&lt;x9/&gt;"} {
		if !strings.Contains(results[i].Text, want) {
			t.Errorf("%q: %+v lacks %q", units[i].Text, results[i], want)
		}
	}
	for i := range texts { // a name that nobody translated is a problem for a person
		if strings.Contains(results[i].Text, "林曉霧") && len(results[i].Problems) == 0 {
			t.Errorf("%+v has a Chinese name and no problem", results[i])
		}
	}
	data, err := os.ReadFile(opt.Journal)
	if err != nil || len(data) == 0 {
		t.Fatal(err)
	}

	again, sum, err := Run(context.Background(), units, opt)
	if err != nil || sum.Requests > 0 || results[11].Reason != Hidden {
		t.Errorf("%v, %+v", err, sum)
	}
	for i := range again {
		if again[i].Text != results[i].Text {
			t.Errorf("from the journal %q, not %q", again[i].Text, results[i].Text)
		}
	}
}

// TestRedactNoticed: without the list the test above sees the names.
func TestRedactNoticed(t *testing.T) {
	c := readCorpus(t)
	units := c.units(4)
	units[2].Text = "線人林曉霧在 355 號碼頭等我們。"
	s := &stub{corpus: c}
	if _, _, err := Run(context.Background(), units, c.options(s)); err != nil {
		t.Fatal(err)
	}
	if data, err := json.Marshal(s.requests); err != nil || !strings.Contains(string(data), "林曉霧") {
		t.Error("the request has no name")
	}
}

func TestRedactRefused(t *testing.T) {
	c := readCorpus(t)
	for _, list := range [][]string{{"/(/"}, {"/x*/"}, {strings.Repeat("林", 300)}} {
		s := &stub{corpus: c}
		opt := c.options(s)
		opt.Redact = list
		units := c.units(3)
		results, sum, err := Run(context.Background(), units, opt)
		balanced(t, units, results, sum)
		if err == nil || len(s.requests) > 0 {
			t.Errorf("%.20q: %v", list, err)
		}
	}
}

// FuzzHide: a text comes back from hiding as it was, and nothing that is
// listed is left in what is sent.
func FuzzHide(f *testing.F) {
	for _, s := range []string{"林曉霧說", "<x1>林</x1>曉霧<x2/>", "&lt;x1/&gt; 和 林曉霧林曉霧", "Agent Fog, agent  FOG", "林曉霧&lt;x", "< x 3 >"} {
		f.Add(s)
	}
	r, err := newRedactor([]string{"林曉霧", "Agent Fog", "/[0-9]{4}/"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, marked string) {
		coded, ok := decode(marked)
		if !ok {
			return
		}
		sent, h := r.hide(coded)
		if len(h.texts)+h.first > mostID {
			return
		}
		if back := h.show(sent, func(s string) string { return s }); back != coded {
			t.Fatalf("%q came back as %q", coded, back)
		}
		if text, _ := bare(sent); r.has(text) {
			t.Fatalf("%q still has it: %q", coded, sent)
		}
		if got := unwire(wire(sent), sent); len(h.texts) > 0 && got != sent {
			t.Fatalf("%q went out as %q and came back as %q", sent, wire(sent), got)
		}
	})
}

// FuzzMarked: marked text is read and written without loss, and no answer makes
// the judge panic or pass a text that lacks the source's placeholders.
func FuzzMarked(f *testing.F) {
	for _, s := range []string{"<x1>港口</x1>結冰", "a &lt; b &amp; c", "<x0/><x12345/><X1>", "&lt;x1&gt;", "\U000F0001", "<x1><x2></x1></x2>"} {
		f.Add(s, "<x1>harbour</x1> froze")
	}
	j := &judge{from: lang.ZhHant, to: lang.En}
	f.Fuzz(func(t *testing.T, marked, answer string) {
		coded, ok := decode(marked)
		if !ok {
			return
		}
		if back, _ := decode(encode(coded)); back != coded {
			t.Fatalf("%q became %q", coded, back)
		}
		text := unwire(tidy(answer), coded)
		v := j.judge(coded, text)
		if len(v.broken) == 0 && string(marks(text)) != string(marks(coded)) {
			t.Fatalf("%q passes for %q", answer, marked)
		}
		if better, repaired := j.repair(coded, text); repaired && string(marks(better)) != string(marks(text)) {
			t.Fatalf("repair of %q lost placeholders: %q", text, better)
		}
	})
}
