package html

import (
	"encoding/base64"
	"fmt"
	"sort"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
)

// glyphs collects the characters that a page shows, by language and style.
// Nil collects nothing.
type glyphs struct {
	used map[setting]map[rune]bool
}

type setting struct {
	tag   lang.Tag
	style fonts.Style
}

func newGlyphs() *glyphs { return &glyphs{used: map[setting]map[rune]bool{}} }

// add notes the characters of a text. Code is set in the reader's own font.
func (g *glyphs) add(tag lang.Tag, style doc.Style, text string) {
	if g == nil || text == "" || style&doc.Mono != 0 {
		return
	}
	s := setting{tag: tag}
	bold, italic := style&doc.Strong != 0, style&doc.Emph != 0 && !tag.CJK()
	switch {
	case bold && italic:
		s.style = fonts.BoldItalic
	case bold:
		s.style = fonts.Bold
	case italic:
		s.style = fonts.Italic
	}
	set := g.used[s]
	if set == nil {
		set = map[rune]bool{}
		g.used[s] = set
	}
	for _, r := range text {
		if r >= ' ' {
			set[r] = true
		}
	}
}

// webFace is a font of the page: what @font-face needs.
type webFace struct {
	face   *fonts.Face
	family string
	bold   bool
	italic bool
	runes  map[rune]bool
}

// fontFaces gives the @font-face rules of the page, and by language the
// families to put before the stack. Without embedding the page carries only the
// user's fonts, as far as they are asked for a character.
func (p *page) fontFaces() (css string, families map[lang.Tag]string, err error) {
	families = map[lang.Tag]string{}
	if p.glyphs == nil {
		return "", families, nil
	}
	set := p.opt.Fonts
	if set == nil {
		set = &fonts.Set{}
	}
	faces := map[string]*webFace{}
	order := map[lang.Tag][]string{}
	missing := map[rune]bool{}
	for _, s := range p.glyphs.settings() {
		for _, f := range set.Cascade(s.tag, s.style) {
			order[s.tag] = appendOnce(order[s.tag], familyOf(f))
		}
		for _, r := range sorted(p.glyphs.used[s]) {
			f := set.Choose(s.tag, s.style, r)
			if f == nil {
				if !fonts.Ignorable(r) {
					missing[r] = true
				}
				continue
			}
			if !p.opt.EmbedFonts && !f.User() {
				continue
			}
			w := faces[f.Name()]
			if w == nil {
				w = &webFace{face: f, family: familyOf(f), runes: map[rune]bool{}}
				w.bold, w.italic = descriptors(f, s.style)
				faces[f.Name()] = w
			}
			w.runes[r] = true
		}
	}
	if p.opt.EmbedFonts {
		p.missingGlyphs(missing)
	}
	names := make([]string, 0, len(faces))
	used := map[string]bool{}
	for name, f := range faces {
		names = append(names, name)
		used[f.family] = true
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		if err := faces[name].rule(&b); err != nil {
			return "", nil, err
		}
	}
	for tag, list := range order {
		for _, family := range list {
			if used[family] {
				families[tag] += `"` + family + `",`
			}
		}
	}
	return b.String(), families, nil
}

// rule writes the face's @font-face.
func (w *webFace) rule(b *strings.Builder) error {
	data, format, err := w.face.WebFont(sorted(w.runes))
	if err != nil {
		return fault.New("html.font", "", "Font", w.face.Name()).Because(err)
	}
	weight, style := "400", "normal"
	if w.bold {
		weight = "700"
	}
	if w.italic {
		style = "italic"
	}
	b.WriteString(`@font-face{font-family:"` + w.family + `";font-weight:` + weight + `;font-style:` + style +
		`;src:url(data:font/` + word(format) + `;base64,` + base64.StdEncoding.EncodeToString(data) + `) format("` + word(format) + "\")}\n")
	return nil
}

// familyOf is the family of a face in the page: the font's name without its
// style, with a prefix that no font of a system has. Each of the user's fonts is
// a family of its own: two may have one name.
func familyOf(f *fonts.Face) string {
	if f.User() {
		return "dz " + word(f.Name())
	}
	name, _, _ := strings.Cut(f.Name(), "-")
	return "dz " + word(name)
}

// descriptors says which styles a font's outlines have. A font that stands in
// for a bold one it does not have is regular: the browser thickens it.
func descriptors(f *fonts.Face, asked fonts.Style) (bold, italic bool) {
	if f.User() {
		return false, false
	}
	_, style, _ := strings.Cut(f.Name(), "-")
	return !f.Synthetic() && asked.Bold() && strings.Contains(style, "Bold"), asked.Italic() && strings.Contains(style, "Italic")
}

// missingGlyphs reports the characters that no embedded font has, each once,
// at the first sentence that has it. The page falls back on the reader's fonts.
func (p *page) missingGlyphs(missing map[rune]bool) {
	severity := finding.Warning
	if p.opt.StrictFonts {
		severity = finding.Error
	}
	for _, r := range sorted(missing) {
		f := finding.Finding{Code: "font-fallback", Severity: severity}
		count := 0
		for c, t := range p.columns {
			for i := range t.Sentences {
				raw := t.Raw(i)
				n := strings.Count(raw, string(r))
				if n > 0 && count == 0 {
					s := t.Sentences[i]
					at := s.Span.Start + strings.IndexRune(raw, r)
					src := t.Doc.Blocks[s.Block].Source(doc.Span{Start: at, End: at + len(string(r))})
					located(&f, c, &finding.Place{Doc: t.Doc, Span: src, Sentence: p.sentence(c, i)})
				}
				count += n
			}
		}
		f.Args = map[string]any{"Char": string(r), "CodePoint": fmt.Sprintf("U+%04X", r), "Count": max(1, count)}
		p.findings = append(p.findings, f)
	}
}

// settings lists the settings that have characters, in a fixed order.
func (g *glyphs) settings() []setting {
	out := make([]setting, 0, len(g.used))
	for s := range g.used {
		out = append(out, s)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].tag != out[j].tag {
			return out[i].tag < out[j].tag
		}
		return out[i].style < out[j].style
	})
	return out
}

func sorted(set map[rune]bool) []rune {
	out := make([]rune, 0, len(set))
	for r := range set {
		out = append(out, r)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

func appendOnce(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
