package report

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
)

// findings has one of each kind: with a fix, without a target, without a
// place, and with text that the formats must escape.
func findings(t *testing.T) []finding.Finding {
	t.Helper()
	source, target := at(t, "甲。\n「薩德」入韓。", "薩德"), at(t, "A.\nThe <THAD>, 100% \"new\".", "<THAD>, 100%")
	target.Doc.Path = "a folder/b,c:d.md"
	return []finding.Finding{
		{Code: "term-forbidden", Severity: finding.Error, Term: "薩德", Source: source, Target: target,
			Fix: &finding.Fix{Doc: target.Doc, Span: target.Span, Text: "THAAD & co", Safe: true}},
		{Code: "omission", Severity: finding.Warning, Source: source},
		{Code: "moved", Severity: finding.Info},
	}
}

func printed(t *testing.T, format Format, list []finding.Finding) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, format, list, Options{Printer: message.New(lang.En)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSARIFSchema: the report is valid by the schema that Microsoft ships.
func TestSARIFSchema(t *testing.T) {
	modules := os.Getenv("DUIZHAO_NODE_MODULES")
	path := filepath.Join(modules, "@microsoft", "jest-sarif", "lib", "schemas", "sarif-2.1.0-rtm.5.json")
	if _, err := os.Stat(path); modules == "" || err != nil {
		require.Missing(t, "sarif", "DUIZHAO_NODE_MODULES has no @microsoft/jest-sarif")
	}
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	for _, list := range [][]finding.Finding{nil, findings(t)} {
		if err := valid(printed(t, SARIF, list)); err != nil {
			t.Error(err)
		}
	}
	if valid(strings.Replace(printed(t, SARIF, findings(t)), `"level": "error"`, `"level": "fatal"`, 1)) == nil {
		t.Error("the schema takes a level that does not exist: the test checks nothing")
	}
}

func TestSARIF(t *testing.T) {
	var log sarifLog
	if err := json.Unmarshal([]byte(printed(t, SARIF, findings(t))), &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	r := results[0]
	if len(results) != 3 || r.Locations[0].Physical.Artifact.URI != "a%20folder/b,c:d.md" || r.Locations[0].Physical.Region.StartLine != 2 ||
		r.Locations[0].Physical.Region.StartColumn != 5 || r.Fixes[0].Changes[0].Replacements[0].Inserted.Text != "THAAD & co" ||
		log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Fingerprints["duizhaoSentence/v1"] == "" {
		t.Errorf("got %+v", r)
	}
}

func TestJUnit(t *testing.T) {
	text := printed(t, JUnit, findings(t))
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Failure *struct {
					Text string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(text), &suites); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if suites.Tests != 3 || suites.Failures != 2 || suites.Suites[0].Name != "a folder/b,c:d.md" || !strings.Contains(suites.Suites[0].Cases[0].Failure.Text, "<THAD>") {
		t.Errorf("got %+v", suites)
	}
	if !strings.Contains(printed(t, JUnit, nil), `tests="1"`) {
		t.Error("no findings: no case either")
	}
}

func TestGitHub(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(printed(t, GitHub, findings(t))), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "::error file=a folder/b%2Cc%3Ad.md,line=2,col=5,endLine=2,endColumn=17,title=term-forbidden::") ||
		lines[3] != "::notice title=duizhao::errors: 1, warnings: 1" {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
	if githubData("a%b\nc") != "a%25b%0Ac" {
		t.Error("a message can end its line")
	}
}

func TestPage(t *testing.T) {
	text := printed(t, HTML, findings(t))
	if strings.Contains(text, "<THAD>") || !strings.Contains(text, "<mark>&lt;THAD&gt;, 100%</mark>") || strings.Contains(text, "<script") {
		t.Errorf("got %s", text)
	}
}
