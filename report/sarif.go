package report

import (
	"bufio"
	"net/url"
	"path/filepath"
	"sort"

	"github.com/duizhao/duizhao/finding"
)

// The parts of SARIF 2.1.0 (OASIS, 2020) that findings need. Columns are in
// code points, as the run's columnKind says.
type sarifLog struct {
	Version string     `json:"version"`
	Schema  string     `json:"$schema"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string `json:"id"`
	HelpURI string `json:"helpUri"`
}

type sarifResult struct {
	RuleID           string            `json:"ruleId"`
	RuleIndex        int               `json:"ruleIndex"`
	Level            string            `json:"level"`
	Message          sarifText         `json:"message"`
	Locations        []sarifLocation   `json:"locations,omitempty"`
	RelatedLocations []sarifLocation   `json:"relatedLocations,omitempty"`
	Fixes            []sarifFix        `json:"fixes,omitempty"`
	Fingerprints     map[string]string `json:"partialFingerprints,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Changes []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}

// helpPage is where a code is explained.
const helpPage = "https://github.com/duizhao/duizhao/blob/main/docs/checks.md#"

// writeSARIF writes all findings as one run.
func writeSARIF(w *bufio.Writer, findings []finding.Finding, opt Options) error {
	codes := map[string]int{}
	for _, f := range findings {
		codes[string(f.Code)] = 0
	}
	names := make([]string, 0, len(codes))
	for c := range codes {
		names = append(names, c)
	}
	sort.Strings(names)
	rules := make([]sarifRule, len(names))
	for i, c := range names {
		codes[c] = i
		rules[i] = sarifRule{ID: c, HelpURI: helpPage + c}
	}
	results := make([]sarifResult, 0, len(findings))
	for _, f := range findings {
		results = append(results, sarifOf(f, codes[string(f.Code)], opt))
	}
	encoder := newEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{
		Version: "2.1.0", Schema: "https://json.schemastore.org/sarif-2.1.0.json",
		Runs: []sarifRun{{
			Tool:       sarifTool{sarifDriver{Name: "duizhao", InformationURI: "https://github.com/duizhao/duizhao", Rules: rules}},
			ColumnKind: "unicodeCodePoints", Results: results,
		}},
	})
}

func sarifOf(f finding.Finding, rule int, opt Options) sarifResult {
	level := map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Info: "note"}[f.Severity]
	r := sarifResult{RuleID: string(f.Code), RuleIndex: rule, Level: level, Message: sarifText{opt.Printer.Finding(f)}}
	anchor := Anchor(f)
	if anchor != nil {
		r.Locations = []sarifLocation{sarifAt(anchor)}
		if s := anchor.Sentence; s != nil && s.ID != "" {
			// An alert stays the same alert while its sentence keeps its id,
			// whatever line it moves to.
			r.Fingerprints = map[string]string{"duizhaoSentence/v1": string(f.Code) + "/" + s.ID + "/" + f.Term}
		}
	}
	if f.Source != nil && f.Source != anchor {
		l := sarifAt(f.Source)
		if f.Source.Sentence != nil {
			l.Message = &sarifText{f.Source.Sentence.Text}
		}
		r.RelatedLocations = []sarifLocation{l}
	}
	if f.Fix != nil {
		at := sarifAt(&finding.Place{Doc: f.Fix.Doc, Span: f.Fix.Span}).Physical
		r.Fixes = []sarifFix{{[]sarifChange{{at.Artifact, []sarifReplacement{{at.Region, sarifText{f.Fix.Text}}}}}}}
	}
	return r
}

func sarifAt(p *finding.Place) sarifLocation {
	at := toPlace(p)
	return sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{URI: (&url.URL{Path: filepath.ToSlash(at.File)}).String()},
		Region:   sarifRegion{at.Line, at.Column, at.EndLine, at.EndColumn},
	}}
}
