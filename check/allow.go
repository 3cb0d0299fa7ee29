package check

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/segment"
)

// SuppressionInvalid is the code of a comment that is meant to suppress
// findings and cannot be read.
const SuppressionInvalid finding.Code = "suppression-invalid"

// allowance is a suppression that stands in a Markdown text as a comment:
//
//	<!-- duizhao: allow number, date "as in the minutes" until 2027-01-31 -->
//
// Behind a sentence, in its paragraph, it accepts what is found in that
// sentence; on a line of its own, what is found in the paragraph, heading, item
// or table that follows.
type allowance struct {
	doc       *doc.Document
	span      doc.Span // of the comment
	codes     []finding.Code
	reason    string
	until     string // ISO date, "" for no end
	wrong     string // what is wrong with it: form, reason, code, until; "" for nothing
	word      string // the code or day that is wrong
	sentences [2]int // what it covers, half open; empty where nothing follows
}

// The limits of comments: a text of millions of them is no article.
const (
	maxAllowances = 10_000
	maxComment    = 2_000 // bytes
)

var (
	allowStart = regexp.MustCompile(`<!--[ \t\r\n]*duizhao:`)
	allowForm  = regexp.MustCompile(`^(?s)\s*allow\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)\s*(?:"([^"]*)"|“([^”]*)”|「([^」]*)」)?\s*(?:until\s+(\S+))?\s*$`)
)

// allowances reads the comments of a text. known are the codes that there are.
func allowances(t *segment.Text, known func(finding.Code) bool) []*allowance {
	d := t.Doc
	if !d.Markdown || !strings.Contains(d.Text, "duizhao:") {
		return nil
	}
	var out []*allowance
	for from := 0; len(out) < maxAllowances; {
		m := allowStart.FindStringIndex(d.Text[from:])
		if m == nil {
			break
		}
		start, body := from+m[0], from+m[1]
		from = body
		n := strings.Index(d.Text[body:min(len(d.Text), body+maxComment)], "-->")
		if n < 0 || shown(d, start) {
			continue
		}
		from = body + n + len("-->")
		a := &allowance{doc: d, span: doc.Span{Start: start, End: from}}
		a.read(d.Text[body:body+n], known)
		a.sentences = covered(t, a.span)
		out = append(out, a)
	}
	return out
}

// shown reports an offset of the file that is part of the text which readers
// see: code that explains such comments is none.
func shown(d *doc.Document, at int) bool {
	for _, b := range d.Blocks {
		if b.Src.Start > at {
			break
		}
		for _, r := range b.Runs {
			if r.Src.Contains(at) && !r.Span.Empty() {
				return true
			}
		}
	}
	return false
}

// read takes the words of a comment.
func (a *allowance) read(text string, known func(finding.Code) bool) {
	m := allowForm.FindStringSubmatch(text)
	if m == nil {
		a.wrong = "form"
		return
	}
	a.reason, a.until = strings.TrimSpace(m[2]+m[3]+m[4]), m[5]
	for _, code := range strings.Split(m[1], ",") {
		code := finding.Code(strings.TrimSpace(code))
		if !known(code) {
			a.wrong, a.word = "code", string(code)
			return
		}
		a.codes = append(a.codes, code)
	}
	if a.until != "" {
		if _, err := time.Parse(time.DateOnly, a.until); err != nil {
			a.wrong, a.word = "until", a.until
			return
		}
	}
	if a.reason == "" {
		a.wrong = "reason"
	}
}

// covered gives the sentences that a comment is about.
func covered(t *segment.Text, comment doc.Span) [2]int {
	block, before := -1, false
	for i, b := range t.Doc.Blocks {
		if b.Src.Start >= comment.End {
			if block < 0 {
				block = i
			}
			break
		}
		// The block goes around the comment, or ends before it in the same line.
		if gap := t.Doc.Text[min(b.Src.End, comment.Start):comment.Start]; b.Src.Start < comment.Start && !strings.ContainsAny(gap, "\r\n") {
			block, before = i, true
		} else if b.Src.End > comment.Start {
			block = i
		}
	}
	if block < 0 {
		return [2]int{}
	}
	from, _ := slices.BinarySearchFunc(t.Sentences, block, func(s segment.Sentence, b int) int { return s.Block - b })
	to := from
	for to < len(t.Sentences) && t.Sentences[to].Block == block {
		to++
	}
	if before {
		for k := to - 1; k >= from; k-- {
			if t.Sentences[k].Src.Start < comment.Start {
				return [2]int{k, k + 1}
			}
		}
	}
	return [2]int{from, to}
}

// ended reports a suppression whose last day is before today.
func ended(until, today string) bool { return until != "" && today != "" && until < today }

// covers reports that a comment accepts a finding: one of its codes in a bead
// of one of its sentences.
func (r *run) covers(a *allowance, s *side, f finding.Finding) bool {
	if !slices.Contains(a.codes, f.Code) {
		return false
	}
	for _, p := range []*finding.Place{f.Source, f.Target} {
		if p == nil || p.Sentence == nil {
			continue
		}
		at := r.tgt
		if p.Doc == r.src.text.Doc {
			at = r.src
		}
		if p.Sentence.Index >= len(at.bead) {
			continue
		}
		for k := a.sentences[0]; k < a.sentences[1]; k++ {
			if s.bead[k] == at.bead[p.Sentence.Index] {
				return true
			}
		}
	}
	return false
}

// allow takes out of the list what comments in either text accept, and reports
// comments that have ended, match nothing, or cannot be read. checked is false
// where most checks were left out, so that nothing can be said of comments.
func (r *run) allow(list []finding.Finding, checked bool) []finding.Finding {
	known := func(code finding.Code) bool {
		_, ok := r.levels[code]
		return ok || slices.Contains(r.opt.FurtherCodes, code) || slices.Contains(r.opt.LaterCodes, code)
	}
	for _, s := range []*side{r.src, r.tgt} {
		for _, a := range allowances(s.text, known) {
			used := false
			if a.wrong == "" {
				kept := list[:0:0]
				for _, f := range list {
					if !r.covers(a, s, f) {
						kept = append(kept, f)
						continue
					}
					used = true
					if ended(a.until, r.opt.Today) {
						kept = append(kept, f)
					}
				}
				list = kept
			}
			if f, ok := r.aboutComment(a, used, checked); ok {
				if s == r.src {
					f.Source = a.place()
				} else {
					f.Target = a.place()
				}
				list = withLevel(list, f, r.levels)
			}
		}
	}
	return list
}

// place is the comment in its file.
func (a *allowance) place() *finding.Place { return &finding.Place{Doc: a.doc, Span: a.span} }

// aboutComment is what there is to say about a comment itself.
func (r *run) aboutComment(a *allowance, used, checked bool) (finding.Finding, bool) {
	later := func(code finding.Code) bool { return slices.Contains(r.opt.LaterCodes, code) }
	switch {
	case a.wrong != "":
		f := staleComment(a, a.wrong)
		f.Code, f.Args["Word"] = SuppressionInvalid, a.word
		return f, true
	case ended(a.until, r.opt.Today):
		return staleComment(a, "ended"), true
	case used || !checked || !slices.ContainsFunc(a.codes, r.decides) || slices.ContainsFunc(a.codes, later):
		return finding.Finding{}, false
	}
	return staleComment(a, "unused"), true
}

// staleComment is the finding about a comment that suppresses nothing, still
// without its place.
func staleComment(a *allowance, kind string) finding.Finding {
	return finding.Finding{Code: SuppressionStale, Args: map[string]any{"Kind": kind, "Code": joinCodes(a.codes), "Sentence": "", "Reason": a.reason, "Until": a.until}}
}

// decides reports a code of which Run can say that nothing was found: it is
// on, and not found later by comparing articles.
func (r *run) decides(code finding.Code) bool {
	return r.levels[code] != Off && code != TwoWays && code != Alike
}

func joinCodes(codes []finding.Code) string {
	var b strings.Builder
	for i, c := range codes {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(c))
	}
	return b.String()
}

// withLevel appends a finding about a suppression at its level.
func withLevel(list []finding.Finding, f finding.Finding, levels map[finding.Code]Level) []finding.Finding {
	level := levels[f.Code]
	if level == Off {
		return list
	}
	f.Severity = finding.Severity(level - Info)
	return append(list, f)
}
