package align

import (
	"sort"
	"strings"

	"github.com/duizhao/duizhao/align/internal/pack"
	"github.com/duizhao/duizhao/align/internal/unit"
)

// readings gives the syllables of each character in a table, the likeliest
// first.
type readings struct {
	table *pack.Table
	known map[rune][]string
	pairs []pack.Pair

	begins map[string]bool // beginnings of the names that are looked for
}

func newReadings(t *pack.Table) *readings { return &readings{table: t, known: map[rune][]string{}} }

func (r *readings) of(c rune) []string {
	if list, ok := r.known[c]; ok {
		return list
	}
	var list []string
	if k := r.table.Find(string(c)); k >= 0 {
		r.pairs = r.table.Pairs(k, r.pairs[:0])
		sort.SliceStable(r.pairs, func(i, j int) bool { return r.pairs[i].Weight > r.pairs[j].Weight })
		for _, p := range r.pairs[:min(len(r.pairs), 4)] {
			list = append(list, r.table.Value(p.Value))
		}
	}
	r.known[c] = list
	return list
}

// pinyinNames finds Chinese names in the translation: one to three characters
// whose readings without tones, joined, are a word that the English text
// always writes with a capital.
func (tr *translator) pinyinNames() {
	names := map[string]int32{}
	d := data()
	for id := range tr.target.upper {
		raw := strings.ToLower(tr.target.forms[id])
		if len(raw) >= 2 && len(raw) <= 18 {
			names[raw] = id
		}
	}
	if len(names) == 0 {
		tr.finishExtras(nil)
		return
	}
	// Stems of capitalised words can have lost an ending (qingyang → qingyang,
	// but li's chang → chang); match on the stem of the joined reading.
	r := newReadings(d.pinyin)
	r.begins = map[string]bool{}
	for name := range names {
		for k := 1; k <= len(name); k++ {
			r.begins[name[:k]] = true
		}
	}
	found := make([][]extra, tr.source.n)
	for i, chars := range tr.source.chars {
		for k := range chars {
			tr.nameAt(i, k, "", 0, r, names, &found[i], k)
		}
	}
	tr.finishExtras(found)
}

func (tr *translator) nameAt(i, from int, joined string, length int, r *readings, names map[string]int32, found *[]extra, at int) {
	chars := tr.source.chars[i]
	if length > 0 {
		stem := joined
		if id, ok := names[stem]; ok {
			tr.addExtra(found, i, from, length, id)
		} else if s := unit.Stem(joined); s != joined {
			if id, ok := names[s]; ok {
				tr.addExtra(found, i, from, length, id)
			}
		}
	}
	if length == 3 || at >= len(chars) {
		return
	}
	list := r.of(chars[at])
	for _, s := range list[:min(len(list), 2)] {
		// A stem can be a letter shorter than the word and end in i for y.
		if next := joined + s; !r.begins[next[:max(1, len(next)-2)]] {
			continue
		}
		tr.nameAt(i, from, joined+s, length+1, r, names, found, at+1)
	}
}

func (tr *translator) addExtra(found *[]extra, i, from, length int, id int32) {
	t := sameName
	if length == 1 {
		t = 0.25
	}
	if h, ok := tr.ratio(id, t, cueName); ok {
		*found = append(*found, extra{tr.source.charTok[i][from], h})
	}
}

// finishExtras appends found to the extras that are there already (terms).
func (tr *translator) finishExtras(found [][]extra) {
	if found == nil && tr.extraAt != nil {
		return
	}
	old, oldAt := tr.extra, tr.extraAt
	tr.extra, tr.extraAt = nil, make([]int32, tr.source.n+1)
	for i := range tr.source.n {
		if oldAt != nil {
			tr.extra = append(tr.extra, old[oldAt[i]:oldAt[i+1]]...)
		}
		if found != nil {
			tr.extra = append(tr.extra, found[i]...)
		}
		tr.extraAt[i+1] = int32(len(tr.extra))
	}
}
