package pipeline

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/align"
	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
)

// Settings are the part of a project's configuration that the stages obey.
type Settings struct {
	config *config.Config
	check  check.Options
}

// levelWords are the levels as the configuration writes them.
var levelWords = map[config.Level]check.Level{"off": check.Off, "info": check.Info, "warning": check.Warning, "error": check.Error}

// NewSettings makes settings of a configuration; today is the ISO date against
// which suppressions end. A code that no check has is refused.
func NewSettings(c *config.Config, today string) (*Settings, error) {
	s := &Settings{config: c, check: check.Options{Today: today, MegaZhao: c.Check.Zhao == "1e6"}}
	var known []string
	for _, d := range check.Defaults() {
		known = append(known, string(d.Code))
	}
	for _, code := range furtherCodes {
		known = append(known, string(code))
	}
	for _, code := range sortedKeys(c.Check.Levels) {
		if !slices.Contains(known, code) {
			return nil, fault.New("pipeline.unknown-code", c.Path, "Code", code, "Known", strings.Join(known, ", "))
		}
		if s.check.Levels == nil {
			s.check.Levels = map[finding.Code]check.Level{}
		}
		s.check.Levels[finding.Code(code)] = levelWords[c.Check.Levels[code]]
	}
	for _, p := range c.Suppress {
		if !slices.Contains(known, p.Code) {
			return nil, fault.New("pipeline.unknown-code", c.Path, "Code", p.Code, "Known", strings.Join(known, ", ")).At(p.Line, 0)
		}
	}
	return s, nil
}

// Glossaries are the termbases of the configuration, nil for none.
func (s *Settings) Glossaries() []string {
	if s == nil {
		return nil
	}
	var out []string
	for _, path := range s.config.Glossary {
		out = append(out, filepath.Join(filepath.Dir(s.config.Path), filepath.FromSlash(path)))
	}
	return out
}

// KeepIDs reports whether the project keeps the ids of its sentences.
func (s *Settings) KeepIDs() bool { return s != nil && s.config.KeepIDs }

// Check gives what the check of one article obeys, for pairs that take no other
// stage.
func (s *Settings) Check(article string) check.Options { return s.options(article) }

// Dictionary is the one that the checks ask.
func Dictionary() check.Dictionary {
	return check.Dictionary{Words: align.Words, Pinyin: align.Pinyin}
}

// options are what the check of one article obeys.
func (s *Settings) options(article string) check.Options {
	if s == nil {
		return check.Options{Dictionary: Dictionary(), LaterCodes: madeCodes}
	}
	out := s.check
	out.Dictionary, out.LaterCodes = Dictionary(), madeCodes
	for _, p := range s.config.Suppress {
		if p.Article == "" || p.Article == article {
			out.Suppress = append(out.Suppress, check.Suppression{Code: finding.Code(p.Code), Sentence: p.Sentence, Reason: p.Reason, Until: string(p.Until)})
		}
	}
	return out
}

// Stale lists the suppressions that no target of any article needed, or that
// have ended, each at its line of the configuration. Build takes what single
// targets say about them out of their findings.
func (s *Settings) Stale(results []Result) []finding.Finding {
	t := s.Tally()
	for _, r := range results {
		t.Add(r.Article.Name, r.Stale)
	}
	return t.Findings()
}

// Tally counts what targets say about the suppressions of the configuration,
// one article after the other.
type Tally struct {
	s       *Settings
	targets []int             // by suppression: targets that it could have been used in
	asked   []int             // by suppression: targets that had something to say of it
	last    []finding.Finding // by suppression: the last that one said
}

// Tally begins to count.
func (s *Settings) Tally() *Tally {
	t := &Tally{s: s}
	if s != nil {
		n := len(s.config.Suppress)
		t.targets, t.asked, t.last = make([]int, n), make([]int, n), make([]finding.Finding, n)
	}
	return t
}

// Add counts one article: stale is what Result.Stale has, a list for each
// target.
func (t *Tally) Add(article string, stale [][]finding.Finding) {
	for i := range t.targets {
		p := &t.s.config.Suppress[i]
		if p.Article == "" || p.Article == article {
			t.targets[i] += len(stale)
		}
		for _, list := range stale {
			for _, f := range list {
				if f.Args["Code"] == p.Code && f.Args["Sentence"] == p.Sentence && f.Args["Reason"] == p.Reason {
					t.last[i] = f
					t.asked[i]++
				}
			}
		}
	}
}

// Findings lists the suppressions that no target needed, or that have ended,
// each at its line of the configuration.
func (t *Tally) Findings() []finding.Finding {
	var out []finding.Finding
	for i := range t.targets {
		if t.asked[i] == 0 || t.asked[i] < t.targets[i] && t.last[i].Args["Kind"] != "ended" {
			continue
		}
		out = append(out, t.s.atLine(t.last[i], t.s.config.Suppress[i].Line))
	}
	return out
}

// atLine gives a finding its place: a line of the configuration.
func (s *Settings) atLine(f finding.Finding, line int) finding.Finding {
	from, to := lineSpan(s.config.Text, line)
	f.Source = &finding.Place{Doc: &doc.Document{Path: s.config.Path, Text: s.config.Text}, Span: doc.Span{Start: from, End: to}}
	return f
}

// lineSpan is the range of a line, counted from 1, without its end.
func lineSpan(text string, line int) (from, to int) {
	for ; line > 1; line-- {
		i := strings.IndexByte(text[from:], '\n')
		if i < 0 {
			break
		}
		from += i + 1
	}
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from, from + i
	}
	return from, len(text)
}

// takeStale parts the findings about suppressions of the configuration, which
// have no place, from those about the text.
func takeStale(t bitext.Target) (bitext.Target, []finding.Finding) {
	var stale []finding.Finding
	kept := make([]finding.Finding, 0, len(t.Findings))
	for _, f := range t.Findings {
		if aboutConfig(f) {
			stale = append(stale, f)
		} else {
			kept = append(kept, f)
		}
	}
	t.Findings = kept
	return t, stale
}

// aboutConfig reports a finding about a suppression of the configuration.
func aboutConfig(f finding.Finding) bool {
	return f.Code == check.SuppressionStale && f.Source == nil && f.Target == nil
}

// sourceComments leaves one finding about each comment in the source that
// suppresses findings: every target has its own. That a comment matches nothing
// is kept where no target needs it.
func sourceComments(ed *bitext.Edition) {
	type comment struct {
		start int
		kind  any
	}
	of := func(f finding.Finding) (comment, bool) {
		if (f.Code != check.SuppressionStale && f.Code != check.SuppressionInvalid) || f.Source == nil {
			return comment{}, false
		}
		return comment{f.Source.Span.Start, f.Args["Kind"]}, true
	}
	count := map[comment]int{}
	for _, t := range ed.Targets {
		for _, f := range t.Findings {
			if c, ok := of(f); ok {
				count[c]++
			}
		}
	}
	told := map[comment]bool{}
	for k := range ed.Targets {
		var kept []finding.Finding
		for _, f := range ed.Targets[k].Findings {
			if c, ok := of(f); ok && (told[c] || c.kind == "unused" && count[c] < len(ed.Targets)) {
				continue
			} else if ok {
				told[c] = true
			}
			kept = append(kept, f)
		}
		ed.Targets[k].Findings = kept
	}
}
