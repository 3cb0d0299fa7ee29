package main

import (
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/pipeline"
)

// decides reports whether the user decides about beads.
func decides(c *cli.Context) bool {
	return len(c.StringSlice("confirm"))+len(c.StringSlice("reject"))+len(c.StringSlice("release")) > 0
}

// decide writes the user's decisions into the article's ledger. Numbers are
// those that `duizhao align` prints, so they are checked before anything is
// written.
func (t *tool) decide(c *cli.Context, w *pipeline.Work, b *bitext.Bitext) error {
	_, kept := w.Ledger.Carry(w.Source, w.Targets...)
	count := 0
	for _, step := range []struct {
		flag  string
		apply func(*ledger.Ledger, *bitext.Bitext, ...int) *ledger.Ledger
	}{
		{"release", (*ledger.Ledger).Release}, {"reject", (*ledger.Ledger).Reject}, {"confirm", (*ledger.Ledger).Confirm},
	} {
		for _, list := range c.StringSlice(step.flag) {
			beads, err := beadNumbers(list, len(b.Beads))
			if err != nil {
				return err
			}
			count += len(beads)
			kept = step.apply(kept, b, beads...)
		}
	}
	path := w.Article.Ledger()
	if err := kept.Save(path); err != nil {
		return err
	}
	t.note(t.say.Text("cli.align.kept", "Count", count, "Path", path))
	return nil
}

// beadNumbers reads "3", "12-15" or "3,12-15": numbers of beads below n.
func beadNumbers(list string, n int) ([]int, error) {
	var out []int
	for _, part := range strings.Split(list, ",") {
		first, last, ranged := strings.Cut(strings.TrimSpace(part), "-")
		if !ranged {
			last = first
		}
		from, err1 := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || from > to || from < 0 || to >= n {
			return nil, fault.New("cli.bead-number", "", "Word", part, "Last", n-1)
		}
		for i := from; i <= to; i++ {
			out = append(out, i)
		}
	}
	return out, nil
}

// doubt is the confidence under which a bead is listed.
func doubt(c *cli.Context) float64 {
	if c.IsSet("below") {
		return c.Float64("below")
	}
	return 0.9
}

// listDoubtful prints the beads of less than a confidence, with the numbers
// that --confirm and --reject take.
func listDoubtful(w io.Writer, format exchange.Format, b *bitext.Bitext, ids []string, below float64) error {
	return exchange.WriteSome(w, format, b, ids, func(bead bitext.Bead) bool { return bead.Confidence < below })
}
