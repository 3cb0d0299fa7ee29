package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/fonts"
)

// extras is what the rewriter adds to fpdf's file.
type extras struct {
	*painter
	meta    *metadata
	subsets []*fonts.Subset
	faces   []typeface
	pages   int
}

// object is an indirect object of a file: a value, and the stream after it.
type object struct {
	value  []byte
	stream []byte // nil for none
}

// file is a PDF taken apart: objects by number, from 1.
type file struct {
	objects []*object
	root    int
	info    int
}

// rewrite takes fpdf's file apart, adds what fpdf cannot write (structure,
// annotations with a description, exact ToUnicode maps, names of subsets, an
// ID, dates with a zone), and writes it anew with object streams.
func rewrite(data []byte, x *extras) ([]byte, error) {
	f, err := parseFile(data)
	if err != nil {
		return nil, fault.New("pdf.internal", "").Because(err)
	}
	f.orderImages()
	f.fonts(x)
	f.links(x.painter)
	f.pages(x)
	f.catalog(x)
	f.dates(x.meta)
	return f.write(), nil
}

// add gives a new object its number.
func (f *file) add(value string) int {
	f.objects = append(f.objects, &object{value: []byte(value)})
	return len(f.objects) - 1
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// pages gives each page its annotations, its place in the structure, and tells
// readers to step through it by structure.
func (f *file) pages(x *extras) {
	byPage := make([][]byte, x.pages)
	for _, l := range x.painter.links {
		byPage[l.page] = append(byPage[l.page], fmt.Sprintf("%d 0 R ", l.obj)...)
	}
	for i := 0; i < x.pages; i++ {
		o := f.objects[pageObject(i)]
		var add bytes.Buffer
		fmt.Fprintf(&add, "/StructParents %d /Tabs /S", i)
		if len(byPage[i]) > 0 {
			fmt.Fprintf(&add, " /Annots [%s]", bytes.TrimSpace(byPage[i]))
		}
		o.value = append(bytes.TrimSuffix(o.value, []byte(">>")), "\n"+add.String()+">>"...)
	}
}

// pageObject is the number of a page's object in fpdf's files.
func pageObject(page int) int { return 3 + 2*page }

// links makes the annotations' objects.
func (f *file) links(p *painter) {
	height := p.d.sheet.height
	for i, l := range p.links {
		var b []byte
		b = append(b, "<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect ["...)
		for _, v := range []length{l.x0, height - l.y1, l.x1, height - l.y0} {
			b = append(appendPoints(b, v), ' ')
		}
		b = append(b, fmt.Sprintf("] /P %d 0 R /StructParent %d /Contents <FEFF%s> ", pageObject(l.page), len(p.d.pages)+i, utf16Hex(l.text))...)
		if l.uri != "" {
			b = append(b, "/A <</S /URI /URI ("...)
			b = append(b, escapeLiteral(l.uri)...)
			b = append(b, ")>>>>"...)
		} else {
			b = append(b, fmt.Sprintf("/Dest [%d 0 R /XYZ 0 ", pageObject(l.toPage))...)
			b = append(appendPoints(b, height-l.toY), " null]>>"...)
		}
		l.obj = f.add(string(b))
	}
}

// escapeLiteral guards a text of ASCII characters in parentheses.
func escapeLiteral(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '(' || c == ')' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

// catalog writes the document's root anew.
func (f *file) catalog(x *extras) {
	old := f.objects[f.root].value
	var b bytes.Buffer
	b.WriteString("<</Type /Catalog /Pages 1 0 R")
	if tag := x.painter.root.tag; tag != "" {
		fmt.Fprintf(&b, " /Lang (%s)", escapeLiteral(string(tag)))
	}
	if n := reference(old, "/Outlines"); n > 0 {
		fmt.Fprintf(&b, " /Outlines %d 0 R /PageMode /UseOutlines", n)
	}
	for n, o := range f.objects {
		if o != nil && bytes.Contains(o.value, []byte("/Type /Metadata")) {
			fmt.Fprintf(&b, " /Metadata %d 0 R", n)
		}
	}
	fmt.Fprintf(&b, " /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot %d 0 R>>", f.structure(x))
	f.objects[f.root] = &object{value: b.Bytes()}
}

var fpdfDates = regexp.MustCompile(`(?m)^/(CreationDate|ModDate) \([^)]*\)\n?`)

// dates puts the edition's date into the document information, or takes
// fpdf's out.
func (f *file) dates(m *metadata) {
	o := f.objects[f.info]
	o.value = fpdfDates.ReplaceAll(o.value, nil)
	if d := m.pdfDate(); d != "" {
		o.value = append(bytes.TrimSuffix(bytes.TrimSpace(o.value), []byte(">>")), "/CreationDate ("+d+") /ModDate ("+d+")>>"...)
	}
}

// perStream is how many objects share an object stream.
const perStream = 200

// write puts the file together as PDF 1.7: objects without a stream share
// compressed object streams, and a compressed table says where each is.
func (f *file) write() []byte {
	out := []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	type entry struct{ kind, a, b int }
	entries := make([]entry, len(f.objects))
	var packed []int
	last := len(f.objects)
	emit := func(n int, o *object) {
		entries[n] = entry{1, len(out), 0}
		out = append(out, strconv.Itoa(n)+" 0 obj\n"...)
		out = append(out, o.value...)
		if o.stream != nil {
			out = append(out, "\nstream\n"...)
			out = append(out, o.stream...)
			out = append(out, "\nendstream"...)
		}
		out = append(out, "\nendobj\n"...)
	}
	for n := 1; n < last; n++ {
		if f.objects[n].stream != nil {
			emit(n, f.objects[n])
		} else {
			packed = append(packed, n)
		}
	}
	for len(packed) > 0 {
		group := packed[:min(perStream, len(packed))]
		packed = packed[len(group):]
		var head, body bytes.Buffer
		stream := f.add("")
		entries = append(entries, entry{})
		for i, n := range group {
			fmt.Fprintf(&head, "%d %d ", n, body.Len())
			body.Write(f.objects[n].value)
			body.WriteByte('\n')
			entries[n] = entry{2, stream, i}
		}
		data := deflate(append(head.Bytes(), body.Bytes()...))
		emit(stream, &object{stream: data,
			value: []byte(fmt.Sprintf("<</Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d>>", len(group), head.Len(), len(data)))})
	}
	table := f.add("")
	entries = append(entries, entry{1, len(out), 0})
	id := sha256.Sum256(out)
	var rows bytes.Buffer
	rows.Write([]byte{0, 0, 0, 0, 0, 0xFF, 0xFF})
	for _, e := range entries[1:] {
		rows.WriteByte(byte(e.kind))
		_ = binary.Write(&rows, binary.BigEndian, uint32(e.a))
		_ = binary.Write(&rows, binary.BigEndian, uint16(e.b))
	}
	data := deflate(rows.Bytes())
	at := len(out)
	emit(table, &object{stream: data, value: []byte(fmt.Sprintf("<</Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>] /Filter /FlateDecode /Length %d>>",
		len(f.objects), f.root, f.info, id[:16], id[:16], len(data)))})
	return append(out, fmt.Sprintf("startxref\n%d\n%%%%EOF\n", at)...)
}
