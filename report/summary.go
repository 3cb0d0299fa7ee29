package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/finding"
)

// limits of a job summary. GitHub refuses a step's summary of more than 1 MiB
// as a whole, so it stops well below that.
const (
	maxSummary     = 512 << 10 // bytes
	maxSummaryRows = 200
)

// writeSummary writes findings as Markdown for the summary of a CI job: the
// counts, a table by code, and the findings, the worst first.
func writeSummary(w *bufio.Writer, findings []finding.Finding, opt Options) {
	p := opt.Printer
	errors, warnings := finding.Count(findings)
	size := 0
	write := func(format string, args ...any) {
		n, _ := fmt.Fprintf(w, format, args...) // Flush tells of errors
		size += n
	}
	write("## duizhao\n\n%s\n", p.Text("report.count", "Errors", errors, "Warnings", warnings))
	if len(findings) == 0 {
		return
	}
	type row struct {
		code  finding.Code
		worst finding.Severity
		count int
	}
	var rows []row
	for _, f := range findings {
		i := slices.IndexFunc(rows, func(r row) bool { return r.code == f.Code })
		if i < 0 {
			i = len(rows)
			rows = append(rows, row{code: f.Code})
		}
		rows[i].worst = max(rows[i].worst, f.Severity)
		rows[i].count++
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.worst, a.worst), cmp.Compare(b.count, a.count), cmp.Compare(a.code, b.code))
	})
	write("\n| %s | %s | %s |\n|---|---|--:|\n", p.Text("report.code"), p.Text("report.level"), p.Text("report.number"))
	for _, r := range rows {
		write("| `%s` | %s | %d |\n", r.code, p.Severity(r.worst), r.count)
	}
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b finding.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	write("\n| %s | %s |\n|---|---|\n", p.Text("report.place"), p.Text("report.finding"))
	for i, f := range sorted {
		if i == maxSummaryRows || size > maxSummary {
			write("\n%s\n", p.Text("report.more", "Count", len(sorted)-i))
			return
		}
		place := ""
		if anchor := Anchor(f); anchor != nil {
			place = fmt.Sprintf("%s:%d", anchor.Doc.Path, anchor.Position().Line)
		}
		write("| %s | %s `%s` |\n", cell(place), p.Labelled(p.Severity(f.Severity), cell(shorten(p.Finding(f), 600))), f.Code)
	}
}

// cell is text in a cell of a Markdown table: nothing in it is markup, a link
// or the end of the cell.
func cell(text string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(text), " ") {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '\\', '`', '*', '_', '{', '}', '[', ']', '(', ')', '#', '+', '!', '|', '~', '>', '@':
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// shorten cuts text to n runes.
func shorten(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}
