package html

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/lang"
)

//go:embed style.css
var sheet string

// minified is the sheet without comments and indentation.
var minified = viewMark.ReplaceAllStringFunc(minify(sheet), func(m string) string {
	return view(m[len("VIEW(") : len(m)-1])
})

var viewMark = regexp.MustCompile(`VIEW\(\w+\)`)

// view selects the page's parts while a view is chosen.
func view(id string) string { return "#x-v" + id + ":checked~*" }

func minify(css string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(css, "/*")
		for _, line := range strings.Split(before, "\n") {
			out.WriteString(strings.TrimSpace(line))
		}
		if !found {
			return out.String()
		}
		_, css, _ = strings.Cut(rest, "*/")
	}
}

// maxLit bounds how many pairs of one row light up: each needs a rule, and
// rows of more are no text that people read.
const maxLit = 2000

// style is the page's style sheet: the sheet for all pages, and the rules that
// depend on the page's columns, pairs, terms and glyphs.
func (p *page) style() (string, error) {
	var b strings.Builder
	faces, families, err := p.fontFaces()
	if err != nil {
		return "", err
	}
	b.WriteString(faces)
	b.WriteString(minified)
	p.languageRules(&b, families)
	p.columnRules(&b)
	p.viewRules(&b)
	p.switchRules(&b)
	for g := range min(p.groups, maxLit) {
		n := strconv.Itoa(g)
		// .r:hover and .r:focus-within spare the browser the other rows.
		b.WriteString("\n.r:hover:has(.g" + n + ":hover) .g" + n + ",.r:focus-within:has(.g" + n + " :focus-visible) .g" + n +
			",.r:has(.g" + n + " :target) .g" + n + "{background:var(--pair)}")
		b.WriteString(".g" + n + "{order:" + n + "}")
	}
	p.termRules(&b)
	b.WriteString("\n")
	return b.String(), nil
}

// termRules lights up a term in all columns of its row, and shows its card
// beside it while the pointer or the keyboard is on it.
func (p *page) termRules(b *strings.Builder) {
	if len(p.entries) == 0 {
		return
	}
	var cards []string
	for i := range p.entries {
		n := strconv.Itoa(i + 1)
		b.WriteString("\n.r:hover:has(.t" + n + ":hover) .t" + n + ",.r:focus-within:has(.t" + n + ":focus-visible) .t" + n + "{background:var(--term)}")
		cards = append(cards, ".r:hover:has(.t"+n+":hover)~.gl #x-g"+n+"+dl,.r:focus-within:has(.t"+n+":focus-visible)~.gl #x-g"+n+"+dl")
	}
	all := strings.Join(cards, ",")
	b.WriteString("\n@media screen{" + all + "{visibility:visible;opacity:1;transition:visibility 0s .25s,opacity .12s .25s}@supports (position-area:block-end){" + all +
		"{position-anchor:--t;position-area:block-end span-inline-end;position-try-fallbacks:flip-block,flip-inline,flip-block flip-inline;inset:auto}}}")
}

// stacks are the serif fonts of systems, by language. A Chinese stack begins
// with Chinese fonts: a Latin font before them would take …… and —— and the
// curved quotation marks.
var stacks = map[lang.Tag]string{
	lang.ZhHant: `"Noto Serif TC","Noto Serif CJK TC","Source Han Serif TC","Songti TC","LiSong Pro",PMingLiU,serif`,
	lang.ZhHans: `"Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif`,
	lang.Ko:     `"Noto Serif KR","Noto Serif CJK KR","Source Han Serif K",AppleMyungjo,"Nanum Myeongjo",Batang,serif`,
	"ja":        `"Noto Serif JP","Noto Serif CJK JP","Source Han Serif","Hiragino Mincho ProN","Yu Mincho",serif`,
}

// latinStack is the stack of all other languages.
const latinStack = `"Source Serif 4","Noto Serif",Charter,"Iowan Old Style",Georgia,Cambria,serif`

func (p *page) languageRules(b *strings.Builder, families map[lang.Tag]string) {
	seen := map[lang.Tag]bool{}
	for _, t := range p.columns {
		tag := t.Doc.Lang
		if seen[tag] {
			continue
		}
		seen[tag] = true
		stack, ok := stacks[tag]
		if !ok {
			stack = latinStack
		}
		b.WriteString("\n[lang=\"" + word(string(tag)) + "\"]{font-family:" + families[tag] + stack + "}")
	}
}

// weights are the widths that columns take of a row, by language: a text needs
// less room in Chinese than in Korean, and less there than in English.
func weight(tag lang.Tag) int {
	switch {
	case tag.Chinese(), tag == "ja":
		return 10
	case tag == lang.Ko:
		return 11
	}
	return 13
}

// columnRules sets the grid of a row: its columns, and from which width of
// the window on they stand side by side.
func (p *page) columnRules(b *strings.Builder) {
	n := len(p.columns)
	if n < 2 {
		return
	}
	all := make([]int, n)
	for c := range all {
		all[c] = c
	}
	width := 22 * n // rem that the columns need
	b.WriteString("\n@media print,(min-width:" + strconv.Itoa(width) + "rem){" + p.grid(all, ""))
	if n > 2 {
		for c := 1; c < n; c++ {
			b.WriteString(p.grid([]int{0, c}, view("0-"+strconv.Itoa(c))+" "))
		}
	}
	b.WriteString("}")
	b.WriteString("\nbody{--page:" + strconv.Itoa(36*n+3*(n-1)-4*n*(n-2)) + "rem}")
}

// grid sets some columns side by side.
func (p *page) grid(columns []int, scope string) string {
	var out strings.Builder
	out.WriteString(scope + ".r{display:grid;grid-template-columns:")
	for i, c := range columns {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString("minmax(0," + strconv.Itoa(weight(p.columns[c].Doc.Lang)) + "fr)")
	}
	out.WriteString("}" + scope + ".r.wide{display:block}")
	if scope == "" {
		out.WriteString("h1 .r{display:grid}.pics{grid-column:1/-1}.c+.c{margin-top:0;border:0;padding-inline-start:0}.wide .c+.c{margin-top:.9rem}")
	}
	return out.String()
}

// switchRules shows which of the switches are on, and which has the focus.
func (p *page) switchRules(b *strings.Builder) {
	for _, s := range p.switches() {
		for _, c := range s.choices {
			id := s.name + c.id
			b.WriteString("\n#" + id + ":checked~* label[for=" + id + "]{background:var(--ink);color:var(--paper)}" +
				"#" + id + ":focus-visible~* label[for=" + id + "]{outline:2px solid var(--accent);outline-offset:2px}")
		}
	}
}

// viewRules hides what a view does not show.
func (p *page) viewRules(b *strings.Builder) {
	n := len(p.columns)
	if n < 2 {
		return
	}
	for c := range n {
		k := strconv.Itoa(c)
		on := view(k) + " "
		b.WriteString("\n" + on + ".c:not(.c" + k + ")," + on + ".e" + k + ":not(.pic){display:none}" +
			on + ".r:not(.e" + k + "){display:block}" + view(k) + "{--page:40rem}" + on + ".c{border:0;padding:0}")
		if c > 0 && n > 2 {
			on := view("0-"+k) + " "
			b.WriteString(on + ".c:not(.c0,.c" + k + ")," + on + ".e0.e" + k + ":not(.pic){display:none}" + view("0-"+k) + "{--page:75rem}")
		}
	}
}
