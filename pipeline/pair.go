package pipeline

import (
	"path/filepath"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// LoadPair reads two files as source and target, in this order whatever their
// languages; a language that is Und is found out.
func LoadPair(source string, from lang.Tag, target string, to lang.Tag, terms []string, opt Options) (*Work, error) {
	name, _, _ := read.SplitName(source)
	a := Article{Name: name, Dir: filepath.Dir(source), Source: File{source, from}, Targets: []File{{target, to}}, Glossaries: terms}
	if terms == nil {
		a.Glossaries = findGlossary(a.Dir, a.Dir, opt.Settings.Project())
	}
	w, err := Load(a, opt)
	if err != nil {
		return nil, err
	}
	w.Article.Source.Lang, w.Article.Targets[0].Lang = w.Source.Doc.Lang, w.Targets[0].Doc.Lang
	return w, nil
}

// WorkOf is a pair of texts that were segmented already, with termbases and no
// ledger: sentences without an article have no ids.
func WorkOf(source, target *segment.Text, terms []string) (*Work, error) {
	w := &Work{Source: source, Targets: []*segment.Text{target}, Ledger: &ledger.Ledger{}}
	w.Article = Article{Name: source.Doc.Name, Source: File{source.Doc.Path, source.Doc.Lang},
		Targets: []File{{target.Doc.Path, target.Doc.Lang}}, Glossaries: terms}
	return w, w.loadTerms(nil)
}
