package main

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/segment"
)

// Codes of findings about the units of a file that is imported.
const (
	unitUnknown  finding.Code = "import-unknown"  // no sentence of the article has the unit's id
	unitTwice    finding.Code = "import-twice"    // an id comes a second time
	unitStale    finding.Code = "import-stale"    // the source has changed since the export
	unitConflict finding.Code = "import-conflict" // the translation was edited here and there
	unitEmptied  finding.Code = "import-emptied"  // a translation that was there is gone in the file
	unitCodes    finding.Code = "import-codes"    // placeholders did not come back
	unitSplit    finding.Code = "import-split"    // the tool has cut, joined or rewritten the source of the unit
	unitGone     finding.Code = "import-gone"     // a unit of the article is not in the file
)

// incoming is a file that comes back, with what is decided about its units.
type incoming struct {
	*paired
	in              *exchange.File
	path            string // of the translation
	reviewed, force bool

	pieces  []draft.Piece
	found   []finding.Finding
	made    *draft.Draft
	known   int // units whose id the article has
	same    int // that nobody changed
	empty   int // that nobody has translated
	refused int
}

// decide goes through the units and picks those that go into the target.
func (in *incoming) decide() {
	ours := map[string]*exchange.Unit{}
	for i := range in.paired.file.Units {
		ours[in.paired.file.Units[i].ID] = &in.paired.file.Units[i]
	}
	seen := map[string]bool{}
	for _, u := range whole(in.in.Units, in.paired.file) {
		now, ok := ours[u.ID]
		switch {
		case !ok:
			in.unknown(&u, seen)
		case seen[u.ID]:
			in.refuse(unitTwice, finding.Warning, &u, now)
		default:
			in.known++
			in.unit(&u, now)
		}
		seen[u.ID] = true
	}
	for i := range in.paired.file.Units {
		if now := &in.paired.file.Units[i]; !seen[now.ID] && in.known > 0 {
			in.tell(unitGone, finding.Info, now, now)
		}
	}
}

// unknown reports a unit that the article does not have as it is: one of
// several of its sentences, or of none.
func (in *incoming) unknown(u *exchange.Unit, seen map[string]bool) {
	code := unitUnknown
	for _, id := range u.IDs() {
		for i := range in.paired.file.Units {
			if slices.Contains(in.paired.file.Units[i].IDs(), id) {
				code = unitSplit
				in.known++
				seen[in.paired.file.Units[i].ID] = true
			}
		}
	}
	in.refuse(code, finding.Warning, u, nil)
}

// unit decides about one unit whose id is known. now is the unit as it would
// be exported at this moment.
func (in *incoming) unit(u, now *exchange.Unit) {
	review := ""
	if in.reviewed || u.State == exchange.Reviewed {
		review = "reviewed"
	}
	base := u.Prop(basisKey)
	changed := basisOf(u.Target) != base && basisOf(u.Target) != basisOf(now.Target)
	copied := sameText(u.Source, u.Target) && now.Target == "" // the source is no translation
	switch {
	case strings.TrimSpace(exchange.Plain(u.Target)) == "" || copied:
		if base != "" && base != basisOf("") && now.Target != "" {
			in.refuse(unitEmptied, finding.Warning, u, now)
			return
		}
		in.empty++
		return
	case !changed && (review == "" || basisOf(u.Target) != basisOf(now.Target) || now.State == exchange.Reviewed):
		in.same++
		return
	case !sameText(u.Source, now.Source) && !in.force:
		in.refuse(unitStale, finding.Warning, u, now)
		return
	case !in.codes(u, now):
		in.refuse(unitCodes, finding.Error, u, now)
		return
	case in.conflict(base, now) && changed && !in.force:
		in.refuse(unitConflict, finding.Warning, u, now)
		return
	}
	in.pieces = append(in.pieces, draft.Piece{ID: u.ID, Text: u.Target, Origin: ledger.Origin{By: "person"}, Review: review})
}

// conflict reports whether the translation in the target file was changed
// since the export. A file that does not tell how it was exported is held
// against the state: what no person has touched may go.
func (in *incoming) conflict(base string, now *exchange.Unit) bool {
	if base != "" {
		return base != basisOf(now.Target)
	}
	return now.Target != "" && (now.State == exchange.Edited || now.State == exchange.Reviewed)
}

// codes reports whether the translation has the placeholders of its source.
func (in *incoming) codes(u, now *exchange.Unit) bool {
	return strings.Join(exchange.Placeholders(u.Target), "") == strings.Join(exchange.Placeholders(now.Source), "")
}

// sameText compares texts without regard to white space, which tools fold.
func sameText(a, b string) bool {
	return strings.Join(strings.Fields(exchange.Canonical(a)), " ") == strings.Join(strings.Fields(exchange.Canonical(b)), " ")
}

// whole puts units together again that a tool cut into segments: those of one
// element whose ids are that of a unit of ours and a number.
func whole(units []exchange.Unit, ours *exchange.File) []exchange.Unit {
	known := map[string]bool{}
	for i := range ours.Units {
		known[ours.Units[i].ID] = true
	}
	var out []exchange.Unit
	for i, u := range units {
		base, _, cut := strings.Cut(u.ID, "/")
		if !cut || !known[base] {
			out = append(out, u)
			continue
		}
		if k := len(out) - 1; i > 0 && units[i-1].Group == u.Group && k >= 0 && out[k].ID == base {
			out[k].Source += u.Source
			out[k].Target += u.Target
			continue
		}
		u.ID = base
		out = append(out, u)
	}
	return out
}

func (in *incoming) refuse(code finding.Code, severity finding.Severity, u, now *exchange.Unit) {
	in.refused++
	in.tell(code, severity, u, now)
}

// tell reports something about a unit; now is ours, nil for none.
func (in *incoming) tell(code finding.Code, severity finding.Severity, u, now *exchange.Unit) {
	f := finding.Finding{Code: code, Severity: severity, Args: map[string]any{"ID": u.ID, "Where": unitName(in.in, u),
		"Text": excerpt(exchange.Plain(u.Target)), "Source": excerpt(exchange.Plain(u.Source))}}
	if now != nil {
		b := in.beads[now.ID]
		if i := b.Source.From; b.Source.Len() > 0 {
			f.Source = sentencePlace(in.work.Source, i, in.ids.Source[i])
		}
		if b.Target.Len() > 0 {
			f.Target = sentencePlace(in.work.Targets[0], b.Target.From, in.ids.Targets[0][b.Target.From])
		}
	}
	in.found = append(in.found, f)
}

func sentencePlace(t *segment.Text, i int, id string) *finding.Place {
	return &finding.Place{Doc: t.Doc, Span: t.Sentences[i].Src, Sentence: &finding.Sentence{Index: i, ID: id, Text: t.String(i)}}
}

// excerpt is the beginning of a text.
func excerpt(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return text
}
