package segment

import (
	"slices"

	"github.com/duizhao/duizhao/doc"
)

// aroundPlaces adds to the cuts of a text those before and after each empty
// place of a draft, so that it is a sentence by itself whatever the rules of
// the language say about its neighbours.
func aroundPlaces(text string, cuts []int) []int {
	places := doc.Places(text)
	if len(places) == 0 {
		return cuts
	}
	out := slices.Clone(cuts)
	for _, p := range places {
		out = append(out, p.Start, p.End)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
