package align

import "github.com/duizhao/duizhao/align/internal/pack"

// related finds the forms of the target that stand near a gloss's: synonyms,
// derived words and words of wider meaning, from WordNet. A translator who
// does not write the dictionary's word often writes one of these.
type related struct {
	d      *tables
	target []int32 // by value of the synonym table: the target's form, or -1
	known  [][]relatedForm
	asked  []bool
	pairs  []pack.Pair
}

// relatedForm is a form with its share of what the gloss's word is worth.
type relatedForm struct {
	form   int32
	weight float64
}

// relatedShare is what a related word is worth beside the gloss's own.
const relatedShare = 0.5

func newRelated(d *tables, target *side) *related {
	return &related{d: d, target: valueMap(d.synonyms, target), known: make([][]relatedForm, d.words.Values()), asked: make([]bool, d.words.Values())}
}

// to gives the target's forms near the stem of number v of the dictionary.
func (r *related) to(v int) []relatedForm {
	if r.asked[v] {
		return r.known[v]
	}
	r.asked[v] = true
	if k := r.d.synonyms.Find(r.d.words.Value(v)); k >= 0 {
		r.pairs = r.d.synonyms.Pairs(k, r.pairs[:0])
		for _, p := range r.pairs {
			if form := r.target[p.Value]; form >= 0 {
				r.known[v] = append(r.known[v], relatedForm{form, float64(p.Weight)})
			}
		}
	}
	return r.known[v]
}
