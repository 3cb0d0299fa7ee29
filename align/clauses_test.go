package align

import (
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

func TestClauses(t *testing.T) {
	for text, want := range map[string]string{
		"他走進屋裏，放下雨傘，才開口說話。":                        "他走進屋裏，|放下雨傘，|才開口說話。",
		"他買了梨、桃和柿子。":                               "他買了梨、桃和柿子。",
		"It cost 1,200 yuan, and nobody paid.":     "It cost 1,200 yuan, |and nobody paid.",
		"“Well,” he said, “come in; it is raining": "“Well,” he said, “|come in; |it is raining",
		"":   "",
		"。，": "。，",
	} {
		if got := strings.Join(clausesOf(text), "|"); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// A clause that crosses the border of a bead shows at that bead's edge, and
// not at that of the bead which holds it.
func TestEdges(t *testing.T) {
	zh := "老師打開窗戶，學生都笑了。\n大象喝水，河流很長。\n"
	en := "The teacher opened the window.\nThe students laughed, an elephant drank water, and the river was long.\n"
	p := newProblem(segment.Lines("a", lang.ZhHant, zh), segment.Lines("a", lang.En, en), &Options{})
	c := p.scorer()
	c.full = true
	c.row(0, 0, 2)
	c.row(1, 0, 2)
	if z, e := c.edges(0, 1, 0, 1); z < 0.5 || e != 0 {
		t.Errorf("the last clause of the source belongs across the border: %.2f, %.2f", z, e)
	}
	if z, e := c.edges(1, 2, 1, 2); z != 0 || e < 0.5 {
		t.Errorf("the first clause of the target belongs across the border: %.2f, %.2f", z, e)
	}
	if z, e := c.edges(0, 2, 0, 2); z != 0 || e != 0 {
		t.Errorf("nothing crosses: %.2f, %.2f", z, e)
	}
}

// The dictionary glosses 港口 as harbor; a translator may write haven, and a
// Briton harbour.
func TestRelated(t *testing.T) {
	for _, en := range []string{"The harbour lay still.", "The haven lay still."} {
		source, target := segment.Lines("a", lang.ZhHant, "港口\n"), segment.Lines("a", lang.En, en+"\n")
		s, tt := newSide(source, lang.ZhHant), newSide(target, lang.En)
		tr := newTranslator(s, tt, &Options{})
		if id := s.vocab["港口"]; len(tr.hits[id]) == 0 {
			t.Errorf("港口 finds nothing in %q", en)
		}
	}
}
