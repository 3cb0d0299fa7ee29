package align

import (
	"math"
	"strings"
	"testing"
)

// Texts in doubt are trusted less, and a surer bead of one text never less
// than another of it.
func TestConfidence(t *testing.T) {
	w := &Weights{temper: 0.5, cal: []calPoint{{0, 0}, {0.9, 0.92}, {1, 1}}}
	plain := &Weights{cal: w.cal}
	last := 0.0
	for p := 0.0; p <= 1; p += 0.01 {
		got := w.confidence(p, 0.92)
		if got < last || got > 1 {
			t.Fatalf("posterior %.2f: confidence %.3f behind %.3f", p, got, last)
		}
		if p > 0.6 && p < 0.99 && got >= plain.confidence(p, 0.92) {
			t.Errorf("posterior %.2f: %.3f, untempered %.3f", p, got, plain.confidence(p, 0.92))
		}
		last = got
	}
	if a, b := w.confidence(0.95, 1), plain.confidence(0.95, 1); a-b > 1e-9 || b-a > 1e-9 {
		t.Errorf("a text without doubt: %v, %v", a, b)
	}
}

// Whatever a weights file holds, it is read or refused; what is read gives
// confidences between 0 and 1.
func FuzzReadWeights(f *testing.F) {
	for _, s := range []string{"[en]\nbias 1 2\ntemper 0.5\ncalibrate 0 0\ncalibrate 1 1\n", "[en]\ncalibrate NaN 0.5\n", "temper 2", "# note\n[other]\n1-1 0.5", "[en]\ntemper NaN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		set, err := ReadWeights("w", strings.NewReader(s))
		if err != nil {
			return
		}
		for _, w := range set.Pairs {
			for _, p := range []float64{0, 0.3, 0.9999, 1} {
				if x := w.confidence(p, 0.95); math.IsNaN(x) || x < 0 || x > 1 {
					t.Fatalf("confidence %v", x)
				}
			}
		}
	})
}
