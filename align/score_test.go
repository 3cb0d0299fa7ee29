package align

import (
	"math"
	"strings"
	"testing"
)

func beads(t testing.TB, text string) []GoldBead {
	t.Helper()
	b, err := ReadBeads("test", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The expected figures were worked out by hand from the definitions.
func TestScore(t *testing.T) {
	gold := "[0]:[0]\n[1]:[1, 2]\n[2, 3]:[3]\n[4]:[]\n[]:[4]\n[5]:[5]\n"
	for _, c := range []struct {
		name, test     string
		merge          bool
		sp, sr, lp, lr float64
	}{
		{"the same", gold, false, 1, 1, 1, 1},
		{"a split bead", "[0]:[0]\n[1]:[1]\n[]:[2]\n[2, 3]:[3]\n[4]:[]\n[]:[4]\n[5]:[5]\n", false, 5. / 7, 3. / 4, 6. / 7, 1},
		{"a split bead, merged", "[0]:[0]\n[1]:[1]\n[]:[2]\n[2, 3]:[3]\n[4]:[]\n[]:[4]\n[5]:[5]\n", true, 1, 1, 1, 1},
		{"nothing paired", "[0]:[]\n[1]:[]\n[2]:[]\n[3]:[]\n[4]:[]\n[5]:[]\n[]:[0]\n[]:[1]\n[]:[2]\n[]:[3]\n[]:[4]\n[]:[5]\n", false, 2. / 12, 0, 2. / 12, 0},
		{"all in one", "[0, 1, 2, 3, 4, 5]:[0, 1, 2, 3, 4, 5]\n", false, 0, 0, 1, 1},
	} {
		var tally Tally
		tally.Score(beads(t, gold), beads(t, c.test), c.merge)
		s, l := tally.Strict(), tally.Lax()
		for k, d := range []float64{s.P - c.sp, s.R - c.sr, l.P - c.lp, l.R - c.lr} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("%s: figure %d is off by %v (%+v %+v)", c.name, k, d, s, l)
			}
		}
	}
}

func TestReadBeadsFaults(t *testing.T) {
	for _, bad := range []string{"[0]", "0:0", "[0]:[x]", "[-1]:[0]", "[0:[1]"} {
		if _, err := ReadBeads("f", strings.NewReader("[0]:[0]\n"+bad+"\n")); err == nil || !strings.Contains(err.Error(), "f:2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzReadBeads(f *testing.F) {
	f.Add("[3, 4]:[5]\n[]:[1]:0.5\n")
	f.Fuzz(func(t *testing.T, s string) {
		b, err := ReadBeads("f", strings.NewReader(s))
		if err == nil && len(b) < 200 {
			var tally Tally
			tally.Score(b, b, true)
		}
	})
}
