package exchange

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/fault"
)

// readable wants of any data that a reader takes it, or refuses it with a
// fault about the file; and that what it took is written and read again with
// the same texts and ids.
func readable(t *testing.T, format Format, data []byte) {
	f, err := Read("x", data, format)
	if err != nil {
		var fe *fault.Error
		if !errors.As(err, &fe) || fe.Path != "x" {
			t.Fatalf("not a fault about the file: %v", err)
		}
		return
	}
	for _, u := range f.Units {
		if !utf8.ValidString(u.Source) || !utf8.ValidString(u.Target) || Canonical(u.Source) != u.Source || Canonical(u.Target) != u.Target {
			t.Fatalf("not marked text: %q, %q", u.Source, u.Target)
		}
		if u.Line < 1 || u.Column < 1 {
			t.Fatalf("a unit without a place: %+v", u)
		}
	}
	var b bytes.Buffer
	if err := WriteFile(&b, TMX, f); err != nil {
		t.Fatal(err)
	}
	back, err := Read("x", b.Bytes(), TMX)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.Bytes())
	}
	if len(back.Units) != len(f.Units) {
		t.Fatalf("%d units became %d:\n%s", len(f.Units), len(back.Units), b.Bytes())
	}
	for i, u := range f.Units {
		if g := back.Units[i]; safe(u.Source) && safe(u.Target) && (Plain(g.Source) != Plain(u.Source) || Plain(g.Target) != Plain(u.Target)) {
			t.Fatalf("%q, %q became %q, %q", u.Source, u.Target, g.Source, g.Target)
		}
	}
}

// safe reports whether XML can hold a text.
func safe(s string) bool { return strings.Count(escape(s), "\uFFFD") == strings.Count(s, "\uFFFD") }

func seeds(f *testing.F, format Format) {
	var b bytes.Buffer
	if err := WriteFile(&b, format, rich()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
}

func FuzzTMX(f *testing.F) {
	seeds(f, TMX)
	f.Add([]byte(`<tmx version="1.1"><header srclang="*all*"/><body><tu><tuv lang="ko"><seg>가<hi type="x">나</hi><ut>q</ut><it pos="begin">[</it></seg></tuv><tuv lang="zh"><seg>甲<ph><sub>乙</sub></ph></seg></tuv></tu></body></tmx>`))
	f.Add([]byte("\xff\xfe<\x00t\x00m\x00x\x00/\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) { readable(t, TMX, data) })
}

func FuzzXLIFF(f *testing.F) {
	seeds(f, XLIFF)
	f.Add([]byte(`<xliff version="2.1" srcLang="zh-TW" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u"><originalData><data id="d">x</data></originalData>` +
		`<segment state="final"><source>甲<sc id="1" canReorder="firstNo" canCopy="no" canDelete="no"/>乙<mrk id="m" type="comment" value="v">丙</mrk><ec startRef="1" canReorder="no" canCopy="no" canDelete="no"/><cp hex="0001"/></source>` +
		`<target><sc id="1" canReorder="firstNo" canCopy="no" canDelete="no"/>b<ec startRef="1" canReorder="no" canCopy="no" canDelete="no"/></target></segment></unit></file></xliff>`))
	f.Add([]byte(`<xliff version="1.2"><file source-language="en"><body><trans-unit id="1"><source><g id="a">a<bx id="1"/></g><ex id="1"/></source><seg-source><mrk mtype="seg" mid="1">b</mrk></seg-source></trans-unit></body></file></xliff>`))
	f.Fuzz(func(t *testing.T, data []byte) { readable(t, XLIFF, data) })
}

func FuzzTSV(f *testing.F) {
	seeds(f, TSV)
	f.Add([]byte("a\tb\n\"c\"\"\t\"d\n\"\te"))
	f.Fuzz(func(t *testing.T, data []byte) { readable(t, TSV, data) })
}

func FuzzJSONL(f *testing.F) {
	seeds(f, JSONL)
	f.Add([]byte(`{"sourceText":["甲。","乙。"],"targetText":[],"ids":["a","b"],"confidence":0.5}`))
	f.Fuzz(func(t *testing.T, data []byte) { readable(t, JSONL, data) })
}

// FuzzRoundTrip: any texts, with placeholders in any order, come back from
// every format as they went in.
func FuzzRoundTrip(f *testing.F) {
	for _, u := range rich().Units {
		f.Add(u.Source, u.Target, strings.Join(u.Notes, ""))
	}
	f.Add("<x1><x1></x1></x1>", "</x1><x1>", "\"")
	f.Add("<x3/>碼", "<x7/>code", "a code of another number")
	f.Fuzz(func(t *testing.T, source, target, note string) {
		if !utf8.ValidString(source+target+note) || !safe(source) || !safe(target) || !safe(note) || len(source)+len(target) > 2000 {
			return
		}
		if len(Placeholders(source))+len(Placeholders(target)) > 100 {
			return
		}
		u := Unit{ID: "s1", From: "zh-Hant", To: "en", FromAs: "zh-Hant", ToAs: "en", Source: balanced(source), Target: balanced(target), State: Machine, Notes: []string{"n" + note}}
		if alone, paired := kinds(u.Source + u.Target); len(alone) > 0 && len(paired) > 0 {
			for n := range alone {
				if paired[n] {
					return // one number, one code
				}
			}
		}
		u.Codes = marksOf(nil, u.Source, u.Target)
		want := &File{From: "zh-Hant", To: "en", Units: []Unit{u}}
		for _, format := range Readable {
			if format == TSV && strings.Contains(note, "\n") {
				continue // notes are lines there
			}
			back, _ := again(t, format, want)
			compare(t, format, back.Units, want.Units)
		}
	})
}

// balanced is marked text in which each number occurs once, and halves without
// their other half stand alone, as every reader gives it.
func balanced(marked string) string {
	list := tokens(marked)
	ends := matched(list)
	seen := map[int]bool{}
	var b strings.Builder
	for i, tok := range list {
		switch {
		case tok.kind == textToken:
		case ends[i].partner < 0 && seen[tok.n], ends[i].partner >= 0 && tok.kind == openToken && seen[tok.n]:
			ends[max(ends[i].partner, 0)].partner = -2
			continue
		case ends[i].partner == -2:
			continue
		case ends[i].partner < 0:
			tok.kind = aloneToken
		}
		if tok.kind != textToken {
			seen[tok.n] = true
		}
		b.WriteString(tok.String())
	}
	return b.String()
}

// kinds lists the numbers that stand alone and those of pairs.
func kinds(marked string) (alone, paired map[int]bool) {
	alone, paired = map[int]bool{}, map[int]bool{}
	for _, tok := range tokens(marked) {
		switch tok.kind {
		case aloneToken:
			alone[tok.n] = true
		case openToken, closeToken:
			paired[tok.n] = true
		}
	}
	return alone, paired
}
