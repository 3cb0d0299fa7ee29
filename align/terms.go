package align

import (
	"fmt"
	"strings"
)

// addTerms makes the termbase evidence: where a source form of an entry
// stands, a target form of the same entry is to be expected. Each entry
// becomes a form of the target's vocabulary.
func (tr *translator) addTerms(terms []TermPair) {
	tr.extraAt = make([]int32, tr.source.n+1)
	if len(terms) == 0 {
		return
	}
	d := data()
	found := make([][]extra, tr.source.n)
	t := tr.target
	type place struct{ pos, form int32 }
	added := make([][]place, t.n)
	lowered := make([]string, t.n)
	for j := range lowered {
		lowered[j] = strings.ToLower(t.text.String(j))
	}
	plain := make([]string, tr.source.n)
	for i := range plain {
		plain[i] = d.simplify(tr.source.text.String(i))
	}
	for k, term := range terms {
		id, any := int32(-1), false
		for j, s := range lowered {
			if at, ok := firstOf(s, term.Target, strings.ToLower); ok {
				if id < 0 {
					id = t.form(fmt.Sprintf("\x00term%d", k))
				}
				n := max(1, t.tokens(j, j+1))
				added[j] = append(added[j], place{int32(at * n / max(1, len(s))), id})
				t.count[id]++
				any = true
			}
		}
		if !any {
			continue
		}
		tr.prior = append(tr.prior, (float64(t.count[id])+0.5)/(float64(len(t.stop))+50))
		h, ok := tr.ratio(id, sameTerm, cueTerm)
		if !ok {
			continue
		}
		for i, s := range plain {
			if at, ok := firstOf(s, term.Source, d.simplify); ok {
				n := max(1, tr.source.tokens(i, i+1))
				found[i] = append(found[i], extra{int32(min(at*n/max(1, len(s)), n-1)), h})
			}
		}
	}
	// Weave the entries into the target's.
	var pos, form []int32
	var main []bool
	at := int32(0)
	for j := range t.n {
		from, to := at, t.ent[j+1]
		pos, form, main = append(pos, t.entPos[from:to]...), append(form, t.entForm[from:to]...), append(main, t.entMain[from:to]...)
		if t.tok[j+1] > t.tok[j] {
			for _, p := range added[j] {
				pos, form, main = append(pos, min(p.pos, t.tok[j+1]-t.tok[j]-1)), append(form, p.form), append(main, false)
			}
		}
		at = to
		t.ent[j+1] = int32(len(pos))
	}
	t.entPos, t.entForm, t.entMain = pos, form, main
	tr.finishExtras(found)
}

// firstOf finds the first place in s of any of the forms.
func firstOf(s string, forms []string, normal func(string) string) (int, bool) {
	best, ok := 0, false
	for _, f := range forms {
		f = normal(f)
		if f == "" {
			continue
		}
		if at := strings.Index(s, f); at >= 0 && (!ok || at < best) {
			best, ok = at, true
		}
	}
	return best, ok
}
