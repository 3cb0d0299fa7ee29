package align

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Weights are the learned weights of the features for one pair of languages,
// with the map from the search's posterior to the probability of being right.
//
// Texts with passages left out want other weights than close translations:
// what is used is w + μ·gap, μ from 0 to 1 by how often the preliminary pass
// left sentences alone.
type Weights struct {
	w, gap [features]float64
	cal    []calPoint
	temper float64 // how much a text in doubt tempers its posteriors, 0 to 1 (see confidence)
}

// gapShareOf is μ for a null rate (see rateOf).
func gapShareOf(rate float32) float64 { return math.Max(0, math.Min(1, float64(rate)-0.5)) }

// at gives the weights for texts of a null rate.
func (w *Weights) at(rate float32) *[features]float64 {
	out := w.w
	mu := gapShareOf(rate)
	for f := range out {
		out[f] += float64(mu * w.gap[f])
	}
	return &out
}

// calPoint is a point of the calibration map, which is linear between points.
type calPoint struct{ raw, right float64 }

// confidence maps the posterior of a bead to the probability that it is right,
// given the mean posterior of its text. Texts of a kind that the weights were
// not trained on make the search unsure on average, and then wrong more often
// than even its posteriors say: their log odds shrink with the mean doubt.
func (w *Weights) confidence(p, mean float64) float64 {
	if w.temper == 0 {
		return w.calibrate(p)
	}
	p = math.Max(1e-5, math.Min(1-1e-5, p))
	shrink := 1 - w.temper*math.Min(1, (1-mean)/mostDoubt)
	return w.calibrate(1 / (1 + math.Exp(-shrink*math.Log(p/(1-p)))))
}

const mostDoubt = 0.1 // mean doubt from which on a text is tempered in full

// calibrate maps a posterior of the search to the probability that the bead
// is right.
func (w *Weights) calibrate(p float64) float64 {
	if len(w.cal) == 0 {
		return p
	}
	k := sort.Search(len(w.cal), func(k int) bool { return w.cal[k].raw >= p })
	switch {
	case k == 0:
		return w.cal[0].right
	case k == len(w.cal):
		return w.cal[k-1].right
	}
	a, b := w.cal[k-1], w.cal[k]
	return a.right + (b.right-a.right)*(p-a.raw)/(b.raw-a.raw)
}

// WeightSet holds the weights of a genre, one for each target language, and
// "other" for the rest.
type WeightSet struct {
	Name  string
	Notes []string // on what it was trained: name, version, SHA-256
	Pairs map[string]*Weights
}

// For gives the weights for texts in the two languages, nil where the set has
// none for them.
func (s *WeightSet) For(source, target lang.Tag) *Weights {
	if target.Chinese() && !source.Chinese() {
		source, target = target, source
	}
	if source.Chinese() {
		if w := s.Pairs[string(target)]; w != nil {
			return w
		}
	}
	return s.Pairs["other"]
}

// weights gives the weights that the options ask for: trained ones where they
// know the pair of languages, else those of the name.
func (o *Options) weights(source, target lang.Tag) (*Weights, error) {
	if o.Trained != nil {
		if w := o.Trained.For(source, target); w != nil {
			return w, nil
		}
	}
	set, err := NamedWeights(o.Weights)
	if err != nil {
		return nil, err
	}
	return set.For(source, target), nil
}

//go:embed data/weights/*.txt
var weightFiles embed.FS

var weightsOnce sync.Map // by name: func() (*WeightSet, error)

// NamedWeights gives a weight set that ships with the tool: "default" or
// "literary". A name that does not exist is the fault align.weights.
func NamedWeights(name string) (*WeightSet, error) {
	if name == "" {
		name = "default"
	}
	load, _ := weightsOnce.LoadOrStore(name, sync.OnceValues(func() (*WeightSet, error) {
		file, err := weightFiles.Open("data/weights/" + name + ".txt")
		if err != nil || strings.ContainsAny(name, "/\\") {
			return nil, fault.New("align.weights", "", "Name", name)
		}
		defer file.Close()
		return ReadWeights(name, file)
	}))
	return load.(func() (*WeightSet, error))()
}

// ReadWeights reads a weights file as WriteTo writes it. A line that it does
// not understand is the fault align.weights-line; path is for messages.
func ReadWeights(path string, r io.Reader) (*WeightSet, error) {
	set := &WeightSet{Name: path, Pairs: map[string]*Weights{}}
	byName := map[string]feature{}
	for f := range features {
		if n := featureName(f); n != "" {
			byName[n] = f
		}
	}
	var now *Weights
	scan := bufio.NewScanner(r)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		f := strings.Fields(line)
		bad := fault.New("align.weights-line", path, "Text", clipText(line)).At(n, 1)
		switch {
		case line == "":
		case line[0] == '#':
			set.Notes = append(set.Notes, strings.TrimSpace(line[1:]))
		case line[0] == '[' && line[len(line)-1] == ']':
			now = &Weights{}
			set.Pairs[line[1:len(line)-1]] = now
		case now == nil:
			return nil, bad
		case len(f) == 2 && f[0] == "temper":
			x, err := strconv.ParseFloat(f[1], 64)
			if err != nil || !(x >= 0 && x <= 1) {
				return nil, bad
			}
			now.temper = x
		case len(f) == 3 && f[0] == "calibrate":
			raw, err1 := strconv.ParseFloat(f[1], 64)
			right, err2 := strconv.ParseFloat(f[2], 64)
			if err1 != nil || err2 != nil || !(raw >= 0 && raw <= 1) || !(right >= 0 && right <= 1) || len(now.cal) > 0 && !(raw > now.cal[len(now.cal)-1].raw) {
				return nil, bad
			}
			now.cal = append(now.cal, calPoint{raw, right})
		case len(f) == 2 || len(f) == 3:
			at, ok := byName[f[0]]
			if !ok {
				return nil, bad
			}
			for k, into := range []*float64{&now.w[at], &now.gap[at]}[:len(f)-1] {
				x, err := strconv.ParseFloat(f[k+1], 64)
				if err != nil || math.IsNaN(x) || math.Abs(x) > 1000 {
					return nil, bad
				}
				*into = x
			}
		default:
			return nil, bad
		}
	}
	return set, scan.Err()
}

// WriteTo writes the set as text: notes behind #, then for each language its
// weights (w and gap) and calibration, weights that are zero left out.
func (s *WeightSet) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "# %s\n", n)
	}
	names := make([]string, 0, len(s.Pairs))
	for name := range s.Pairs {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		p := s.Pairs[name]
		fmt.Fprintf(&b, "\n[%s]\n", name)
		for f := range features {
			if n := featureName(f); n != "" && math.Abs(p.w[f])+math.Abs(p.gap[f]) >= 0.001 {
				fmt.Fprintf(&b, "%s %.3f %.3f\n", n, p.w[f], p.gap[f])
			}
		}
		if p.temper > 0 {
			fmt.Fprintf(&b, "temper %.3f\n", p.temper)
		}
		for _, c := range p.cal {
			fmt.Fprintf(&b, "calibrate %.4f %.4f\n", c.raw, c.right)
		}
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}
