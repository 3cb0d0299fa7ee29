package align

import (
	"github.com/duizhao/duizhao/align/internal/pack"
	"github.com/duizhao/duizhao/align/internal/unit"
)

// korean looks up Chinese forms in the Chinese–Korean lexicon, and reads them
// in Hangul: Korean shares its learned vocabulary with Chinese.
func (tr *translator) korean() {
	tr.same()
	d := data()
	lexTarget := valueMap(d.lexko, tr.target)
	var pairs []pack.Pair
	for z, form := range tr.source.forms {
		if c, _ := decodeRune(form); !unit.IsHan(c) {
			continue
		}
		if k := d.lexko.Find(form); k >= 0 {
			pairs = d.lexko.Pairs(k, pairs[:0])
			for _, p := range pairs {
				if e := lexTarget[p.Value]; e >= 0 {
					tr.add(int32(z), e, 0.8*float64(p.Weight), cueWord)
				}
			}
		}
	}
	tr.sinoKorean()
}

// Weights of a Sino-Korean reading met at the start of a Korean word, further
// on, and for a single syllable; attested ones (words that a dictionary of
// Hanja words knows) weigh more.
const (
	readingFirst  = 0.5
	readingLater  = 0.3
	readingSingle = 0.1
	readingKnown  = 0.8
)

// sinoKorean reads every two neighbouring characters of a sentence in Hangul,
// with all their readings and the initial sound rule, and looks for the two
// syllables in the Korean text.
func (tr *translator) sinoKorean() {
	d := data()
	r := newReadings(d.hangul)
	found := make([][]extra, tr.source.n)
	vocab := tr.target.vocab
	for i, chars := range tr.source.chars {
		add := func(k int, form string, t float64) {
			if id, ok := vocab[form]; ok {
				if h, ok := tr.ratio(id, t, cueName); ok {
					found[i] = append(found[i], extra{tr.source.charTok[i][k], h})
				}
			}
		}
		for k, c := range chars {
			for _, a := range initial(r.of(c)) {
				add(k, "a:"+a, readingSingle)
				if k+1 >= len(chars) {
					continue
				}
				t := readingFirst
				if d.hanja.Find(string(chars[k:k+2])) >= 0 {
					t = readingKnown
				}
				for _, b := range r.of(chars[k+1]) {
					add(k, "a:"+a+b, t)
					add(k, "b:"+a+b, readingLater)
				}
			}
		}
	}
	tr.finishExtras(found)
}

// initial adds to readings those that the initial sound rule (두음법칙) makes of
// them at the start of a word: ㄹ and ㄴ fall silent before i and y (이 for 리,
// 여 for 녀), ㄹ becomes ㄴ elsewhere (노 for 로).
func initial(list []string) []string {
	out := list
	for _, s := range list {
		c, _ := decodeRune(s)
		if !unit.IsHangul(c) {
			continue
		}
		in, vowel := (c-0xac00)/588, (c-0xac00)%588/28
		y := vowel == 2 || vowel == 6 || vowel == 12 || vowel == 17 || vowel == 20 || vowel == 7 || vowel == 3
		next := in
		switch {
		case (in == 5 || in == 2) && y:
			next = 11
		case in == 5:
			next = 2
		}
		if next != in {
			out = append(out[:len(out):len(out)], string(c+(next-in)*588))
		}
	}
	return out
}
