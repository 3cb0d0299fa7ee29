package html

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
)

// TestStackChooses holds that a browser, which takes the first font of the
// stack that has a character, comes to the font that Choose named.
func TestStackChooses(t *testing.T) {
	ed := ferry(t, lang.En, lang.Ko)
	p := newPage(ed, Options{EmbedFonts: true})
	p.body()
	if _, _, err := p.fontFaces(); err != nil {
		t.Fatal(err)
	}
	_, families, _ := p.fontFaces()
	has := map[string]map[rune]bool{} // by family: the characters of its subsets
	for s, runes := range p.glyphs.used {
		for r := range runes {
			if f := fonts.Choose(s.tag, s.style, r); f != nil {
				if has[familyOf(f)] == nil {
					has[familyOf(f)] = map[rune]bool{}
				}
				has[familyOf(f)][r] = true
			}
		}
	}
	n := 0
	for s, runes := range p.glyphs.used {
		stack := regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(families[s.tag], -1)
		for r := range runes {
			f := fonts.Choose(s.tag, s.style, r)
			if f == nil {
				continue
			}
			n++
			for _, family := range stack {
				if has[family[1]][r] {
					if family[1] != familyOf(f) {
						t.Errorf("%s: %q comes from %s, not %s", s.tag, r, family[1], familyOf(f))
					}
					break
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d characters", n)
	}
}

// TestFontFallback: a character that no embedded font has is said once, at its
// place, and does not keep the page from being made.
func TestFontFallback(t *testing.T) {
	const data = "== zh-Hant\nP 好。‖先\U00020BB7後\U0001F40B，再\U0001F40B。\n\n== en\nP Good.‖ And so on.\n== beads en\n1-1x2\n"
	ed := readEdition(t, data, lang.En)
	page, findings, err := Render(ed, Options{EmbedFonts: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) != 1 || findings[0].Code != "font-fallback" || findings[0].Args["CodePoint"] != "U+1F40B" || findings[0].Args["Count"] != 2 || findings[0].Source.Sentence.Index != 1 {
		t.Errorf("%+v", findings)
	}
	if _, findings, _ = Render(ed, Options{EmbedFonts: true, StrictFonts: true}); findings[0].Severity != finding.Error {
		t.Error("no error although fonts are strict")
	}
	if !strings.Contains(string(page), "\U0001F40B") {
		t.Error("the character is not in the page")
	}
}

// TestUserFonts: a font of the user's is carried with the glyphs that only it
// has, also by a page that embeds no others, and comes before the stack.
func TestUserFonts(t *testing.T) {
	// A font with U+E000, which none of ours has: 𠺢 of the Chinese one under a
	// private code, named as that is.
	s, err := fonts.Choose(lang.ZhHant, fonts.Regular, '中').Subset([]rune("中𠺢"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "mine.ttf")
	if err := os.WriteFile(path, s.Data, 0o666); err != nil {
		t.Fatal(err)
	}
	var set fonts.Set
	if err := set.Add(path); err != nil {
		t.Fatal(err)
	}
	ed := readEdition(t, "== zh-Hant\nP 中文\uE000。\n\n== en\nP Good.\n== beads en\n1-1\n", lang.En)
	for _, embed := range []bool{false, true} {
		page, findings, err := Render(ed, Options{EmbedFonts: embed, Fonts: &set})
		if err != nil || len(findings) > 0 {
			t.Fatalf("%v, %+v", err, findings)
		}
		faces := regexp.MustCompile(`@font-face\{font-family:"([^"]+)"`).FindAllStringSubmatch(string(page), -1)
		var families []string
		for _, f := range faces {
			families = append(families, f[1])
		}
		if own := "dz NotoSerifTC-Regular-User1"; !slices.Contains(families, own) || !embed && len(families) != 1 ||
			!strings.Contains(string(page), `[lang="zh-Hant"]{font-family:`) || !regexp.MustCompile(`\[lang="zh-Hant"\]\{font-family:[^}]*"`+own+`",[^}]*"Noto Serif TC"`).Match(page) {
			t.Errorf("embed %v: families %q", embed, families)
		}
		if embed != slices.Contains(families, "dz NotoSerifTC") {
			t.Errorf("embed %v: families %q", embed, families)
		}
	}
	if page, _, err := Render(ed, Options{Fonts: &fonts.Set{}}); err != nil || strings.Contains(string(page), "@font-face") {
		t.Errorf("a page without fonts has some (%v)", err)
	}
}
