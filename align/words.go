package align

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/align/internal/unit"
	"github.com/duizhao/duizhao/doc"
)

// sameMeaning are the characters that a word may add to a term without becoming
// another word, as far as its translation goes: 高雄市, 法國人.
const sameMeaning = "人市縣县省州區区鎮镇鄉乡村港島岛灣湾江河山湖語语"

// Words cuts the Chinese of a text into words, as spans of it in order:
// dictionary words, so that the sum of the squares of their lengths is largest,
// and what is in none, character by character. terms are spans that are words
// too, and win where there is nothing to choose between; a dictionary word that
// is made of a term and further words is no word beside it (大學 in 大學校長, but
// not in 大學生). So a term that the dictionary reads otherwise has a border of
// words within it or none at its ends: 東海 in 山東海域.
func Words(text string, terms []doc.Span) []doc.Span {
	d := data()
	var out []doc.Span
	for i := 0; i < len(text); {
		c, w := decodeRune(text[i:])
		if !unit.IsHan(c) {
			i += w
			continue
		}
		end := hanEnd(text, i+w)
		out = d.cutWords(out, text, doc.Span{Start: i, End: end}, terms)
		i = end
	}
	return out
}

// cutWords cuts one run of Chinese characters.
func (d *tables) cutWords(out []doc.Span, text string, run doc.Span, terms []doc.Span) []doc.Span {
	var at []int // byte of text where each character begins
	var runes []rune
	for i, c := range text[run.Start:run.End] {
		at, runes = append(at, run.Start+i), append(runes, c)
	}
	n := len(at)
	at = append(at, run.End)
	simple := []rune(d.simplify(string(runes)))
	ends := make([][]int, n+1) // by character: where terms that begin there end
	within := make([][2]int, 0, len(terms))
	for _, t := range terms {
		from, okFrom := slices.BinarySearch(at, t.Start)
		to, okTo := slices.BinarySearch(at, t.End)
		if okFrom && okTo && from < to && from < n {
			ends[from] = append(ends[from], to)
			within = append(within, [2]int{from, to})
		}
	}
	has := func(i, j int) bool { return d.isWord(simple[i:j]) || slices.Contains(ends[i], j) }
	best, step := make([]int, n+1), make([]int, n)
	for i := n - 1; i >= 0; i-- {
		best[i], step[i] = best[i+1]+2, 1
		take := func(j, value int) {
			if v := best[j] + value; v > best[i] {
				best[i], step[i] = v, j-i
			}
		}
		for j := i + 2; j <= min(n, i+longestWord); j++ {
			if d.isWord(simple[i:j]) && !slices.ContainsFunc(within, func(t [2]int) bool { return made(runes, i, j, t, has) }) {
				take(j, 2*(j-i)*(j-i))
			}
		}
		for _, j := range ends[i] {
			take(j, 2*(j-i)*(j-i)+1)
		}
	}
	for i := 0; i < n; i += step[i] {
		out = append(out, doc.Span{Start: at[i], End: at[i+step[i]]})
	}
	return out
}

// isWord reports a word of the dictionary; 小的 and 家的 are none for this use,
// though it has them.
func (d *tables) isWord(simple []rune) bool {
	if n := len(simple); simple[n-1] == '的' && !strings.ContainsRune("目标", simple[n-2]) {
		return false
	}
	return d.words.Find(string(simple)) >= 0
}

// made reports a word, the characters [i, j), that holds a term and beside it
// only words of their own.
func made(runes []rune, i, j int, t [2]int, has func(i, j int) bool) bool {
	if t[0] < i || t[1] > j || t[1]-t[0] == j-i {
		return false
	}
	own := func(a, b int) bool { // a stretch beside the term
		return a == b || b-a >= 2 && has(a, b) || b-a == 1 && a == t[1] && strings.ContainsRune(sameMeaning, runes[a])
	}
	return own(i, t[0]) && own(t[1], j)
}
