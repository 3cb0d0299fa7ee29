package publish

import (
	"bytes"
	"os"
	"path/filepath"
	"unicode/utf8"

	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
)

// library reads documents again, for the lines that reports show of them: each
// once, as long as the library is kept. A document that can't be read any more
// is empty, so that a finding still has its file.
type library struct {
	encoding string
	byPath   map[string]*doc.Document
}

func (l *library) document(path string, tag lang.Tag) *doc.Document {
	if d := l.byPath[path]; d != nil {
		return d
	}
	name := filepath.FromSlash(path)
	d := l.plain(name, tag)
	if d == nil {
		var err error
		if d, err = read.File(name, read.Options{Lang: tag, Encoding: l.encoding}); err != nil {
			d = &doc.Document{Path: name, Lang: tag}
		}
	}
	if l.byPath == nil {
		l.byPath = map[string]*doc.Document{}
	}
	l.byPath[path] = d
	return d
}

// plain is a document of which only the text is needed, nil where its bytes are
// not yet the text: most files are UTF-8, and need not be parsed to be shown.
func (l *library) plain(name string, tag lang.Tag) *doc.Document {
	info, err := os.Stat(name)
	if l.encoding != "" || err != nil || info.Size() > read.MaxFile {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil || !utf8.Valid(data) || bytes.HasPrefix(data, []byte("\uFEFF")) {
		return nil
	}
	article, _, _ := read.SplitName(name)
	return &doc.Document{Path: name, Name: article, Lang: tag, Text: string(data)}
}

// restoreAll gives findings their documents again.
func (l *library) restoreAll(list []Finding) []finding.Finding {
	var out []finding.Finding
	for _, f := range list {
		out = append(out, l.restore(f))
	}
	return out
}

func (l *library) restore(f Finding) finding.Finding {
	out := finding.Finding{Code: f.Code, Severity: f.Severity, Args: f.Args, Term: f.Term, Source: l.place(f.Source), Target: l.place(f.Target)}
	if x := f.Fix; x != nil {
		d := l.document(x.Path, x.Lang)
		out.Fix = &finding.Fix{Doc: d, Span: within(d, x.Start, x.End), Text: x.With, Safe: x.Safe}
	}
	return out
}

func (l *library) place(p *Place) *finding.Place {
	if p == nil {
		return nil
	}
	d := l.document(p.Path, p.Lang)
	out := &finding.Place{Doc: d, Span: within(d, p.Start, p.End)}
	if p.Sentence >= 0 {
		out.Sentence = &finding.Sentence{Index: p.Sentence, ID: p.ID, Text: p.Text}
	}
	return out
}

// within keeps a range inside a document that may have become shorter.
func within(d *doc.Document, from, to int) doc.Span {
	n := len(d.Text)
	from = min(max(from, 0), n)
	return doc.Span{Start: from, End: min(max(to, from), n)}
}

// fact makes a pair's fact again.
func (l *library) fact(f *Facts, p Pair) check.Fact {
	at := func(text, sentence int, span [2]int) *finding.Place {
		t, s := f.Texts[text], f.Body.Sentences[text][sentence]
		return l.place(&Place{Path: t.Path, Lang: t.Lang, Start: span[0], End: span[1], Sentence: sentence, ID: s.ID, Text: s.Text})
	}
	return check.NewFact(at(0, p.Source, p.SourceAt), at(p.Text, p.Target, p.TargetAt), p.Accepted)
}
