package pipeline

import (
	"path/filepath"
	"slices"
	"strings"

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

// options are what the check of one article obeys.
func (s *Settings) options(article string) check.Options {
	if s == nil {
		return check.Options{}
	}
	out := s.check
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
	if s == nil {
		return nil
	}
	var out []finding.Finding
	for _, p := range s.config.Suppress {
		stale, asked := finding.Finding{}, 0
		for _, r := range results {
			for _, list := range r.stale {
				for _, f := range list {
					if f.Args["Code"] == p.Code && f.Args["Sentence"] == p.Sentence && f.Args["Reason"] == p.Reason {
						stale = f
						asked++
					}
				}
			}
		}
		if asked == 0 || asked < targets(results, p.Article) && stale.Args["Kind"] != "ended" {
			continue
		}
		d := &doc.Document{Path: s.config.Path, Text: s.config.Text}
		from, to := lineSpan(s.config.Text, p.Line)
		stale.Source = &finding.Place{Doc: d, Span: doc.Span{Start: from, End: to}}
		out = append(out, stale)
	}
	return out
}

// targets counts the targets that a suppression could have been used in.
func targets(results []Result, article string) int {
	n := 0
	for _, r := range results {
		if article == "" || article == r.Article.Name {
			n += len(r.stale)
		}
	}
	return n
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

// takeStale parts the findings about suppressions from those about the text.
func takeStale(t bitext.Target) (bitext.Target, []finding.Finding) {
	var stale []finding.Finding
	kept := make([]finding.Finding, 0, len(t.Findings))
	for _, f := range t.Findings {
		if f.Code == check.SuppressionStale {
			stale = append(stale, f)
		} else {
			kept = append(kept, f)
		}
	}
	t.Findings = kept
	return t, stale
}
