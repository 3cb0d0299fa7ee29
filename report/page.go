package report

import (
	"bufio"
	"html/template"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// page is a report for people who were sent a link: one file, no script, no
// request to anywhere.
var page = template.Must(template.New("report").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere }
li { margin: .9rem 0 }
ul { list-style: none; padding: 0 }
.error { border-inline-start: .3rem solid #b3261e; padding-inline-start: .8rem }
.warning { border-inline-start: .3rem solid #8a6100; padding-inline-start: .8rem }
.info { border-inline-start: .3rem solid #2b5fa4; padding-inline-start: .8rem }
mark { background: #ffe08a; color: #201a00 }
.text { display: block; font-family: "Noto Serif CJK TC", "Songti TC", serif; overflow-wrap: anywhere }
code { font-size: .85em }
</style>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
<p>{{.Count}}</p>
{{range .Files}}<h2>{{.Path}}</h2>
<ul>
{{range .Findings}}<li class="{{.Class}}"><strong>{{.Severity}}</strong> {{.Line}}:{{.Column}} {{.Message}} <code>{{.Code}}</code>
{{with .Text}}<span class="text" lang="{{.Lang}}">{{.Before}}<mark>{{.Marked}}</mark>{{.After}}</span>
{{end}}{{with .Source}}<span class="text" lang="{{.Lang}}">{{.Before}}<mark>{{.Marked}}</mark>{{.After}}</span>
{{end}}</li>
{{end}}</ul>
{{end}}</main>
</body>
</html>
`))

type pageFile struct {
	Path     string
	Findings []pageFinding
}

type pageFinding struct {
	Class, Severity, Message, Code string
	Line, Column                   int
	Text, Source                   *pageText
}

// pageText is a sentence with its marked part.
type pageText struct {
	Lang                  lang.Tag
	Before, Marked, After string
}

func writePage(w *bufio.Writer, findings []finding.Finding, opt Options) error {
	var files []*pageFile
	byPath := map[string]*pageFile{}
	errors, warnings := finding.Count(findings)
	for _, f := range findings {
		p := pageFinding{Class: f.Severity.String(), Severity: opt.Printer.Severity(f.Severity), Message: opt.Printer.Finding(f), Code: string(f.Code)}
		path := ""
		anchor := Anchor(f)
		if anchor != nil {
			at := anchor.Position()
			path, p.Line, p.Column, p.Text = anchor.Doc.Path, at.Line, at.Column, pageTextOf(anchor)
		}
		if f.Source != nil && f.Source != anchor {
			p.Source = pageTextOf(f.Source)
		}
		if byPath[path] == nil {
			byPath[path] = &pageFile{Path: path}
			files = append(files, byPath[path])
		}
		byPath[path].Findings = append(byPath[path].Findings, p)
	}
	return page.Execute(w, map[string]any{"Lang": opt.Printer.Lang, "Title": opt.Printer.Text("report.title"), "Files": files,
		"Count": opt.Printer.Text("report.count", "Errors", errors, "Warnings", warnings)})
}

// pageTextOf cuts the line of a place around what it marks, to a readable
// length.
func pageTextOf(p *finding.Place) *pageText {
	const around = 120 // bytes on either side, moved to a character's border
	line, start := p.Doc.LineAt(p.Span.Start)
	from := min(max(0, p.Span.Start-start), len(line))
	to := max(from, min(len(line), p.Span.End-start))
	left, right := max(0, from-around), min(len(line), to+around)
	for left > 0 && line[left]&0xC0 == 0x80 {
		left--
	}
	for right < len(line) && line[right]&0xC0 == 0x80 {
		right++
	}
	t := &pageText{Lang: p.Doc.Lang, Before: printable(line[left:from]), Marked: printable(line[from:to]), After: printable(line[to:right])}
	if left > 0 {
		t.Before = "…" + t.Before
	}
	if right < len(line) {
		t.After += "…"
	}
	return t
}
