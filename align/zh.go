package align

import (
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/align/internal/unit"
)

// hanUnit is a unit of a Chinese sentence: a dictionary word, a character that
// stands in none, a number or a word in Latin letters.
type hanUnit struct {
	unit.Token
	chars []rune // its characters, simplified; nil for figures and Latin
}

// hanUnits cuts a Chinese sentence into units. Runs of characters are cut into
// dictionary words so that the sum of the squares of their lengths is largest,
// which prefers few long words; a run's ties go to the longer first word.
// Punctuation is no unit.
func (d *tables) hanUnits(text string) []hanUnit {
	var out []hanUnit
	for i := 0; i < len(text); {
		c, w := decodeRune(text[i:])
		switch {
		case unit.IsHan(c):
			end := hanEnd(text, i+w)
			out = d.hanRun(out, text[i:end])
			i = end
		case c >= '0' && c <= '9' || c >= '\uff10' && c <= '\uff19':
			v, n := unit.HanNumber(text[i:])
			out = append(out, hanUnit{Token: unit.Token{Forms: []string{"#" + text[i:i+n]}, Text: text[i : i+n], Value: v}})
			i += n
		case unicode.IsLetter(c) && !unit.IsHangul(c):
			n := w
			for i+n < len(text) {
				next, w := decodeRune(text[i+n:])
				if !unicode.IsLetter(next) && next != '\'' && next != '\u2019' || unit.IsHan(next) {
					break
				}
				n += w
			}
			for _, t := range unit.English(text[i : i+n]) {
				out = append(out, hanUnit{Token: t})
			}
			i += n
		default:
			i += w
		}
	}
	return out
}

// hanEnd is where a run of Chinese characters ends that holds byte i or ends
// there.
func hanEnd(text string, i int) int {
	for i < len(text) {
		c, w := decodeRune(text[i:])
		if !unit.IsHan(c) {
			break
		}
		i += w
	}
	return i
}

// simplify gives the characters of s as the tables know them.
func (d *tables) simplify(s string) string {
	return strings.Map(func(c rune) rune {
		if n, ok := d.script[c]; ok {
			return n
		}
		return c
	}, s)
}

const longestWord = 8

// hanRun cuts one run of Chinese characters.
func (d *tables) hanRun(out []hanUnit, raw string) []hanUnit {
	s := d.simplify(raw)
	at := make([]int, 0, len(s)/3+1) // byte offset of each character
	for i := range s {
		at = append(at, i)
	}
	n := len(at)
	at = append(at, len(s))
	best := make([]int32, n+1)
	step := make([]int8, n)
	key := make([]bool, n)    // the step is a dictionary word
	number := make([]bool, n) // the step is a number
	var cuts [longestWord]int
	for i := n - 1; i >= 0; i-- {
		best[i], step[i] = best[i+1]+1, 1
		k := 0
		for ; k < longestWord && i+k+1 <= n; k++ {
			cuts[k] = at[i+k+1] - at[i]
		}
		longest := 0
		d.words.Prefixes(s[at[i]:], cuts[:k], func(cut, _ int) {
			length := 1
			for cuts[length-1] != cut {
				length++
			}
			longest = length
			if v := best[i+length] + int32(length*length); v >= best[i] {
				best[i], step[i], key[i] = v, int8(length), true
			}
		})
		if v, w := unit.HanNumber(s[at[i]:]); v > 0 {
			length := 0
			for at[i+length] < at[i]+w {
				length++
			}
			if length >= 2 && length <= 120 && length > longest || length >= 2 && length == longest && hanDigit(s[at[i]:]) {
				if v := best[i+length] + int32(length*length); v >= best[i] {
					best[i], step[i], number[i] = v, int8(length), true
				}
			}
		}
	}
	for i := 0; i < n; i += int(step[i]) {
		w := s[at[i]:at[i+int(step[i])]]
		u := hanUnit{Token: unit.Token{Forms: []string{w}, Text: w}, chars: []rune(w)}
		if v, k := unit.HanNumber(w); k == len(w) && (number[i] || v > 1000 || step[i] > 1) {
			u.Value = v
		}
		u.Stop = hanStop[w]
		out = append(out, u)
	}
	return out
}

func hanDigit(s string) bool {
	c, _ := decodeRune(s)
	return strings.ContainsRune("一二三四五六七八九两〇零", c)
}

// hanStop lists function words of Chinese, simplified.
var hanStop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`的 了 着 过 得 地 和 与 或 在 是 不 也 就 都 而 及 把 被 让 向 从 到 对 于 以 为 给 之 其 这 那 这个 那个 一个 我 你 他 她 它 我们 你们 他们 她们 它们
自己 有 没有 又 还 很 再 才 只 吗 呢 吧 啊 呀 嘛 之后 以后 可 却 但 但是 因为 所以 如果 并 并且 而且 则 等 个 上 下 里 中 来 去 说 要 会 能 可以 什么 怎么 那么 这样 那样 一 些 所 将 已 已经 道 使 由 此 该 各 每`) {
		m[w] = true
	}
	return m
}()
