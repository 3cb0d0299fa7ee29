package html

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/render"
)

// layer is what an open inline element is for. Elements nest in this order, so
// that two pieces share what they can.
type layer int

const (
	pairLayer layer = iota
	sentenceLayer
	linkLayer
	termLayer
	strongLayer
	emphLayer
	strikeLayer
	monoLayer
)

// open is an open element; two are the same when they are equal.
type open struct {
	layer layer
	key   string // link: its address
	n     int    // pair: the group; sentence: its index; term: the mark
}

// inline writes the pieces of one part. The open elements are a stack; from
// piece to piece only what differs is closed and opened.
type inline struct {
	p      *page
	column int
	row    *rowState
	style  doc.Style // of the block: headings are strong
	stack  []open
	task   bool   // a list item begins here: its box to tick is drawn
	date   string // of a dateline: what it says, ISO 8601
	dated  string // and its text
	noLink bool   // links cannot stand here
	noGaps bool   // marks of omissions cannot stand here
	whole  bool   // the pieces reach to the paragraph's end
	tail   int    // byte of the block where its last word begins: see lastWord
}

// pieces writes some pieces of a part and closes what they opened.
func (in *inline) pieces(pieces []render.Piece) {
	in.tail = in.lastWord(pieces)
	for i, piece := range pieces {
		sentence := piece.Sentence
		if sentence >= 0 && (i == 0 || pieces[i-1].Sentence != sentence) {
			in.gaps(in.row.gapsBefore(in.column, sentence))
		}
		in.to(in.wanted(piece))
		in.piece(piece)
		if sentence >= 0 && (i+1 == len(pieces) || pieces[i+1].Sentence != sentence) {
			in.endSentence(sentence)
			in.gaps(in.row.gapsAfter(in.column, sentence))
		}
	}
	in.to(nil)
}

// wanted is the stack that a piece stands in.
func (in *inline) wanted(piece render.Piece) []open {
	var out []open
	if piece.Sentence >= 0 {
		if g := in.row.group(in.column, piece.Sentence); g >= 0 {
			out = append(out, open{layer: pairLayer, n: g})
		}
		out = append(out, open{layer: sentenceLayer, n: piece.Sentence})
	}
	if piece.Note != "" {
		return out
	}
	linked := false
	if piece.Link != "" && !in.noLink {
		if href, ok := safeLink(piece.Link); ok {
			if in.p.opt.Place.Link != nil {
				href = in.p.opt.Place.Link(href)
			}
			out = append(out, open{layer: linkLayer, key: href})
			linked = true
		}
	}
	if piece.Mark >= 0 {
		o := open{layer: termLayer, n: piece.Mark}
		if linked {
			o.key = "linked"
		}
		out = append(out, o)
	}
	for _, s := range [...]struct {
		style doc.Style
		layer layer
	}{{doc.Strong, strongLayer}, {doc.Emph, emphLayer}, {doc.Strike, strikeLayer}, {doc.Mono, monoLayer}} {
		if piece.Style&s.style != 0 {
			out = append(out, open{layer: s.layer})
		}
	}
	return out
}

// to closes and opens elements until the stack is as wanted.
func (in *inline) to(wanted []open) {
	same := 0
	for same < len(in.stack) && same < len(wanted) && in.stack[same] == wanted[same] {
		same++
	}
	for i := len(in.stack) - 1; i >= same; i-- {
		in.p.out.raw(closing(in.stack[i]))
	}
	in.stack = append(in.stack[:0], wanted...)
	for _, o := range wanted[same:] {
		in.open(o)
	}
}

func closing(o open) string {
	switch o.layer {
	case linkLayer:
		return "</a>"
	case termLayer:
		if o.key == "" {
			return "</a>"
		}
	case strongLayer:
		return "</strong>"
	case emphLayer:
		return "</em>"
	case strikeLayer:
		return "</s>"
	case monoLayer:
		return "</code>"
	}
	return "</span>"
}

func (in *inline) open(o open) {
	w := &in.p.out
	switch o.layer {
	case pairLayer:
		in.openPair(o.n)
	case sentenceLayer:
		w.raw("<span class=\"s\"")
		if !in.p.shown[in.column][o.n] {
			in.p.shown[in.column][o.n] = true
			w.attr("id", in.p.anchors[in.column][o.n])
		}
		w.raw(">")
	case linkLayer:
		w.raw("<a")
		w.attr("href", o.key)
		w.raw(">")
	case termLayer:
		in.openTerm(o)
	case strongLayer:
		w.raw("<strong>")
	case emphLayer:
		w.raw("<em>")
	case strikeLayer:
		w.raw("<s>")
	case monoLayer:
		w.raw("<code>")
	}
}

// openPair opens the stretch of a group that stands in this column. The group
// g of a row has the class g<g> in every column, which is what the style sheet
// lights up together; its first stretch is marked, for the tab stop and for
// the interleaved view.
func (in *inline) openPair(g int) {
	w := &in.p.out
	w.raw("<span class=\"g g", strconv.Itoa(g))
	if in.row.lead(g) == in.column {
		w.raw(" f")
	}
	if in.column > 0 && in.row.row.Groups[g].Sentences[0].Len() == 0 {
		w.raw(" add") // the source has no such sentence
	}
	w.raw("\"")
	if c := in.row.confidence[g]; c < lowConfidence && in.row.lead(g) == in.column {
		w.attr("data-confidence", strconv.FormatFloat(c, 'f', 2, 64))
	}
	w.raw(">")
}

// openTerm opens a term mark: a link to its entry, or a plain element where a
// link is around it. The first mark of an entry in a column is a tab stop, the
// others can be reached with the pointer.
func (in *inline) openTerm(o open) {
	w := &in.p.out
	entry := in.p.entryOf(in.p.marks[in.column][o.n])
	n := strconv.Itoa(entry + 1)
	if o.key != "" {
		w.raw("<span class=\"t t", n, "\">")
		return
	}
	w.raw("<a class=\"t t", n, "\" href=\"#x-g", n, "\"")
	if in.p.termSeen[[2]int{in.column, entry}] {
		w.raw(" tabindex=\"-1\"")
	}
	in.p.termSeen[[2]int{in.column, entry}] = true
	w.raw(">")
}

// piece writes the text of a piece.
func (in *inline) piece(piece render.Piece) {
	w := &in.p.out
	switch {
	case piece.Note != "":
		in.note(piece)
	case piece.Style&doc.Break != 0:
		w.raw("<br>")
	case piece.Empty:
		w.raw("<span class=\"todo\"")
		in.p.labelLang(in.column)
		w.raw(">")
		w.text(in.p.label.Text("html.empty"))
		w.raw("</span>")
	case in.date != "" && piece.Text == in.dated && piece.Mark < 0:
		in.p.date(in.column, in.date)
	default:
		in.p.glyphs.add(in.p.columns[in.column].Doc.Lang, in.style|piece.Style, piece.Text)
		if in.task && piece.Span.Start == 0 {
			n := w.box(piece.Text)
			piece.Text, piece.Span.Start = piece.Text[n:], n
		}
		if cut := in.tail - piece.Span.Start; 0 < cut && cut < len(piece.Text) {
			w.breakable(piece.Text[:cut])
			w.raw("<span class=\"nb\">")
			w.text(piece.Text[cut:])
			w.raw("</span>")
			return
		}
		if piece.Style&doc.Mono != 0 && in.noGaps {
			w.text(piece.Text) // a block of code
			return
		}
		w.breakable(piece.Text)
	}
}

// lastWord finds where the last two Han characters of a Chinese paragraph
// begin, with the marks behind them: a line of a single character must not end
// it (CLREQ, 3.1.4). 0 where there is no such place inside the last piece.
func (in *inline) lastWord(pieces []render.Piece) int {
	if !in.whole || len(pieces) == 0 || !in.p.columns[in.column].Doc.Lang.Chinese() {
		return 0
	}
	last := pieces[len(pieces)-1]
	if last.Empty {
		return 0
	}
	text := strings.TrimRight(last.Text, " \t\n")
	marks, han := 0, 0
	for han < 2 && marks <= 3 && text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case han == 0 && unicode.IsPunct(r):
			marks++
		default:
			return 0
		}
		text = text[:len(text)-n]
	}
	if han < 2 {
		return 0
	}
	return last.Span.Start + len(text)
}

// note writes a reference to a footnote.
func (in *inline) note(piece render.Piece) {
	w := &in.p.out
	w.raw("<sup>")
	if number, id, ref := in.p.notes.refer(in.column, piece.Note, !in.noLink); id != "" {
		w.raw("<a class=\"nr\" role=\"doc-noteref\"")
		w.attr("id", ref)
		w.attr("href", "#"+id)
		w.raw(">", number, "</a>")
	} else {
		w.raw(number)
	}
	w.raw("</sup>")
}

// endSentence writes the permalink behind the last piece of a sentence. A pair
// has one tab stop: the link of its first sentence.
func (in *inline) endSentence(sentence int) {
	if in.p.linked[in.column][sentence] {
		return
	}
	in.p.linked[in.column][sentence] = true
	for i, o := range in.stack {
		if o.layer == sentenceLayer {
			in.to(append([]open(nil), in.stack[:i+1]...))
			break
		}
	}
	w := &in.p.out
	w.raw("<a class=\"l\"")
	w.attr("href", "#"+in.p.anchors[in.column][sentence])
	if in.row.stop(in.column, sentence) {
		w.attr("aria-label", in.p.label.Text("html.sentence", "Number", sentence+1))
		in.p.labelLang(in.column)
	} else {
		w.raw(" tabindex=\"-1\" aria-hidden=\"true\"")
	}
	w.raw("></a>")
}

// gaps marks the places of groups that this column does not have, so that a
// reader of this column alone sees that something was left out.
func (in *inline) gaps(groups []int) {
	if in.noGaps {
		return
	}
	for _, g := range groups {
		in.to(nil)
		w := &in.p.out
		w.raw("<span class=\"g g", strconv.Itoa(g), " gap\"")
		in.p.labelLang(in.column)
		text := in.p.label.Text("html.omitted")
		w.attr("title", text)
		w.raw("><span class=\"vh\">[")
		w.text(text)
		w.raw("]</span></span>")
		if t := in.p.columns[in.column].Doc.Lang; !t.Chinese() && t != "ja" {
			w.raw(" ")
		}
	}
}

// lowConfidence is the probability below which a pair says so in the page.
const lowConfidence = 0.5
