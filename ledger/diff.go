package ledger

import "sort"

// maxDepth of the recursion of common; below it what is left is paired by
// count alone.
const maxCommon = 48

// common pairs equal elements of old and now so that the pairs ascend on both
// sides, and gives for each element of now the index in old or -1. It is a
// patience diff (B. Cohen): elements that occur once on both sides are paired,
// the longest ascending chain of these pairs is kept, and the same is done
// between them. Time n log n for each level of at most maxCommon.
func common(old, now []int) []int {
	out := make([]int, len(now))
	for i := range out {
		out[i] = -1
	}
	d := differ{old: old, now: now, out: out}
	d.between(0, len(old), 0, len(now), 0)
	return out
}

type differ struct {
	old, now, out []int
}

func (d *differ) between(a, b, c, e, depth int) {
	for a < b && c < e && d.old[a] == d.now[c] {
		d.out[c] = a
		a, c = a+1, c+1
	}
	for a < b && c < e && d.old[b-1] == d.now[e-1] {
		b, e = b-1, e-1
		d.out[e] = b
	}
	if a == b || c == e {
		return
	}
	pairs, unique := d.anchors(a, b, c, e)
	if !unique || depth >= maxCommon {
		for _, p := range pairs {
			d.out[p[1]] = p[0]
		}
		return
	}
	for _, p := range append(pairs, [2]int{b, e}) {
		d.between(a, p[0], c, p[1], depth+1)
		if p[1] < e {
			d.out[p[1]] = p[0]
		}
		a, c = p[0]+1, p[1]+1
	}
}

// anchors gives the longest ascending chain of pairs of elements that occur
// once on both sides; where there are none, of each n-th occurrence with the
// n-th.
func (d *differ) anchors(a, b, c, e int) (chain [][2]int, unique bool) {
	type place struct{ count, at int }
	olds, nows := map[int]place{}, map[int]int{}
	for i := a; i < b; i++ {
		olds[d.old[i]] = place{olds[d.old[i]].count + 1, i}
	}
	for i := c; i < e; i++ {
		nows[d.now[i]]++
	}
	var pairs [][2]int
	for i := c; i < e; i++ {
		if p := olds[d.now[i]]; p.count == 1 && nows[d.now[i]] == 1 {
			pairs = append(pairs, [2]int{p.at, i})
		}
	}
	if len(pairs) > 0 {
		return ascending(pairs), true
	}
	queue := map[int][]int{}
	for i := a; i < b; i++ {
		queue[d.old[i]] = append(queue[d.old[i]], i)
	}
	for i := c; i < e; i++ {
		if q := queue[d.now[i]]; len(q) > 0 {
			pairs = append(pairs, [2]int{q[0], i})
			queue[d.now[i]] = q[1:]
		}
	}
	return ascending(pairs), false
}

// ascending is the longest subsequence of pairs, which ascend in their second
// member, that ascends in the first as well.
func ascending(pairs [][2]int) [][2]int {
	var tails []int // index of the pair that ends the best chain of each length
	back := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(tails), func(k int) bool { return pairs[tails[k]][0] >= p[0] })
		back[i] = -1
		if n > 0 {
			back[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([][2]int, len(tails))
	for n, i := len(tails)-1, tails[len(tails)-1]; i >= 0; n, i = n-1, back[i] {
		out[n] = pairs[i]
	}
	return out
}

// candidate is a pair of sentences that may be the same one, edited.
type candidate struct {
	old, now int
	weight   int
}

// heaviest gives the chain of candidates that ascend strictly on both sides
// with the greatest sum of weights; of equal chains the one found first.
// Candidates are reordered. Time n log n, by a tree of prefix maxima (Fenwick).
func heaviest(list []candidate) []candidate {
	sort.Slice(list, func(i, j int) bool {
		if list[i].now != list[j].now {
			return list[i].now < list[j].now
		}
		return list[i].old > list[j].old
	})
	rank := make([]int, len(list))
	for i := range list {
		rank[i] = list[i].old
	}
	sort.Ints(rank)
	type best struct{ sum, at int } // at: index of the last candidate, -1 for none
	tree := make([]best, len(list)+1)
	for i := range tree {
		tree[i].at = -1
	}
	sums, back := make([]int, len(list)), make([]int, len(list))
	end := best{0, -1}
	for i, c := range list {
		r := sort.SearchInts(rank, c.old)
		top := best{0, -1}
		for k := r; k > 0; k -= k & -k {
			if tree[k].sum > top.sum {
				top = tree[k]
			}
		}
		sums[i], back[i] = top.sum+c.weight, top.at
		for k := r + 1; k < len(tree); k += k & -k {
			if sums[i] > tree[k].sum {
				tree[k] = best{sums[i], i}
			}
		}
		if sums[i] > end.sum {
			end = best{sums[i], i}
		}
	}
	var out []candidate
	for i := end.at; i >= 0; i = back[i] {
		out = append(out, list[i])
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
