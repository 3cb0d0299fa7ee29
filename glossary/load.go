package glossary

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Load reads the glossary in the file at path. Errors are *fault.Error with
// the file and, where it is known, the line.
func Load(path string) (*Glossary, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New("glossary.missing-file", path).Because(err)
	} else if err != nil {
		return nil, fault.New("glossary.unreadable", path).Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, fault.New("glossary.unreadable", path).Because(err)
	}
	return Parse(path, data)
}

// Parse reads the glossary in data; path stands in errors and is not opened.
func Parse(path string, data []byte) (*Glossary, error) {
	if len(data) > maxFile {
		return nil, fault.New("glossary.too-large", path, "Limit", maxFile>>20)
	}
	if strings.HasPrefix(string(data[:min(len(data), 4)]), "PK\x03\x04") {
		return nil, fault.New("glossary.is-workbook", path)
	}
	text, codec, ok := decode(data)
	if !ok {
		return nil, fault.New("glossary.encoding", path).At(firstBroken(data), 0)
	}
	return parse(path, &file{codec: codec, data: data, text: text})
}

// parse makes a glossary of a file whose text is known.
func parse(path string, f *file) (*Glossary, error) {
	if err := f.scan(path, 0); err != nil {
		return nil, err
	}
	if err := f.header(path); err != nil {
		return nil, err
	}
	g := &Glossary{Path: path, file: f}
	ids := map[string]bool{}
	for _, r := range f.rows[f.head+1:] {
		if r.blank() {
			continue
		}
		c, err := f.concept(path, r)
		if err != nil {
			return nil, err
		}
		if c.ID != "" && ids[c.ID] {
			return nil, fault.New("glossary.duplicate-id", path, "ID", c.ID).At(r.line, 0)
		}
		ids[c.ID] = true
		g.Concepts = append(g.Concepts, c)
	}
	g.nameConcepts(ids)
	return g, nil
}

// concept reads one row.
func (f *file) concept(path string, r row) (Concept, error) {
	c := Concept{Line: r.line}
	for i, cell := range r.cells {
		value := strings.TrimSpace(cell.value)
		if value == "" {
			continue
		}
		if i >= len(f.columns) {
			return c, fault.New("glossary.too-many-columns", path, "Count", len(r.cells), "Columns", len(f.columns), "Cell", value).At(r.line, 0)
		}
		if id := c.set(f.columns[i], value); id != "" {
			return c, fault.New(id, path, "Value", value, "Column", f.columns[i].name).At(r.line, 0)
		}
	}
	return c, nil
}

// set puts a cell into the concept; the result is the id of a fault, "" for none.
func (c *Concept) set(col column, value string) string {
	switch col.role {
	case roleTerm:
		for i, form := range splitForms(value) {
			status := col.status
			if status == Preferred && i > 0 {
				status = Admitted
			}
			c.Terms = append(c.Terms, Term{Lang: col.tag, Text: form, Status: status})
		}
	case roleFirst, roleLater:
		for _, form := range splitForms(value) {
			m := Mention{Lang: col.tag, Text: form, Later: col.role == roleLater}
			c.Mentions = append(c.Mentions, m)
		}
	case roleID:
		c.ID = value
	case roleNote:
		c.Note = value
	case roleDefinition:
		c.Definition = value
	case rolePOS:
		c.PartOfSpeech = value
	case roleDomain:
		c.Domain = value
	case roleClient:
		c.Client = value
	case roleArticle:
		c.Article = value
	case roleCase:
		switch strings.ToLower(value) {
		case "exact":
			c.Case = CaseExact
		case "any":
			c.Case = CaseAny
		case "auto":
		default:
			return "glossary.case-value"
		}
	case roleKeep:
		switch strings.ToLower(value) {
		case "yes", "y", "true", "1", "x", "✓":
			c.Keep = true
		case "no", "n", "false", "0":
		default:
			return "glossary.keep-value"
		}
	}
	return ""
}

// splitForms parts a cell at | and its full-width twin, which an input method
// types in its place.
func splitForms(value string) []string {
	var forms []string
	for _, form := range strings.FieldsFunc(value, func(r rune) bool { return r == '|' || r == '｜' }) {
		if form = strings.Join(strings.Fields(form), " "); form != "" {
			forms = append(forms, form)
		}
	}
	return forms
}

// nameConcepts gives an id to each concept whose row has none: a hash of its
// first term, so that it stays while other rows come and go.
func (g *Glossary) nameConcepts(taken map[string]bool) {
	for i := range g.Concepts {
		c := &g.Concepts[i]
		if c.ID != "" {
			continue
		}
		first := madeID(c)
		id := first
		for n := 2; taken[id]; n++ {
			id = fmt.Sprintf("%s-%d", first, n)
		}
		taken[id], c.ID = true, id
	}
}

// madeID is the id that a concept gets when its row has none.
func madeID(c *Concept) string {
	key := c.Note
	if t, ok := c.First(lang.ZhHant, Preferred); ok {
		key = t.Text
	} else if len(c.Terms) > 0 {
		key = c.Terms[0].Text
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return fmt.Sprintf("t%08x", h.Sum32())
}
