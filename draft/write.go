package draft

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/ledger"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// Codes of findings.
const (
	PlaceholderLost finding.Code = "placeholder-lost"      // a translation lacks a placeholder, or has one that its sentence has not
	NotPlaced       finding.Code = "draft-not-placed"      // a translation could not be put into the file
	UnknownSentence finding.Code = "draft-unknown"         // a piece for a sentence that the source does not have
	PersonKept      finding.Code = "draft-kept"            // a piece was refused, since a person edited the sentence
	PlaceInSource   finding.Code = "draft-place-in-source" // the source itself has ⟦id⟧, the sign of an empty place
	SourceGone      finding.Code = "draft-orphan"          // a person's sentence whose source is gone
)

// Write makes a new draft: the source's structure with the pieces in place of
// its sentences, and an empty place for each that has none. The draft is read
// back before it is given out; a block whose words come back otherwise is
// written with ever less markup, and in the end reported.
func Write(j Job, pieces []Piece) (*Draft, error) {
	ids, kept := j.Ledger.Carry(j.Source)
	w := newWriting(j, ids.Source, pieces)
	return w.finish(w.write, kept)
}

// writing is a draft on its way.
type writing struct {
	composer
	job      Job
	ids      []string
	pieces   []*Piece          // by sentence, nil for none
	said     map[string]string // by field of the front matter, see saidOf
	findings []finding.Finding
	report   Report
}

func newWriting(j Job, ids []string, pieces []Piece) *writing {
	w := &writing{job: j, ids: ids, said: saidOf(pieces), composer: composer{article: newArticle(j.Source), to: j.Lang}}
	byID := map[string]*Piece{}
	for i := range pieces {
		byID[pieces[i].ID] = &pieces[i]
	}
	n := len(j.Source.Sentences)
	w.contents, w.empty, w.pieces = make([]*content, n), make([]string, n), make([]*Piece, n)
	for i := range n {
		if !w.unit(i) {
			w.pieces[i] = &Piece{ID: ids[i], Origin: ledger.Origin{By: translatedByCopy}}
			continue
		}
		w.fill(i, byID[ids[i]])
		if at := doc.Places(w.Raw(i)); len(at) > 0 {
			w.findings = append(w.findings, finding.Finding{Code: PlaceInSource, Severity: finding.Warning, Source: w.place(i), Args: map[string]any{"Text": w.Raw(i)[at[0].Start:at[0].End]}})
		}
	}
	return w
}

// translatedByCopy is the origin of what is the same in all languages.
const translatedByCopy = "copy"

// fill settles what stands for sentence i.
func (w *writing) fill(i int, p *Piece) {
	source := w.content(i)
	switch {
	case p != nil && strings.TrimSpace(p.Text) != "":
		c, lost, foreign := parse(p.Text, source.slots)
		if strings.TrimSpace(c.plain()) == "" {
			w.empty[i] = doc.EmptyPlace(w.ids[i])
			break
		}
		w.contents[i], w.pieces[i] = c, p
		if len(lost)+len(foreign) > 0 {
			w.findings = append(w.findings, w.placeholders(i, lost, foreign))
		}
	case !w.Worded(i):
		w.contents[i] = source
		w.pieces[i] = &Piece{ID: w.ids[i], Origin: ledger.Origin{By: translatedByCopy}}
	default:
		w.empty[i] = doc.EmptyPlace(w.ids[i])
	}
}

// placeholders is the finding about a piece whose placeholders are not those
// of sentence i.
func (w *writing) placeholders(i int, lost, foreign []string) finding.Finding {
	return finding.Finding{Code: PlaceholderLost, Severity: finding.Warning, Source: w.place(i),
		Args: map[string]any{"Lost": strings.Join(lost, " "), "Foreign": strings.Join(foreign, " ")}}
}

func (w *writing) place(i int) *finding.Place {
	return &finding.Place{Doc: w.Doc, Span: w.Sentences[i].Src, Sentence: &finding.Sentence{Index: i, ID: w.ids[i], Text: w.Text.String(i)}}
}

// write composes the file until it reads back as it should.
func (w *writing) write() (string, []doc.Span, []*region, error) {
	regions := append(w.regions(), w.front()...)
	for {
		out := w.assemble(regions)
		target, err := readBack(w.job.Path, out.text, w.job.Lang, w.Doc.Markdown)
		bad := regions
		if err == nil {
			bad = w.verify(regions, out, target)
		}
		again := false
		for _, r := range bad {
			again = r.plainer() || again
		}
		if !again && err != nil {
			return "", nil, nil, err
		}
		if !again {
			for _, r := range bad {
				w.unfaithful(r)
			}
			return out.text, out.spans, regions, nil
		}
	}
}

// plainer makes a region be written with less markup; false when there is no
// less.
func (r *region) plainer() bool {
	switch {
	case r.kind == alternative:
		r.level++
		r.caption.slanted = true
		return r.level <= 2
	case r.manner == plain && !r.spaced:
		r.spaced = true
	case r.manner < bare:
		r.manner++
	default:
		return false
	}
	return true
}

// unfaithful reports a region that does not come back as it was written.
func (w *writing) unfaithful(r *region) {
	for _, i := range r.sentences {
		if w.empty[i] == "" {
			w.findings = append(w.findings, finding.Finding{Code: NotPlaced, Severity: finding.Warning, Source: w.place(i), Args: map[string]any{}})
		}
	}
}

// readBack reads a text as the file that it is to become.
func readBack(path, text string, tag lang.Tag, md bool) (*segment.Text, error) {
	opt := read.Options{Lang: tag, Format: read.Text, Encoding: "utf-8"}
	if md {
		opt.Format = read.Markdown
	}
	d, err := read.Bytes(path, []byte(text), opt)
	if err != nil {
		return nil, err
	}
	return segment.Document(d), nil
}

// verify lists the regions whose words do not come back, or come back in
// another kind of block.
func (w *writing) verify(regions []*region, out composed, target *segment.Text) []*region {
	var bad []*region
	for n, r := range regions {
		if r.kind == alternative && speaks(target, out.at[n]) {
			bad = append(bad, r)
		}
		if len(r.sentences) == 0 || r.kind == repeated {
			continue
		}
		if !w.sameWords(r, out.at[n], target) {
			bad = append(bad, r)
		}
	}
	return bad
}

// speaks reports whether a sentence of the target begins in a range of it.
func speaks(target *segment.Text, at doc.Span) bool {
	from := firstFrom(target, at.Start)
	return from < len(target.Sentences) && target.Sentences[from].Src.Start < at.End
}

// firstFrom is the first sentence that begins at or after an offset.
func firstFrom(t *segment.Text, at int) int {
	n, _ := slices.BinarySearchFunc(t.Sentences, at, func(s segment.Sentence, off int) int { return s.Src.Start - off })
	return n
}

// sameWords reports whether the sentences that begin in a range of the target
// say what was written there.
func (w *writing) sameWords(r *region, at doc.Span, target *segment.Text) bool {
	from := firstFrom(target, at.Start)
	var got strings.Builder
	block := -1
	for i := from; i < len(target.Sentences) && target.Sentences[i].Src.Start < at.End; i++ {
		s := target.Sentences[i]
		b := target.Doc.Blocks[s.Block]
		if within(b) {
			continue
		}
		if block >= 0 && s.Block != block && w.Doc.Markdown {
			return false
		}
		block = s.Block
		got.WriteString(target.Raw(i))
	}
	if block < 0 || r.block >= 0 && !alike(w.Doc.Blocks[r.block], target.Doc.Blocks[block]) {
		return false
	}
	return saysSame(w.plainOf(r.sentences), got.String(), w.content(r.sentences[0]).box() != "")
}

// alike reports whether a block has the place in the structure that the
// source's has. Bylines and the like are told by their words and may differ.
func alike(a, b *doc.Block) bool {
	structural := func(k doc.Kind) doc.Kind {
		switch k {
		case doc.Byline, doc.Dateline, doc.Credit, doc.Caption, doc.Paragraph:
			return doc.Paragraph
		case doc.Title:
			return doc.Heading
		}
		return k
	}
	x, y := structural(a.Kind), structural(b.Kind)
	if x == doc.Heading && y == doc.Paragraph || x == doc.Paragraph && y == doc.Heading {
		return a.Level == 0 || b.Level == 0 || a.Level == b.Level // plain text has headings by guess
	}
	return x == y && a.Quote == b.Quote && a.List.Depth == b.List.Depth && a.Label == b.Label
}

// squeeze is a text without its white space: readers fold it around pictures
// and line ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// front lists what the front matter needs: its language, and the heading that
// repeats its title and that the reader has taken for one with it.
func (w *writing) front() []*region {
	var out []*region
	for _, f := range w.Doc.Meta {
		if k := strings.ToLower(f.Key); (k == "lang" || k == "language") && !f.Src.Empty() {
			if _, ok := lang.Parse(f.Value); ok {
				out = append(out, &region{kind: verbatim, span: quoted(w.Doc.Text, f.Src), raw: string(w.to), block: -1})
			}
		}
	}
	if w.Doc.TitleOf == doc.TitleFrontMatter {
		if at, ok := w.repeatedTitle(); ok {
			n, m := w.Of(0)
			out = append(out, &region{kind: repeated, span: at, sentences: count(n, m), block: 0})
		}
	}
	return append(out, w.fieldRegions()...)
}

// repeatedTitle finds the heading that repeats the front matter's title, which
// the reader leaves out: it shows it where the front matter has another title.
func (a *article) repeatedTitle() (doc.Span, bool) {
	title := a.Doc.Blocks[0]
	at := quoted(a.Doc.Text, title.Src)
	const other = `"-"`
	text := a.Doc.Text[:at.Start] + other + a.Doc.Text[at.End:]
	t, err := readBack(a.Doc.Path, text, a.Doc.Lang, true)
	if err != nil || len(t.Doc.Blocks) == len(a.Doc.Blocks) {
		return doc.Span{}, false
	}
	shown := newArticle(t)
	for k, b := range t.Doc.Blocks {
		if b.Kind != doc.Heading || k != 1 && b.Level != 1 {
			continue
		}
		from, to := t.Of(k)
		if squeeze(b.Text) != squeeze(title.Text) || from == to {
			break
		}
		first, _ := shown.extent(from)
		last, _ := shown.extent(to - 1)
		shift := len(other) - at.Len()
		return doc.Span{Start: first.Start - shift, End: last.End - shift}, true
	}
	return doc.Span{}, false
}
