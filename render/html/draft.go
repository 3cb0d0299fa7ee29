package html

import "github.com/duizhao/duizhao/bitext"

// unfinished reports whether a translation of the edition is a draft.
func (p *page) unfinished() bool {
	for _, t := range p.ed.Targets {
		if t.Draft != (bitext.Draft{}) {
			return true
		}
	}
	return false
}

// draft says at the top of the page how far the translations have come that
// are not whole yet.
func (p *page) draft() {
	w := &p.out
	for k, t := range p.ed.Targets {
		if t.Draft == (bitext.Draft{}) {
			continue
		}
		w.raw("<p class=\"draft\" role=\"note\">")
		id := "html.draft"
		if len(p.ed.Targets) > 1 {
			id = "html.draft-of"
		}
		w.text(p.label.Text(id, "Done", t.Draft.Done, "Of", t.Draft.Of, "Language", p.label.Language(p.columns[k+1].Doc.Lang)))
		w.raw("</p>\n")
	}
}
