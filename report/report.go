// Package report prints findings: as text with the line and a caret, as JSON
// and JSON lines, as SARIF, JUnit and GitHub annotations for CI, and as a page.
// Wording comes from package message.
package report

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/message"
)

// Format is a way of printing findings.
type Format string

// The formats.
const (
	Text   Format = "text"
	JSON   Format = "json"
	JSONL  Format = "jsonl"
	SARIF  Format = "sarif"  // SARIF 2.1.0
	JUnit  Format = "junit"  // JUnit XML
	GitHub Format = "github" // annotations of GitHub Actions
	HTML   Format = "html"   // a page of its own

	Summary Format = "summary" // Markdown for the summary of a CI job
)

// Formats lists them in the order of help texts.
var Formats = []Format{Text, JSON, JSONL, SARIF, JUnit, GitHub, HTML, Summary}

// Options say how to print.
type Options struct {
	Printer *message.Printer
	Color   bool // ANSI colours in text
}

// Write prints findings in the format, in the order given.
func Write(w io.Writer, format Format, findings []finding.Finding, opt Options) error {
	buffered := bufio.NewWriter(w)
	var err error
	switch format {
	case JSON:
		objects := make([]object, 0, len(findings))
		for _, f := range findings {
			objects = append(objects, toObject(f, opt.Printer))
		}
		encoder := newEncoder(buffered)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(objects)
	case JSONL:
		encoder := newEncoder(buffered)
		for _, f := range findings {
			if err = encoder.Encode(toObject(f, opt.Printer)); err != nil {
				break
			}
		}
	case SARIF:
		err = writeSARIF(buffered, findings, opt)
	case JUnit:
		err = writeJUnit(buffered, findings, opt)
	case GitHub:
		writeGitHub(buffered, findings, opt)
	case Summary:
		writeSummary(buffered, findings, opt)
	case HTML:
		err = writePage(buffered, findings, opt)
	default:
		for _, f := range findings {
			writeText(buffered, f, opt)
		}
	}
	if flushing := buffered.Flush(); err == nil {
		err = flushing
	}
	return err
}

// newEncoder leaves < > & as they are: these reports are read by people too,
// and never stand inside a page.
func newEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}

// object is a finding in JSON. Field names are published and never change.
type object struct {
	Code     finding.Code `json:"code"`
	Severity string       `json:"severity"`
	Message  string       `json:"message"`
	Term     string       `json:"term"`
	Fix      *fix         `json:"fix"`
	Source   *place       `json:"source"`
	Target   *place       `json:"target"`
}

// place is a place in JSON: line and column from 1, column in code points.
type place struct {
	File      string    `json:"file"`
	Line      int       `json:"line"`
	Column    int       `json:"column"`
	EndLine   int       `json:"endLine"`
	EndColumn int       `json:"endColumn"`
	Sentence  *sentence `json:"sentence"`
}

type sentence struct {
	Index int    `json:"index"`
	ID    string `json:"id"`
	Text  string `json:"text"`
}

type fix struct {
	place
	Text string `json:"text"`
	Safe bool   `json:"safe"`
}

func toObject(f finding.Finding, p *message.Printer) object {
	o := object{Code: f.Code, Severity: f.Severity.String(), Message: p.Finding(f), Term: f.Term,
		Source: toPlace(f.Source), Target: toPlace(f.Target)}
	if f.Fix != nil {
		o.Fix = &fix{place: *toPlace(&finding.Place{Doc: f.Fix.Doc, Span: f.Fix.Span}), Text: f.Fix.Text, Safe: f.Fix.Safe}
	}
	return o
}

func toPlace(p *finding.Place) *place {
	if p == nil {
		return nil
	}
	start, end := p.Position(), p.Doc.Position(p.Span.End)
	out := &place{File: p.Doc.Path, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column}
	if s := p.Sentence; s != nil {
		out.Sentence = &sentence{s.Index, s.ID, s.Text}
	}
	return out
}

// Anchor is the place that a finding is listed under: the target's where
// there is one, since that is the text that a translator changes.
func Anchor(f finding.Finding) *finding.Place {
	if f.Target != nil {
		return f.Target
	}
	return f.Source
}
