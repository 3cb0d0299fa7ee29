package main

import (
	"sort"

	"github.com/duizhao/duizhao/align/internal/pack"
)

// model1 learns from the dictionary itself what each character contributes to
// the glosses of the words that it stands in: IBM Model 1 (Brown et al. 1993,
// "The Mathematics of Statistical Machine Translation"), five iterations of
// expectation–maximisation over pairs of a head's characters and a gloss's
// stems.
func model1(byHead map[string][]gloss) *pack.Builder {
	heads := make([]string, 0, len(byHead))
	for h := range byHead {
		heads = append(heads, h)
	}
	sort.Strings(heads)
	t := map[rune]map[string]float64{}
	for iteration := 0; iteration < 5; iteration++ {
		count := map[rune]map[string]float64{}
		total := map[rune]float64{}
		for _, h := range heads {
			chars := []rune(h)
			if len(chars) > 4 {
				continue
			}
			list := byHead[h]
			for _, g := range list {
				for i, s := range g.stems {
					z := 0.0
					p := make([]float64, len(chars))
					for k, c := range chars {
						p[k] = 1
						if iteration > 0 {
							p[k] = t[c][s]
						}
						z += p[k]
					}
					if z == 0 {
						continue
					}
					for k, c := range chars {
						w := p[k] / z * g.shares[i] * g.weight / float64(len(list))
						if w == 0 {
							continue
						}
						if count[c] == nil {
							count[c] = map[string]float64{}
						}
						count[c][s] += w
						total[c] += w
					}
				}
			}
		}
		for c, m := range count {
			for s := range m {
				m[s] /= total[c]
			}
		}
		t = count
	}
	b := new(pack.Builder)
	for c, m := range t {
		type pair struct {
			s string
			p float64
		}
		var list []pair
		for s, p := range m {
			if p >= 0.006 {
				list = append(list, pair{s, p})
			}
		}
		sort.Slice(list, func(i, j int) bool {
			if list[i].p != list[j].p {
				return list[i].p > list[j].p
			}
			return list[i].s < list[j].s
		})
		for _, p := range list[:min(len(list), 18)] {
			b.Add(string(c), p.s, p.p)
		}
	}
	return b
}
