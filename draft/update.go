package draft

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// Wanted lists the ids of the sentences that a translation is to be got for:
// empty places, new sentences, and machine's translations whose source has
// changed. With force it is all sentences with words. target is nil where there
// is no file yet. Nothing is wanted of a translation that a person made.
func Wanted(j Job, target *segment.Text, force bool) []string {
	v := survey(j.Source, target, j.Ledger, j.Lang)
	var out []string
	for i := range v.standing {
		s := &v.standing[i]
		if j.Source.Worded(i) && (force || s.State == Missing && !s.deleted || s.State == Stale && s.machine()) {
			out = append(out, s.ID)
		}
	}
	return out
}

// Update brings a draft that exists up to date with its source and puts pieces
// into it: empty places are filled, new source sentences get their place in
// the block of the sentence before them or as a block of their own, machine's
// sentences give way to pieces and go where their source is gone. What a person
// wrote or edited stays, byte for byte, unless force is true and there is a
// piece for it. A translation without beads of a draft is a person's and stays
// whole; with force it is written anew.
func Update(j Job, target *segment.Text, pieces []Piece, force bool) (*Draft, error) {
	if target == nil {
		return Write(j, pieces)
	}
	if err := sameForm(j, target); err != nil {
		return nil, err
	}
	u := newUpdate(j, target, pieces)
	if !u.v.drafted {
		if force {
			return Write(j, pieces)
		}
		return u.unchanged(), nil
	}
	u.force = force
	u.structure()
	u.patchFields()
	return u.finishPatches()
}

// Apply puts pieces that a person made elsewhere into a draft, by id, and
// changes nothing else. An id may name several sentences, joined by "+", whose
// translation stands together. A sentence that was edited in the file since
// it was drafted stays unless force is true. A piece of which a placeholder is
// missing or foreign, or whose id the source does not have, is a finding.
func Apply(j Job, target *segment.Text, pieces []Piece, force bool) (*Draft, error) {
	if target == nil {
		d, err := Write(j, pieces)
		if err != nil {
			return nil, err
		}
		d.Findings = append(d.Findings, unknown(j, pieces)...)
		return d, nil
	}
	if err := sameForm(j, target); err != nil {
		return nil, err
	}
	u := newUpdate(j, target, pieces)
	u.force = force
	for k := range pieces {
		u.apply(&pieces[k])
	}
	return u.finishPatches()
}

// sameForm refuses a target that cannot be patched: one that is Markdown where
// the source is plain text.
func sameForm(j Job, target *segment.Text) error {
	if target.Doc.Markdown != j.Source.Doc.Markdown {
		return fault.New("draft.other-format", target.Doc.Path, "Source", j.Source.Doc.Path)
	}
	return nil
}

// unknown lists the pieces whose ids the source does not have.
func unknown(j Job, pieces []Piece) []finding.Finding {
	ids, _ := j.Ledger.Carry(j.Source)
	var out []finding.Finding
	for _, p := range pieces {
		for _, id := range strings.Split(p.ID, "+") {
			if !slices.Contains(ids.Source, id) {
				out = append(out, finding.Finding{Code: UnknownSentence, Severity: finding.Warning, Args: map[string]any{"ID": id, "Text": excerpt(p.Text)}})
				break
			}
		}
	}
	return out
}

func excerpt(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// update is a draft that is being patched.
type update struct {
	*writing
	v       *surveyed
	old     *article                // the target as it was
	marks   map[int]finding.Finding // by source sentence: what is wrong with its piece's placeholders
	at      map[string]int
	patches []*patch
	settled []settled // what is to be recorded without a patch
	force   bool
	grown   map[int]bool // tables of the source whose new cells have been seen to
}

// settled is a bead to be recorded for sentences whose text stays.
type settled struct {
	source []int
	target []int
	origin *ledger.Origin
	review string
	pin    ledger.Pin
}

func newUpdate(j Job, target *segment.Text, pieces []Piece) *update {
	v := survey(j.Source, target, j.Ledger, j.Lang)
	u := &update{writing: newWriting(j, v.ids, pieces), v: v, old: newArticle(target), at: map[string]int{}, grown: map[int]bool{}}
	u.marks = map[int]finding.Finding{}
	var kept []finding.Finding
	for _, f := range u.findings {
		if f.Code == PlaceholderLost { // of a piece that may yet not be placed
			u.marks[f.Source.Sentence.Index] = f
		} else {
			kept = append(kept, f)
		}
	}
	u.findings = kept
	for i, id := range v.ids {
		u.at[id] = i
	}
	return u
}

// unchanged is the target as it is.
func (u *update) unchanged() *Draft {
	d := &Draft{Text: u.old.Doc.Text, Target: u.old.Text, Ledger: u.v.ledger, Findings: u.findings, Report: u.report}
	for i := range u.v.standing {
		if u.Worded(i) {
			d.Report.Kept++
		}
	}
	return d
}

// structure makes the patches that bring the whole draft up to date.
func (u *update) structure() {
	for i := range u.Sentences {
		s := &u.v.standing[i]
		if s.deleted && !u.force {
			continue
		}
		switch {
		case s.adopted:
			u.adopt(i)
		case len(s.Target) == 0:
			if !within(u.Doc.Blocks[u.Sentences[i].Block]) {
				u.insert(i)
			}
		case u.pieces[i] == nil: // nothing to put
			if s.State == Stale && !s.machine() {
				u.report.Stale++
			}
		case s.place, s.machine() && s.State == Stale, u.force && u.Worded(i):
			u.replace([]int{i})
		case s.State == Stale && u.Worded(i):
			u.report.Stale++
		}
	}
	for _, b := range u.v.gone {
		u.remove(b)
	}
}

// adopt records that a person wrote what stands for sentence i.
func (u *update) adopt(i int) {
	s := &u.v.standing[i]
	list := []int{i}
	for k := i - 1; k >= 0 && u.v.standing[k].adopted && slices.Equal(u.v.standing[k].Target, s.Target); k-- {
		return // recorded with the first
	}
	for k := i + 1; k < len(u.v.standing) && u.v.standing[k].adopted && slices.Equal(u.v.standing[k].Target, s.Target); k++ {
		list = append(list, k)
	}
	pin := ledger.Unpinned
	if len(list) == 1 && len(s.Target) == 1 {
		pin = ledger.Given
	}
	u.settled = append(u.settled, settled{list, s.Target, &ledger.Origin{By: byPerson}, "", pin})
}

// apply places one piece by id.
func (u *update) apply(p *Piece) {
	var list []int
	for _, id := range strings.Split(p.ID, "+") {
		i, ok := u.at[id]
		if !ok {
			u.findings = append(u.findings, finding.Finding{Code: UnknownSentence, Severity: finding.Warning, Args: map[string]any{"ID": id, "Text": excerpt(p.Text)}})
			return
		}
		list = append(list, i)
	}
	slices.Sort(list)
	s := &u.v.standing[list[0]]
	for _, i := range list {
		u.pieces[i] = p
	}
	if len(list) > 1 {
		u.join(list, p)
	}
	if strings.TrimSpace(p.Text) == "" {
		return
	}
	switch {
	case len(s.Target) == 0 || !u.v.drafted && !u.force:
		u.refuse(NotPlaced, list[0])
	case u.saysSo(list, s):
		origin := s.Origin
		if origin == nil || s.adopted {
			o := p.Origin
			origin = &o
		}
		u.settled = append(u.settled, settled{list, u.targetsOf(list), origin, p.Review, ledger.Given})
	case (s.target || s.adopted) && !s.place && !u.force:
		u.report.Kept++
		u.refuse(PersonKept, list[0])
	default:
		u.replace(list)
	}
}

// join makes the content of the first of several sentences that of a piece
// for all of them. Their placeholders are counted through.
func (u *update) join(list []int, p *Piece) {
	var slots []slot
	for _, i := range list {
		slots = append(slots, u.content(i).slots...)
	}
	c, lost, foreign := parse(p.Text, slots)
	u.contents[list[0]], u.empty[list[0]] = c, ""
	if len(lost)+len(foreign) > 0 {
		u.marks[list[0]] = u.placeholders(list[0], lost, foreign)
	}
}

func (u *update) refuse(code finding.Code, i int) {
	f := finding.Finding{Code: code, Severity: finding.Warning, Source: u.place(i), Args: map[string]any{}}
	if t := u.v.standing[i].Target; len(t) > 0 {
		f.Target = u.targetPlace(t[0])
	}
	u.findings = append(u.findings, f)
}

func (u *update) targetPlace(j int) *finding.Place {
	return &finding.Place{Doc: u.old.Doc, Span: u.old.Sentences[j].Src, Sentence: &finding.Sentence{Index: j, ID: u.v.targets[j], Text: u.old.Text.String(j)}}
}

// targetsOf are the target sentences of several source sentences.
func (u *update) targetsOf(list []int) []int {
	var out []int
	for _, i := range list {
		out = append(out, u.v.standing[i].Target...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// saysSo reports whether the piece for these sentences is what stands there.
func (u *update) saysSo(list []int, s *standing) bool {
	if s.place {
		return false
	}
	var words, marked strings.Builder
	for _, j := range u.targetsOf(list) {
		words.WriteString(u.old.Text.String(j))
		marked.WriteString(strings.TrimSpace(u.old.content(j).String()))
	}
	c := u.contents[list[0]]
	return c != nil && squeeze(words.String()) == squeeze(c.plain()) && squeeze(marked.String()) == squeeze(c.renumbered().String())
}

// renumbered counts placeholders in the order in which they stand, as content
// does for a text of its own.
func (c *content) renumbered() *content {
	out := &content{}
	number := map[int]int{}
	for _, t := range c.tokens {
		if t.what != words {
			if _, ok := number[t.slot]; !ok {
				number[t.slot] = len(out.slots)
				out.slots = append(out.slots, c.slots[t.slot])
			}
			t.slot = number[t.slot]
		}
		out.tokens = append(out.tokens, t)
	}
	return out
}

// remove takes out what a machine wrote for a sentence that is gone.
func (u *update) remove(b *ledger.Bead) {
	_, edited := u.v.ledger.Changed(*b)
	var live []int
	place := true
	for _, id := range b.Target {
		if j, ok := u.v.at[id]; ok {
			live = append(live, j)
			_, empty := doc.ParsePlace(u.old.Text.String(j))
			place = place && empty
		}
	}
	machine := b.Origin != nil && b.Origin.By != byPerson && b.Review == "" && !edited
	u.settled = append(u.settled, settled{target: live})
	if !place && !machine {
		u.report.Orphaned++
		u.findings = append(u.findings, finding.Finding{Code: SourceGone, Severity: finding.Warning, Target: u.targetPlace(live[0]), Args: map[string]any{}})
		return
	}
	for _, j := range live {
		u.cut(j)
	}
	u.report.Removed += len(live)
}
