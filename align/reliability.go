package align

import "math"

// Reliability compares stated confidence with the share of right beads, in ten
// bins. The zero value is empty.
type Reliability struct {
	Bins [10]struct {
		Count, Right int
		Confidence   float64 // sum
	}
	Beads     int
	Sure      int // beads with confidence of at least 0.9
	SureRight int
}

// Add counts one bead.
func (r *Reliability) Add(confidence float64, right bool) {
	b := &r.Bins[min(9, max(0, int(confidence*10)))]
	b.Count++
	b.Confidence += confidence
	b.Right += count(right)
	r.Beads++
	if confidence >= 0.9 {
		r.Sure++
		r.SureRight += count(right)
	}
}

// ECE is the expected calibration error (Naeini et al. 2015): the mean over
// beads of the gap between confidence and the share of right ones in a bin.
func (r *Reliability) ECE() float64 {
	if r.Beads == 0 {
		return 0
	}
	sum := 0.0
	for _, b := range r.Bins {
		sum += math.Abs(b.Confidence - float64(b.Right))
	}
	return sum / float64(r.Beads)
}

// Coverage is the share of beads with confidence of at least 0.9, and the
// share of right ones among them.
func (r *Reliability) Coverage() (share, right float64) {
	return float64(r.Sure) / float64(max(r.Beads, 1)), float64(r.SureRight) / float64(max(r.Sure, 1))
}
