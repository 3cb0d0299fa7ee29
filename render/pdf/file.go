package pdf

import (
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/go-pdf/fpdf"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/fonts"
)

// bytes writes the laid document.
func (d *document) bytes() (data []byte, err error) {
	// fpdf panics on some broken input. What reaches it was made by us, so
	// this is for what we do not know yet.
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fault.New("pdf.internal", "").Because(fmt.Errorf("fpdf: %v", r))
		}
	}()
	s := &d.sheet
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: points(s.width), Ht: points(s.height)}})
	f.SetCompression(true)
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	// A fixed date: without one fpdf takes the time of day. The rewriter
	// writes the true one, if the edition has one.
	f.SetCreationDate(time.Unix(0, 0).UTC())
	f.SetModificationDate(time.Unix(0, 0).UTC())
	narrow := d.narrowed()
	subsets, err := d.addFonts(f, narrow)
	if err != nil {
		return nil, err
	}
	codes := make([]map[rune]rune, len(subsets))
	for i := range subsets {
		codes[i] = subsets[i].Code
	}
	p := newPainter(d, codes, narrow)
	for i := range d.pages {
		f.AddPage()
		first := len(p.bookmarks)
		for _, c := range p.paint(i) {
			d.put(f, c)
		}
		levels := p.outline()
		for k := first; k < len(levels); k++ {
			f.Bookmark(textString(levels[k].text), levels[k].level, points(max(0, levels[k].y)))
		}
	}
	p.resolve()
	meta := d.metadata()
	f.SetTitle(textString(meta.title), false)
	f.SetAuthor(textString(meta.author), false)
	f.SetSubject(textString(meta.subject), false)
	f.SetKeywords(textString(meta.keywords), false)
	f.SetCreator(textString(meta.creator), false)
	f.SetProducer(meta.producer, false)
	f.SetXmpMetadata(meta.xmp())
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fault.New("pdf.internal", "").Because(err)
	}
	return rewrite(out.Bytes(), &extras{painter: p, meta: meta, subsets: subsets, faces: d.faces.list, pages: len(d.pages)})
}

// points is a length in points, for fpdf.
func points(l length) float64 { return float64(l) / 1000 }

// put writes a stretch of a page's content.
func (d *document) put(f *fpdf.Fpdf, c chunk) {
	if c.picture == nil {
		if len(c.ops) > 0 {
			f.RawWriteStr(string(c.ops))
		}
		return
	}
	opt := fpdf.ImageOptions{ImageType: c.picture.asset.kind}
	f.RegisterImageOptionsReader(c.picture.name, opt, bytes.NewReader(c.picture.asset.data))
	f.ImageOptions(c.picture.name, points(c.x), points(c.y), points(c.w), points(c.h), false, opt, 0, "")
}

// addFonts cuts each font down to the characters of the document and gives it
// to fpdf, which must be told once more which characters are used: it notes
// them in Text, here on a template that no page shows.
func (d *document) addFonts(f *fpdf.Fpdf, narrow []map[narrowKey]rune) ([]*fonts.Subset, error) {
	subsets := make([]*fonts.Subset, len(d.faces.list))
	for i, face := range d.faces.list {
		runes := d.faces.runes(i)
		s, err := face.Subset(runes)
		if err != nil {
			return nil, fault.New("pdf.font", "", "Font", face.Name()).Because(err)
		}
		if err = readable(s.Data); err == nil {
			err = addNarrow(s, narrow[i], face.Advance)
		}
		if err != nil {
			return nil, fault.New("pdf.font", "", "Font", face.Name()).Because(err)
		}
		subsets[i] = s
		if len(runes) > 0 {
			f.AddUTF8FontFromBytes(family(i), "", s.Data)
		}
	}
	f.CreateTemplate(func(t *fpdf.Tpl) {
		for i, s := range subsets {
			if len(s.Code) == 0 {
				continue
			}
			used := make([]rune, 0, len(s.Code))
			for _, code := range s.Code {
				used = append(used, code)
			}
			for _, code := range narrow[i] {
				used = append(used, code)
			}
			sort.Slice(used, func(a, b int) bool { return used[a] < used[b] })
			t.SetFont(family(i), "", 10)
			t.Text(0, 0, string(used))
		}
	})
	if err := f.Error(); err != nil {
		return nil, fault.New("pdf.internal", "").Because(err)
	}
	return subsets, nil
}

// family is fpdf's name of font i.
func family(i int) string { return "f" + strconv.Itoa(i+1) }

// textString is a text as PDF stores it: ASCII as it is, else UTF-16BE with a
// byte order mark. fpdf's own conversion knows no character beyond U+FFFF.
func textString(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] >= 0x20 && s[i] < 0x7F
	}
	if ascii {
		return s
	}
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}
