package align

import "fmt"

// shape is a bead's numbers of source and target sentences.
type shape struct{ a, b int }

// shapes are the beads that the search makes: up to four source and six target
// sentences, seven in all, and 5-1; one sentence alone on either side. Longer
// omissions are runs of these.
var shapes = func() []shape {
	out := []shape{{1, 0}, {0, 1}}
	for sum := 2; sum <= 7; sum++ {
		for a := 1; a < sum; a++ {
			if b := sum - a; a <= 4 && b <= 6 {
				out = append(out, shape{a, b})
			}
		}
	}
	return append(out, shape{5, 1})
}()

// The shapes of the preliminary pass are the first of these.
var firstShapes = []shape{{1, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 1}, {1, 3}, {3, 1}, {2, 2}}

const (
	maxSource = 5
	maxTarget = 6
)

// shapeName is the shape as written in weights files.
func shapeName(s shape) string { return fmt.Sprintf("%d-%d", s.a, s.b) }

// state is what the search remembers of the bead before: whether it paired
// sentences or stood alone on one side.
type state uint8

const (
	stPaired state = iota
	stSource       // an omission: a source sentence alone
	stTarget       // an addition: a target sentence alone
	states
)

func stateOf(s shape) state {
	switch {
	case s.b == 0:
		return stSource
	case s.a == 0:
		return stTarget
	}
	return stPaired
}
