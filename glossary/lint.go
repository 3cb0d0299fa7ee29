package glossary

import (
	"cmp"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
)

// Codes of what Lint finds. They are published and never change.
const (
	LintDuplicate     finding.Code = "glossary-duplicate"     // two rows of one source form and the same translations
	LintConflict      finding.Code = "glossary-conflict"      // two rows of one source form and other translations
	LintContained     finding.Code = "glossary-contained"     // a term within a longer one whose translation lacks its own
	LintContradiction finding.Code = "glossary-contradiction" // a form that is both allowed and forbidden
	LintInside        finding.Code = "glossary-inside"        // a forbidden form within an allowed one
	LintFold          finding.Code = "glossary-fold"          // a Simplified form with more than one Traditional spelling
	LintIncomplete    finding.Code = "glossary-incomplete"    // a row without a source form, or without any translation
	LintNoSource      finding.Code = "glossary-no-source"     // no row has a Chinese form: nothing is ever found
	LintColumn        finding.Code = "glossary-column"        // an unknown column that looks like a known one misspelt
	LintFormula       finding.Code = "glossary-formula"       // a cell that a spreadsheet takes for a formula
	LintUnused        finding.Code = "glossary-unused"        // a term that no text has
)

// linter collects findings about one glossary.
type linter struct {
	g        *Glossary
	doc      *doc.Document
	findings []finding.Finding
}

// Lint looks for what is wrong or doubtful in a glossary, in the order of its
// rows. The places are cells of its file.
func Lint(g *Glossary) []finding.Finding {
	l := &linter{g: g, doc: g.document()}
	l.columns()
	empty := l.noSource()
	for i := range g.Concepts {
		if !empty {
			l.complete(i)
		}
		l.fold(i)
		l.contradiction(i)
		l.contained(i)
	}
	l.sameSource()
	l.formulas()
	slices.SortStableFunc(l.findings, func(a, b finding.Finding) int {
		return cmp.Compare(a.Source.Span.Start, b.Source.Span.Start)
	})
	return l.findings
}

// Unused lists the concepts whose terms stand in none of the texts, by
// language of the text.
func Unused(g *Glossary, texts map[lang.Tag][]string) []finding.Finding {
	used := make([]bool, len(g.Concepts))
	for tag, list := range texts {
		for _, text := range list {
			for _, h := range g.AllHits(tag, text) {
				used[h.Concept] = true
			}
		}
	}
	l := &linter{g: g, doc: g.document()}
	for i := range g.Concepts {
		if !used[i] && len(g.Concepts[i].Terms) > 0 {
			l.add(LintUnused, finding.Info, i, lang.Und, Preferred, map[string]any{"Term": l.name(i)})
		}
	}
	return l.findings
}

// document is the glossary's file as a document, for places in it.
func (g *Glossary) document() *doc.Document {
	d := &doc.Document{Path: g.Path, Name: "glossary"}
	if g.file != nil {
		d.Text, d.Encoding = g.file.text, g.file.codec.name
	}
	return d
}

// name is what a concept is called in messages.
func (l *linter) name(concept int) string {
	c := &l.g.Concepts[concept]
	if t, ok := c.First(lang.ZhHant, Preferred); ok {
		return t.Text
	}
	if len(c.Terms) > 0 {
		return c.Terms[0].Text
	}
	return c.ID
}

// add appends a finding at the cell of a language and status in a concept's
// row, or at the row.
func (l *linter) add(code finding.Code, severity finding.Severity, concept int, tag lang.Tag, status Status, args map[string]any) {
	l.findings = append(l.findings, finding.Finding{
		Code: code, Severity: severity, Args: args, Term: l.name(concept),
		Source: &finding.Place{Doc: l.doc, Span: l.g.cell(concept, tag, status)},
	})
}

// cell is the place of a concept's terms of one language and status in the
// file, or of its row.
func (g *Glossary) cell(concept int, tag lang.Tag, status Status) doc.Span {
	if g.file == nil {
		return doc.Span{}
	}
	for _, r := range g.file.rows {
		if r.line != g.Concepts[concept].Line {
			continue
		}
		for i, c := range r.cells {
			if i < len(g.file.columns) && g.file.columns[i].role == roleTerm && g.file.columns[i].tag == tag && g.file.columns[i].status == status && strings.TrimSpace(c.value) != "" {
				return c.span
			}
		}
		return r.span
	}
	return doc.Span{}
}

// columns reports unknown columns that are one or two letters from a known one.
func (l *linter) columns() {
	if l.g.file == nil {
		return
	}
	head := l.g.file.rows[l.g.file.head]
	for i, c := range l.g.file.columns {
		if c.role != roleOther || c.name == "" {
			continue
		}
		best, near := 3, ""
		for _, known := range knownColumns() {
			if d := editDistance(strings.ToLower(c.name), strings.ToLower(known)); d < best && d*3 < len(known)+1 {
				best, near = d, known
			}
		}
		if near != "" {
			l.findings = append(l.findings, finding.Finding{
				Code: LintColumn, Severity: finding.Warning, Args: map[string]any{"Column": c.name, "Want": near},
				Source: &finding.Place{Doc: l.doc, Span: head.cells[i].span},
			})
		}
	}
}

// knownColumns lists the names of columns, for "did you mean".
func knownColumns() []string {
	out := []string{"note", "definition", "part-of-speech", "case", "do-not-translate", "domain", "client", "article"}
	for _, tag := range lang.UI {
		for _, suffix := range []string{"", "-admitted", "-deprecated", "-forbidden", "-first", "-later"} {
			out = append(out, string(tag)+suffix)
		}
	}
	return out
}

// editDistance counts insertions, deletions and substitutions of bytes.
func editDistance(a, b string) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := prev[0]
		prev[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal, prev[j] = prev[j], min(cost, prev[j]+1, prev[j-1]+1)
		}
	}
	return prev[len(b)]
}

// complete reports a row that translates nothing.
func (l *linter) complete(i int) {
	c := &l.g.Concepts[i]
	source, target := false, c.Keep
	for _, t := range c.Terms {
		source = source || t.Lang.Chinese()
		target = target || !t.Lang.Chinese()
	}
	if !source || !target {
		missing := "translation"
		if !source {
			missing = "source"
		}
		l.add(LintIncomplete, finding.Info, i, lang.Und, Preferred, map[string]any{"Term": l.name(i), "Kind": missing})
	}
}

// noSource reports a glossary without a single Chinese form, which finds and
// checks nothing: most often a column is misnamed.
func (l *linter) noSource() bool {
	terms := false
	for i := range l.g.Concepts {
		for _, t := range l.g.Concepts[i].Terms {
			if t.Lang.Chinese() {
				return false
			}
			terms = true
		}
	}
	if !terms {
		return false
	}
	f := finding.Finding{Code: LintNoSource, Severity: finding.Warning, Args: map[string]any{}, Source: &finding.Place{Doc: l.doc}}
	if l.g.file != nil {
		f.Source.Span = l.g.file.rows[l.g.file.head].span
	}
	l.findings = append(l.findings, f)
	return true
}

// fold reports a concept in Simplified characters alone with a character that
// stands for several Traditional ones: its Traditional spelling is a guess.
func (l *linter) fold(i int) {
	c := &l.g.Concepts[i]
	for _, t := range c.Terms {
		if t.Lang == lang.ZhHant {
			return
		}
	}
	for _, t := range c.Terms {
		if t.Lang != lang.ZhHans || t.Status > Admitted {
			continue
		}
		for _, r := range t.Text {
			if several, ok := hanconv.Ambiguous(r); ok {
				l.add(LintFold, finding.Info, i, lang.ZhHans, t.Status, map[string]any{
					"Term": t.Text, "Found": string(r), "Forms": strings.Join(strings.Split(string(several), ""), ", "), "Guess": hanconv.Convert(hanconv.S2T, t.Text)})
				return
			}
		}
	}
}

// contradiction reports a form that its own row allows and forbids, and an
// allowed form with a forbidden one inside.
func (l *linter) contradiction(i int) {
	c := &l.g.Concepts[i]
	for _, bad := range c.Terms {
		if bad.Status != Forbidden {
			continue
		}
		for _, good := range c.Terms {
			if good.Lang != bad.Lang || good.Status > Admitted {
				continue
			}
			args := map[string]any{"Term": l.name(i), "Found": bad.Text, "Form": good.Text}
			switch {
			case strings.EqualFold(good.Text, bad.Text) && (c.Case != CaseExact || good.Text == bad.Text):
				l.add(LintContradiction, finding.Error, i, bad.Lang, Forbidden, args)
			case len(good.Text) > len(bad.Text) && l.within(i, bad, good.Text):
				l.add(LintInside, finding.Info, i, bad.Lang, Forbidden, args)
			}
		}
	}
}

// within reports that a term of concept i is found inside a text.
func (l *linter) within(i int, t Term, text string) bool {
	for _, h := range l.g.AllHits(t.Lang, text) {
		if h.Concept == i && h.Term >= 0 && l.g.Concepts[i].Terms[h.Term] == t {
			return true
		}
	}
	return false
}

// contained reports a shorter term within a longer one of another concept
// whose translation has nothing of the shorter one's: 總統 (president) within
// 總統府 (Blue House). The longer one wins when texts are checked; the pair is
// shown since one of the two is often an oversight.
func (l *linter) contained(i int) {
	c := &l.g.Concepts[i]
	told := map[int]bool{}
	for _, t := range c.Terms {
		if !t.Lang.Chinese() || t.Status > Admitted {
			continue
		}
		for _, h := range l.g.AllHits(t.Lang, t.Text) {
			if h.Concept == i || told[h.Concept] || h.Term < 0 || h.Span.Len() == len(t.Text) || l.g.Concepts[h.Concept].Terms[h.Term].Status > Admitted {
				continue
			}
			for _, tag := range []lang.Tag{lang.En, lang.Ko} {
				long, okLong := c.First(tag, Preferred)
				short, okShort := l.g.Concepts[h.Concept].First(tag, Preferred)
				if !okLong || !okShort || l.mentions(h.Concept, tag, long.Text) || told[h.Concept] {
					continue
				}
				told[h.Concept] = true
				l.add(LintContained, finding.Info, i, t.Lang, t.Status, map[string]any{
					"Term": t.Text, "Target": long.Text, "Inner": t.Text[h.Span.Start:h.Span.End], "InnerTarget": short.Text})
			}
		}
	}
}

// mentions reports any term of a concept in a text.
func (l *linter) mentions(concept int, tag lang.Tag, text string) bool {
	for _, t := range l.g.Concepts[concept].Terms { // 국립경주박물관 has 경주, though not as a word
		if t.Lang == tag && tag == lang.Ko && strings.Contains(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(t.Text, " ", "")) {
			return true
		}
	}
	return slices.ContainsFunc(l.g.AllHits(tag, text), func(h Hit) bool { return h.Concept == concept })
}

// sameSource reports rows that share a source form, in whichever script.
func (l *linter) sameSource() {
	owner := map[string]int{}
	told := map[[2]int]bool{}
	for i := range l.g.Concepts {
		for _, t := range l.g.Concepts[i].Terms {
			if !t.Lang.Chinese() || t.Status > Admitted {
				continue
			}
			key := hanconv.Convert(hanconv.T2S, t.Text)
			first, seen := owner[key]
			if !seen {
				owner[key] = i
				continue
			}
			if first == i || told[[2]int{first, i}] {
				continue
			}
			told[[2]int{first, i}] = true
			args := map[string]any{"Term": t.Text, "Line": l.g.Concepts[first].Line}
			if tag, ok := l.differ(first, i); ok {
				a, _ := l.g.Concepts[first].First(tag, Preferred)
				b, _ := l.g.Concepts[i].First(tag, Preferred)
				args["Found"], args["Other"] = b.Text, a.Text
				l.add(LintConflict, finding.Warning, i, t.Lang, t.Status, args)
			} else {
				l.add(LintDuplicate, finding.Warning, i, t.Lang, t.Status, args)
			}
		}
	}
}

// differ gives a language in which two concepts have other preferred terms.
func (l *linter) differ(a, b int) (lang.Tag, bool) {
	for _, tag := range []lang.Tag{lang.En, lang.Ko} {
		x, okX := l.g.Concepts[a].First(tag, Preferred)
		y, okY := l.g.Concepts[b].First(tag, Preferred)
		if okX && okY && x.Text != y.Text {
			return tag, true
		}
	}
	return lang.Und, false
}

// formulas reports cells that a spreadsheet would calculate.
func (l *linter) formulas() {
	if l.g.file == nil {
		return
	}
	for _, r := range l.g.file.rows[l.g.file.head+1:] {
		for _, c := range r.cells {
			if Formula(c.value) {
				l.findings = append(l.findings, finding.Finding{
					Code: LintFormula, Severity: finding.Warning, Args: map[string]any{"Found": c.value},
					Source: &finding.Place{Doc: l.doc, Span: c.span},
				})
			}
		}
	}
}

// Formula reports a cell that a spreadsheet takes for a formula: it begins
// with =, +, @, or with a minus sign before anything but a number or a space.
func Formula(value string) bool {
	if len(value) < 2 {
		return false
	}
	switch value[0] {
	case '=', '@', '+':
		return true
	case '-':
		return !digit(value[1]) && value[1] != ' ' && value[1] != '-' && value[1] < 0x80
	}
	return false
}
