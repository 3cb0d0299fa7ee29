package report

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
)

// window is how many columns of a long line are shown around a finding: an
// article's paragraph is one line of hundreds of characters, and a caret under
// a line that the terminal has wrapped points nowhere.
const window = 72

// columns measures what a terminal shows. Ambiguous characters count as one,
// as they do outside East Asian legacy locales.
var columns = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

const (
	bold  = "\x1b[1m"
	red   = "\x1b[31m"
	amber = "\x1b[33m"
	blue  = "\x1b[34m"
	dim   = "\x1b[2m"
	plain = "\x1b[0m"
)

// writeText prints one finding:
//
//	apec.en.md:12:5: error: “THAD” is forbidden; use “THAAD” [term-forbidden]
//	  …the deployment of the THAD missile system strained…
//	                         ^~~~
//	  apec.zh-Hant.md:10:3: 「薩德」系統入韓後，兩國關係…
func writeText(w *bufio.Writer, f finding.Finding, opt Options) {
	paint := func(code, text string) string {
		if !opt.Color {
			return text
		}
		return code + text + plain
	}
	tint := map[finding.Severity]string{finding.Error: red, finding.Warning: amber, finding.Info: blue}[f.Severity]
	anchor := Anchor(f)
	if anchor != nil {
		at := anchor.Position()
		w.WriteString(paint(bold, fmt.Sprintf("%s:%d:%d: ", anchor.Doc.Path, at.Line, at.Column)))
	}
	what := opt.Printer.Labelled(paint(tint, opt.Printer.Severity(f.Severity)), opt.Printer.Finding(f))
	fmt.Fprintf(w, "%s %s\n", what, paint(dim, "["+string(f.Code)+"]"))
	if anchor != nil && anchor.Doc.Text != "" {
		line, caret := excerpt(anchor.Doc, anchor.Span)
		fmt.Fprintf(w, "  %s\n  %s\n", line, paint(tint, caret))
	}
	if other := f.Source; other != nil && other != anchor {
		at := other.Position()
		fmt.Fprintf(w, "  %s\n", paint(dim, fmt.Sprintf("%s:%d:%d: %s", other.Doc.Path, at.Line, at.Column, counterpart(other))))
	}
}

// counterpart is the other side of a finding in at most one window of columns.
func counterpart(p *finding.Place) string {
	if p.Sentence != nil {
		return columns.Truncate(printable(p.Sentence.Text), window, "…")
	}
	line, _ := excerpt(p.Doc, p.Span)
	return line
}

// around is how many bytes of a line are read on either side of what is
// marked: no more fit the window, and a line may be a whole text.
const around = 8 * window

// excerpt gives the part of a line around span that fits the window, and the
// line of carets that belongs under it.
func excerpt(d *doc.Document, span doc.Span) (line, caret string) {
	full, start := d.LineAt(span.Start)
	from := min(max(0, span.Start-start), len(full))
	to := max(from, min(len(full), span.End-start))
	left, middle, right := max(0, from-around), min(to, from+around), min(len(full), to+around)
	before, marked, after := printable(whole(full[left:from])), printable(full[from:middle]), printable(whole(full[to:right]))

	marked = columns.Truncate(marked, window*2/3, "…")
	room := window - columns.StringWidth(marked)
	if w := columns.StringWidth(before); left > 0 || w > room/2 && w+columns.StringWidth(after) > room {
		keep := max(room/2, room-columns.StringWidth(after))
		before = "…" + lastColumns(before, keep-1)
	}
	after = columns.Truncate(after, max(1, room-columns.StringWidth(before)), "…")

	width := max(1, columns.StringWidth(marked))
	return before + marked + after, strings.Repeat(" ", columns.StringWidth(before)) + "^" + strings.Repeat("~", width-1)
}

// whole leaves out the parts of characters at the ends of a cut.
func whole(text string) string {
	for text != "" && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	for n := 1; n <= utf8.UTFMax && n <= len(text); n++ {
		if at := len(text) - n; utf8.RuneStart(text[at]) {
			if !utf8.FullRuneInString(text[at:]) {
				return text[:at]
			}
			break
		}
	}
	return text
}

// lastColumns is the end of text that fits n columns.
func lastColumns(text string, n int) string {
	at := len(text)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if n -= columns.RuneWidth(r); n < 0 {
			break
		}
		at -= size
	}
	return text[at:]
}

// printable makes text safe for a terminal: tabs and controls, escape
// sequences among them, become a space each, so that widths stay right.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text)
}
