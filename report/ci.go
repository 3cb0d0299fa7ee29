package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/duizhao/duizhao/finding"
)

// JUnit XML, as Jenkins and GitLab read it: a suite for each file, a case for
// each finding. Notes pass; errors and warnings are failures of their type.
type junitSuites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Suites   []*junitSuite
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func writeJUnit(w *bufio.Writer, findings []finding.Finding, opt Options) error {
	all := junitSuites{Name: "duizhao"}
	byFile := map[string]*junitSuite{}
	for _, f := range findings {
		file, line := "", 0
		if anchor := Anchor(f); anchor != nil {
			file, line = anchor.Doc.Path, anchor.Position().Line
		}
		suite := byFile[file]
		if suite == nil {
			suite = &junitSuite{Name: file}
			byFile[file] = suite
			all.Suites = append(all.Suites, suite)
		}
		c := junitCase{Name: fmt.Sprintf("%s:%d %s", file, line, f.Code), Class: string(f.Code)}
		if f.Severity > finding.Info {
			var text strings.Builder
			buffered := bufio.NewWriter(&text)
			writeText(buffered, f, Options{Printer: opt.Printer})
			buffered.Flush()
			c.Failure = &junitFailure{Type: f.Severity.String(), Message: opt.Printer.Finding(f), Text: text.String()}
			suite.Failures++
			all.Failures++
		}
		suite.Tests++
		all.Tests++
		suite.Cases = append(suite.Cases, c)
	}
	if len(findings) == 0 { // a report without a case is taken for a broken run
		all.Tests = 1
		all.Suites = []*junitSuite{{Name: "duizhao", Tests: 1, Cases: []junitCase{{Name: "check", Class: "duizhao"}}}}
	}
	w.WriteString(xml.Header)
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	return w.WriteByte('\n')
}

// writeGitHub writes workflow commands that GitHub shows as annotations. It
// shows about ten errors and ten warnings a step, so the count comes last, as
// a notice of its own.
func writeGitHub(w *bufio.Writer, findings []finding.Finding, opt Options) {
	errors, warnings := finding.Count(findings)
	for _, f := range findings {
		command := "notice"
		switch f.Severity {
		case finding.Error:
			command = "error"
		case finding.Warning:
			command = "warning"
		}
		fmt.Fprintf(w, "::%s ", command)
		if anchor := Anchor(f); anchor != nil {
			at := toPlace(anchor)
			fmt.Fprintf(w, "file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,", githubProperty(at.File), at.Line, at.Column, at.EndLine, at.EndColumn)
		}
		fmt.Fprintf(w, "title=%s::%s\n", githubProperty(string(f.Code)), githubData(opt.Printer.Finding(f)))
	}
	fmt.Fprintf(w, "::notice title=duizhao::%s\n", githubData(opt.Printer.Text("report.count", "Errors", errors, "Warnings", warnings)))
}

// githubData escapes a message as the workflow command syntax asks.
func githubData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// githubProperty escapes a property's value.
func githubProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
