package translate

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider"
)

// counts is what requests use up.
type counts struct{ characters, in, out int }

func (c counts) plus(d counts) counts {
	return counts{c.characters + d.characters, c.in + d.in, c.out + d.out}
}

// cost is what counts are charged.
func (p Price) cost(c counts) float64 {
	return (p.MillionCharacters*float64(c.characters) + p.MillionInputTokens*float64(c.in) + p.MillionOutputTokens*float64(c.out)) / 1e6
}

// Tokens for each character, between what two vocabularies of byte pairs need
// for news, novels and manuals (o200k_base; cl100k_base):
//
//	Chinese  0.59–0.96; 0.77–1.40    1.1
//	Korean   0.48–0.67; 0.72–1.02    0.8, spaces among it
//	English  0.21–0.24; 0.21–0.24    0.25
//
// A vocabulary that knows less of a script needs more: see reserve.
const (
	hanTokens, hangulTokens, otherTokens = 1.1, 1.0, 0.25
	requestTokens                        = 400 // what a service is told with each request
	segmentTokens                        = 12  // id, quotation marks, braces
)

// tokens estimates the tokens of a text.
func tokens(text string) float64 {
	n := 0.0
	for _, r := range text {
		switch {
		case r < 0x80:
			n += otherTokens
		case r >= 0xAC00 && r <= 0xD7A3:
			n += hangulTokens
		case r >= 0x2E80:
			n += hanTokens
		case unicode.Is(unicode.Latin, r):
			n += 2 * otherTokens
		default:
			n++
		}
	}
	return n
}

// outputTokens estimates the tokens of a translation from its source: so many
// for what one Chinese character says.
func outputTokens(text string, to lang.Tag) float64 {
	each := 1.0
	switch {
	case to == lang.Ko:
		each = 1.25
	case to == lang.En:
		each = 0.85
	case to.Chinese():
		each = hanTokens
	}
	return extent(text) * each
}

// expect estimates what a request uses up.
func expect(q provider.Request) counts {
	in := float64(requestTokens)
	out := 0.0
	c := counts{}
	for _, s := range q.Segments {
		c.characters += utf8.RuneCountInString(s.Text)
		in += tokens(s.Text) + segmentTokens
		out += outputTokens(s.Text, q.To) + segmentTokens
	}
	for _, s := range q.Context {
		in += tokens(s)
	}
	for _, t := range q.Terms {
		in += tokens(t.Source+t.Target) + 4
	}
	for _, e := range q.Examples {
		in += tokens(e.Source+e.Target) + 4
	}
	in += tokens(q.Complaint)
	c.in, c.out = int(math.Ceil(in)), int(math.Ceil(out))
	return c
}

// budget keeps a run under its caps. Before a request is sent, what it may use
// at the most is set aside; when it has been answered, what it did use is
// counted instead. A round of requests is chosen at once and in order, so that
// what is sent doesn't depend on which answer comes first.
type budget struct {
	opt    *Options
	used   counts
	factor [3]float64 // by how much the service has exceeded what was expected, at the most
}

// generous is how much more than expected is set aside: for vocabularies that
// cut finely, instructions that are long, translations that are.
const generous = 2

func newBudget(opt *Options) *budget {
	return &budget{opt: opt, factor: [3]float64{1, generous, generous}}
}

// reserve is what a request may use at the most, as far as can be told.
func (b *budget) reserve(q provider.Request) counts {
	c := expect(q)
	return counts{grown(c.characters, b.factor[0]), grown(c.in, b.factor[1]), grown(c.out, b.factor[2])}
}

func grown(n int, factor float64) int { return int(math.Ceil(float64(n) * factor)) }

// capped reports any cap.
func (b *budget) capped() bool {
	return b.opt.MaxCharacters > 0 || b.opt.MaxTokens > 0 || b.opt.MaxCost > 0
}

// exceeds names the cap that c would pass, "" for none.
func (b *budget) exceeds(c counts) string {
	switch {
	case b.opt.MaxCharacters > 0 && c.characters > b.opt.MaxCharacters:
		return "characters"
	case b.opt.MaxTokens > 0 && c.in+c.out > b.opt.MaxTokens:
		return "tokens"
	case b.opt.MaxCost > 0 && b.opt.Price.cost(c) > b.opt.MaxCost:
		return "cost"
	}
	return ""
}

// count adds what a request used: the service's own figures where it gives
// some, else what was expected.
func (b *budget) count(q provider.Request, u provider.Usage) {
	want := expect(q)
	got := want
	if u.Characters > 0 {
		got.characters = u.Characters
	}
	if u.InputTokens > 0 || u.OutputTokens > 0 {
		got.in, got.out = max(u.InputTokens, 0), max(u.OutputTokens, 0)
	}
	b.used = b.used.plus(got)
	for i, pair := range [][2]int{{got.characters, want.characters}, {got.in, want.in}, {got.out, want.out}} {
		if pair[1] > 0 {
			b.factor[i] = min(max(b.factor[i], float64(pair[0])/float64(pair[1])), 1000)
		}
	}
}

// fault says which cap ended the run, and how many sentences are left.
func (b *budget) fault(kind string, left int) error {
	var limit, used any = b.opt.MaxCharacters, b.used.characters
	switch kind {
	case "tokens":
		limit, used = b.opt.MaxTokens, b.used.in+b.used.out
	case "cost":
		limit, used = money(b.opt.MaxCost), money(b.opt.Price.cost(b.used))
	}
	e := fault.New("translate.cap-"+kind, "", "Limit", limit, "Used", used, "Currency", b.opt.Price.Currency, "Count", left)
	e.Class = fault.Quota
	return e
}

// money rounds up to a hundredth of a hundredth.
func money(v float64) float64 { return math.Ceil(v*1e4-1e-6) / 1e4 }

// take takes from the front of a queue what fits under the caps, cutting the
// last task where only a part of it does. cap names what is full.
func (b *budget) take(queue []*task, request func(*task) provider.Request) (now, rest []*task, cap string) {
	if !b.capped() {
		return queue, nil, ""
	}
	sum := b.used
	for i, t := range queue {
		next := sum.plus(b.reserve(request(t)))
		if cap = b.exceeds(next); cap == "" {
			sum = next
			now = append(now, t)
			continue
		}
		for n := len(t.jobs) - 1; n > 0; n-- {
			part := &task{t.jobs[:n:n], t.complaint}
			if b.exceeds(sum.plus(b.reserve(request(part)))) == "" {
				return append(now, part), append([]*task{{t.jobs[n:], t.complaint}}, queue[i+1:]...), ""
			}
		}
		return now, queue[i:], cap
	}
	return now, nil, ""
}
