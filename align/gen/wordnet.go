package main

import (
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/align/internal/pack"
	"github.com/duizhao/duizhao/align/internal/unit"
)

// synset is a set of synonyms of WordNet with its pointers.
type synset struct {
	words    []string
	pointers []pointer
}

type pointer struct {
	kind     string
	to       string // file letter and offset
	from, at int    // numbers of the words; 0 for the whole set
}

// relations are the pointers followed, with what each word reached counts
// beside a synonym's 1: derived forms (decide, decision), pertainyms (Chinese,
// China), attributes, near adjectives and what is meant more broadly.
var relations = map[string]float64{"+": 1, "\\": 1, "=": 0.5, "&": 0.3, "@": 0.25, "*": 0.3, ">": 0.3}

const (
	leastSynonym = 0.025
	mostSynonyms = 10
)

// synonyms makes the table of English stems that WordNet relates. known tells
// which stems the dictionary uses: no others are looked up.
func synonyms(dir string, known map[string]bool) (*pack.Builder, error) {
	sets := map[string]*synset{}
	for file, pos := range map[string]string{"noun": "n", "verb": "v", "adj": "a", "adv": "r"} {
		err := lines(filepath.Join(dir, "data."+file), func(l string) {
			if !strings.HasPrefix(l, " ") {
				readSynset(sets, pos, l)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	counts, err := senseCounts(filepath.Join(dir, "cntlist.rev"))
	if err != nil {
		return nil, err
	}
	sum := map[string]map[string]float64{}
	for file, pos := range map[string]string{"noun": "n", "verb": "v", "adj": "a", "adv": "r"} {
		err := lines(filepath.Join(dir, "index."+file), func(l string) {
			f := strings.Fields(l)
			if strings.HasPrefix(l, " ") || len(f) < 6 || !word(f[0]) {
				return
			}
			stem := unit.Stem(f[0])
			if !known[stem] || unit.IsStop(stem) {
				return
			}
			n, _ := strconv.Atoi(f[2])
			for k, offset := range f[len(f)-n:] {
				w := 1/float64((k+1)*(k+1)) + float64(counts[sense{f[0], pos, k + 1}])
				spread(sum, sets, stem, f[0], pos+offset, w)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	b := new(pack.Builder)
	for stem, m := range sum {
		for _, p := range likeliest(m) {
			b.Add(stem, p.s, p.p)
		}
	}
	return b, nil
}

func word(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return len(s) > 1
}

type weighted struct {
	s string
	p float64
}

// likeliest gives the words of a distribution that are worth keeping.
func likeliest(m map[string]float64) []weighted {
	total := 0.0
	list := make([]weighted, 0, len(m))
	for s, p := range m {
		list = append(list, weighted{s, p})
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].p != list[j].p {
			return list[i].p > list[j].p
		}
		return list[i].s < list[j].s
	})
	for _, x := range list {
		total += x.p
	}
	out := list[:0]
	for _, x := range list {
		if x.p /= total; x.s != "" && x.p >= leastSynonym && len(out) < mostSynonyms {
			out = append(out, x)
		}
	}
	return out
}

// spread gives the words related to one sense of a lemma their shares of its
// weight.
func spread(sum map[string]map[string]float64, sets map[string]*synset, stem, lemma, at string, w float64) {
	set := sets[at]
	if set == nil {
		return
	}
	number := 0
	related := map[string]float64{}
	add := func(word string, x float64) {
		if word == "" {
			return
		}
		if s := unit.Stem(word); s != stem && !unit.IsStop(s) {
			related[s] += x
		}
	}
	for k, x := range set.words {
		if x == lemma {
			number = k + 1
		} else {
			add(x, 1)
		}
	}
	for _, p := range set.pointers {
		x := relations[p.kind]
		to := sets[p.to]
		if x == 0 || to == nil || p.from != 0 && p.from != number {
			continue
		}
		for k, word := range to.words {
			if p.at == 0 || p.at == k+1 {
				add(word, x)
			}
		}
	}
	total := 0.0
	for _, x := range related {
		total += x
	}
	if sum[stem] == nil {
		sum[stem] = map[string]float64{}
	}
	if total < 1 {
		sum[stem][""] += w * (1 - total)
		total = 1
	}
	for s, x := range related {
		sum[stem][s] += w * x / total
	}
}

type sense struct {
	lemma, pos string
	number     int
}

// senseCounts reads how often each sense was met in tagged text: lines of a
// sense key, the sense's number and the count.
func senseCounts(path string) (map[sense]int, error) {
	out := map[sense]int{}
	err := lines(path, func(l string) {
		f := strings.Fields(l)
		if len(f) != 3 {
			return
		}
		lemma, rest, ok := strings.Cut(f[0], "%")
		if !ok || rest == "" {
			return
		}
		pos := map[byte]string{'1': "n", '2': "v", '3': "a", '4': "r", '5': "a"}[rest[0]]
		n, _ := strconv.Atoi(f[1])
		c, _ := strconv.Atoi(f[2])
		out[sense{lemma, pos, n}] += c
	})
	return out, err
}

// readSynset reads a line of data.POS (wndb(5WN)): offset, file, type, the
// number of words in hexadecimal, words with their ids, the number of
// pointers, pointers.
func readSynset(sets map[string]*synset, pos, l string) {
	l, _, _ = strings.Cut(l, "|")
	f := strings.Fields(l)
	if len(f) < 6 {
		return
	}
	n, err := strconv.ParseInt(f[3], 16, 32)
	if err != nil || len(f) < 5+2*int(n) {
		return
	}
	s := &synset{}
	for k := range int(n) {
		w, _, _ := strings.Cut(f[4+2*k], "(")
		if w = strings.ToLower(w); !word(w) {
			w = "" // keeps its number
		}
		s.words = append(s.words, w)
	}
	rest := f[5+2*int(n):]
	for ; len(rest) >= 4; rest = rest[4:] {
		if len(rest[3]) != 4 {
			break
		}
		from, err1 := strconv.ParseInt(rest[3][:2], 16, 32)
		at, err2 := strconv.ParseInt(rest[3][2:], 16, 32)
		if err1 != nil || err2 != nil {
			break
		}
		p := rest[2]
		if p == "s" {
			p = "a"
		}
		s.pointers = append(s.pointers, pointer{rest[0], p + rest[1], int(from), int(at)})
	}
	sets[pos+f[0]] = s
}
