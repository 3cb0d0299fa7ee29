package exchange

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// sample has an addition in front, a 2-1 bead, an omission and hostile text.
func sample(t *testing.T) *bitext.Bitext {
	t.Helper()
	source := segment.Lines("a.zh", lang.ZhHant, "風很大。\n船不出港。\n<甲> & \"乙\"\n")
	target := segment.Lines("a.en", lang.En, "Weather\nIn that wind no boat left the harbour.\n")
	b, err := bitext.New(source, target, []bitext.Bead{
		{Target: bitext.Range{From: 0, To: 1}, Confidence: 0.5},
		{Source: bitext.Range{From: 0, To: 2}, Target: bitext.Range{From: 1, To: 2}, Confidence: 0.987654},
		{Source: bitext.Range{From: 2, To: 3}, Target: bitext.Range{From: 2, To: 2}, Confidence: 1, Origin: bitext.Confirmed},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func written(t *testing.T, format Format, ids []string) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, format, sample(t), ids); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBeads(t *testing.T) {
	if got, want := written(t, Beads, nil), "[]:[0]\n[0, 1]:[1]\n[2]:[]\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestJSONL(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(written(t, JSONL, []string{"a", "b", "c"})), "\n")
	var bead Bead
	if err := json.Unmarshal([]byte(lines[1]), &bead); err != nil {
		t.Fatal(err)
	}
	if len(lines) != 3 || bead.Confidence != 0.9877 || len(bead.IDs) != 2 || bead.SourceText[1] != "船不出港。" {
		t.Errorf("got %+v of %d lines", bead, len(lines))
	}
}

func TestTSV(t *testing.T) {
	for _, l := range strings.Split(strings.TrimSpace(written(t, TSV, nil)), "\n") {
		if strings.Count(l, "\t") != 2 {
			t.Errorf("not three columns: %q", l)
		}
	}
}

// TestXML: both XML formats are well formed and give back the text, hostile
// characters included.
func TestXML(t *testing.T) {
	for _, format := range []Format{TMX, XLIFF} {
		decoder := xml.NewDecoder(strings.NewReader(written(t, format, []string{"a", "b", "c"})))
		var text strings.Builder
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			if data, ok := token.(xml.CharData); ok {
				text.Write(data)
			}
		}
		if !strings.Contains(text.String(), "風很大。船不出港。") {
			t.Errorf("%s: the 2-1 bead is not one unit", format)
		}
		if format == XLIFF && (!strings.Contains(text.String(), `<甲> & "乙"`) || !strings.Contains(text.String(), "Weather")) {
			t.Errorf("%s lost an omission or an addition: %s", format, text.String())
		}
	}
	if got := escape("a\x00b\xff"); !strings.Contains(got, "\uFFFD") || strings.Contains(got, "\x00") || !utf8.ValidString(got) {
		t.Errorf("a control character reaches the file: %q", got)
	}
}
