package draft

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/segment"
)

// The front matter's fields that are text, and those that are names. The others
// (dates, tags, addresses, what a site's generator reads) are the same in every
// language. The title is a block of the document, and its sentences are units.
var (
	textFields = []string{"subtitle", "description", "summary", "abstract", "excerpt", "deck", "standfirst", "teaser", "kicker",
		"副題", "副题", "副標題", "副标题", "摘要", "提要", "導言", "导语", "부제", "요약"}
	nameFields = []string{"author", "authors", "by", "byline", "credit", "photographer", "作者", "저자", "글쓴이"}
)

// frontPrefix begins the ids of fields: no sentence has one of this form.
const frontPrefix = "front:"

// Field is a field of the front matter to be translated, or a name in one.
type Field struct {
	ID   string   // of its Piece
	Text string   // marked, as a Unit's
	Name bool     // of a person or an agency: a matter for the glossary, not for a service
	Src  doc.Span // in the source
}

// Fields lists what of the front matter a translation is to be got for: texts
// and names that the source has and the target, nil where there is no file
// yet, does not have in its language. With force it is all of them. What it is
// that stands in the target the ledger does not know: anything but nothing and
// the source's own words is taken for a translation.
func Fields(j Job, target *segment.Text, force bool) []Field {
	var out []Field
	for _, f := range frontFields(j.Source.Doc) {
		if !force && target != nil && !f.open(target.Doc) {
			continue
		}
		if !f.name {
			out = append(out, Field{ID: frontPrefix + f.Key, Text: escaper.Replace(f.Value), Src: f.Src})
			continue
		}
		for _, name := range names(f.Value) {
			out = append(out, Field{ID: frontPrefix + f.Key + ":" + name, Text: escaper.Replace(name), Name: true, Src: f.Src})
		}
	}
	return out
}

// frontField is a field of the front matter that says something to readers.
type frontField struct {
	doc.Field
	name bool
}

// open reports a field that the target lacks, or has in the source's words.
func (f *frontField) open(target *doc.Document) bool {
	for _, t := range frontFields(target) {
		if t.Key == f.Key {
			return t.Value == "" || t.Value == f.Value
		}
	}
	return true
}

// frontFields are the fields of a document's front matter that are text or
// names, empty ones included.
func frontFields(d *doc.Document) []frontField {
	if !d.Markdown {
		return nil
	}
	list := d.Meta
	if !d.AuthorAt.Empty() {
		list = append([]doc.Field{{Key: "author", Value: d.Author, Src: d.AuthorAt}}, list...)
	}
	var out []frontField
	for _, f := range list {
		key := strings.ToLower(f.Key)
		switch {
		case f.Src.Empty():
		case slices.Contains(textFields, key):
			out = append(out, frontField{f, false})
		case slices.Contains(nameFields, key) && f.Value != "":
			out = append(out, frontField{f, true})
		}
	}
	return out
}

// names cuts a list of names.
func names(list string) []string {
	var out []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune("、，,;；/／&＆\n", r) }) {
		if name = strings.Trim(name, " \t\u3000\"'[]"); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// put is the field as it stands in the target: raw is what its place has now.
// A text without a translation is left empty, the source's words are none. ok
// is false where all stays as it is.
func (f *frontField) put(raw string, said map[string]string) (text string, ok bool) {
	if !f.name {
		piece, have := said[f.Key]
		if f.Value == "" {
			return "", false
		}
		if !have {
			return `""`, true
		}
		return yaml(piece), true
	}
	text = raw
	for _, name := range names(f.Value) {
		if new := said[f.Key+":"+name]; new != "" && !strings.ContainsAny(new, ":#[]{},\"'&*!|>%@`\\\n") {
			text = strings.Replace(text, name, new, 1)
		}
	}
	return text, text != raw
}

// saidOf are the pieces of fields, as plain text.
func saidOf(pieces []Piece) map[string]string {
	out := map[string]string{}
	for _, p := range pieces {
		if key, ok := strings.CutPrefix(p.ID, frontPrefix); ok {
			c, _, _ := parse(p.Text, nil)
			if text := strings.Join(strings.Fields(c.plain()), " "); text != "" {
				out[key] = text
			}
		}
	}
	return out
}

// fieldRegions are the fields of the source as a new draft has them.
func (w *writing) fieldRegions() []*region {
	var out []*region
	for _, f := range frontFields(w.Doc) {
		span := f.span(w.Doc.Text)
		if text, ok := f.put(w.Doc.Text[span.Start:span.End], w.said); ok {
			out = append(out, &region{kind: verbatim, span: span, raw: text, block: -1})
		}
	}
	return out
}

// span is the place of the field's value; the quotation marks are around text
// that is written anew, and stay around names.
func (f *frontField) span(text string) doc.Span {
	if f.name {
		return f.Src
	}
	return quoted(text, f.Src)
}

// patchFields puts the pieces of fields into a draft that is there: in the
// place of nothing or of the source's own words, and with force of any.
func (u *update) patchFields() {
	text := u.old.Doc.Text
	there := frontFields(u.old.Doc)
	for _, f := range frontFields(u.Doc) {
		k := slices.IndexFunc(there, func(t frontField) bool { return t.Key == f.Key })
		if k < 0 {
			if new, ok := f.put(u.Doc.Text[f.Src.Start:f.Src.End], u.said); ok && !f.name && u.said[f.Key] != "" {
				u.addField(f.Key + ": " + new)
			}
			continue
		}
		t := there[k]
		if !u.force && !f.open(u.old.Doc) || !f.name && u.said[f.Key] == "" {
			continue
		}
		span := t.span(text)
		if new, ok := f.put(text[span.Start:span.End], u.said); ok {
			u.patches = append(u.patches, &patch{span: span, parts: func(manner) []part { return []part{{new, -1}} }})
		}
	}
}

// addField puts a line at the end of the front matter, where there is one.
func (u *update) addField(line string) {
	text := u.old.Doc.Text
	if !strings.HasPrefix(text, "---\n") && !strings.HasPrefix(text, "---\r\n") {
		return
	}
	end := strings.Index(text, "\n---")
	if end < 0 || len(u.old.Doc.Meta) == 0 && u.old.Doc.TitleOf != doc.TitleFrontMatter {
		return
	}
	eol := "\n"
	if text[end-1] == '\r' {
		eol = "\r\n"
	}
	at := end + 1
	u.patches = append(u.patches, &patch{span: doc.Span{Start: at, End: at}, parts: func(manner) []part { return []part{{line + eol, -1}} }})
}
