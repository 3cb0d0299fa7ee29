package glossary

import (
	"regexp"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
)

// ReadTBX reads a termbase from TBX: ISO 30042:2019 in the styles DCT and DCA,
// or the older martif. The result is as if read from a CSV file with columns
// for what the file has; terms of languages without rules here stand in columns
// of their own that are kept. A file that breaks the structure of TBX is a
// fault at its line.
func ReadTBX(path string, data []byte) (*Glossary, error) {
	root, err := parseXML(path, data)
	if err != nil {
		return nil, err
	}
	t := &tbxReader{path: path, dialect: root.attr("type"), table: newTable()}
	switch root.name {
	case "tbx":
		t.names = tbxNames{"tbxHeader", "conceptEntry", "langSec", []string{"termSec"}}
	case "martif":
		t.names = tbxNames{"martifHeader", "termEntry", "langSet", []string{"tig", "ntig"}}
	default:
		return nil, fault.New("glossary.tbx-root", path, "Name", root.name).At(root.line, 0)
	}
	if err := t.file(root); err != nil {
		return nil, err
	}
	return t.table.glossary(path)
}

// tbxNames are the names of elements, which changed between the editions.
type tbxNames struct {
	header, entry, language string
	term                    []string
}

type tbxReader struct {
	path    string
	dialect string
	names   tbxNames
	table   *table
}

// wrong is a fault about an element; rule names what it breaks.
func (t *tbxReader) wrong(n *node, rule string) error {
	return fault.New("glossary.tbx-structure", t.path, "Element", n.name, "Rule", rule).At(n.line, 0)
}

// file checks the frame and reads the entries.
func (t *tbxReader) file(root *node) error {
	if h := root.child(t.names.header); h != nil {
		if d := h.child("fileDesc"); d != nil {
			if s := d.child("sourceDesc"); s != nil && strings.TrimSpace(s.text) != "" {
				return t.wrong(s, "header-text")
			}
		}
	}
	text := root.child("text")
	if text == nil {
		return t.wrong(root, "no-text")
	}
	for _, k := range text.kids {
		if k.name != "body" && k.name != "back" && k.name != "front" {
			return t.wrong(k, "not-in-text")
		}
	}
	body := text.child("body")
	if body == nil {
		return t.wrong(text, "no-body")
	}
	for _, entry := range body.kids {
		if entry.name != t.names.entry {
			return t.wrong(entry, "not-in-body")
		}
		if err := t.entry(entry); err != nil {
			return err
		}
	}
	return nil
}

// category gives the data category of an element: its type, or in style DCT
// its name.
func category(n *node) string {
	switch n.name {
	case "descrip", "termNote", "admin", "transac", "ref", "xref", "transacNote", "adminNote", "descripNote":
		return n.attr("type")
	}
	return n.name
}

// tbxLevel is where an element stands.
type tbxLevel uint8

const (
	levelEntry tbxLevel = iota
	levelLanguage
	levelTerm
	levelGroup
)

var (
	tbxParts    = setOf([]string{"noun", "verb", "adjective", "adverb", "properNoun", "other"})
	tbxStatuses = map[string]Status{
		"preferredTerm-admn-sts": Preferred, "admittedTerm-admn-sts": Admitted, "deprecatedTerm-admn-sts": Deprecated, "supersededTerm-admn-sts": Deprecated,
		"preferred": Preferred, "admitted": Admitted, "deprecated": Deprecated, "superseded": Deprecated, "notRecommended": Deprecated, "obsolete": Deprecated,
	}
)

// check holds one element to the rules of TBX that its dialect shares with all
// files of it: a type on general elements, the picklists, the levels.
func (t *tbxReader) check(n *node, level tbxLevel) error {
	switch n.name {
	case "descrip", "termNote", "admin", "transac", "transacNote":
		if n.attr("type") == "" {
			return t.wrong(n, "no-type")
		}
	case "descripGrp":
		count := 0
		for _, k := range n.kids {
			if k.name == "descrip" || category(k) == "definition" || category(k) == "context" {
				count++
			}
		}
		if count > 1 {
			return t.wrong(n, "one-descrip")
		}
	}
	basic, min := t.dialect == "TBX-Basic", t.dialect == "TBX-Min"
	switch c := category(n); {
	case basic && c == "source" && level == levelEntry:
		return t.wrong(n, "source-level")
	case basic && c == "definition" && level == levelTerm:
		return t.wrong(n, "definition-level")
	case min && (n.name == "admin" && c == "source" || n.name == "xref"):
		return t.wrong(n, "not-in-min")
	case (basic || min) && c == "partOfSpeech" && !tbxParts[n.all()]:
		return t.wrong(n, "part-of-speech")
	case basic && n.name == "transac" && c != "transactionType", basic && n.name == "transacNote" && c != "responsibility":
		return t.wrong(n, "transaction-type")
	}
	if c := category(n); c == "administrativeStatus" || c == "usageStatus" {
		if _, ok := tbxStatuses[n.all()]; !ok && (basic || min) {
			return t.wrong(n, "status")
		}
	}
	for _, k := range n.kids {
		if n.name == "descripGrp" || n.name == "adminGrp" || n.name == "transacGrp" || n.name == "termNoteGrp" {
			inner := levelGroup
			if category(k) == "definition" {
				inner = level
			}
			if err := t.check(k, inner); err != nil {
				return err
			}
		}
	}
	return nil
}

// derivedID is an id that nameConcepts gave to a row without one: it says
// nothing that the Chinese form does not.
var derivedID = regexp.MustCompile(`^t[0-9a-f]{8}(-[0-9]+)?$`)

// entry reads one concept.
func (t *tbxReader) entry(n *node) error {
	row := t.table.row()
	if id := n.attr("id"); !derivedID.MatchString(id) {
		row.set("id", id)
	}
	for _, k := range n.kids {
		if k.name == t.names.language {
			if err := t.language(k, row); err != nil {
				return err
			}
			continue
		}
		if err := t.check(k, levelEntry); err != nil {
			return err
		}
		t.describe(k, row)
	}
	return nil
}

// describe puts an entry's or language's description into the row.
func (t *tbxReader) describe(n *node, row *tableRow) {
	if n.name == "descripGrp" {
		for _, k := range n.kids {
			if k.name == "descrip" || category(k) == "definition" {
				t.describe(k, row)
			}
		}
		return
	}
	value := n.all()
	switch category(n) {
	case "subjectField":
		row.set("domain", value)
	case "definition":
		row.add("definition", value, "; ")
	case "customerSubset":
		row.set("client", value)
	case "note":
		if rest, ok := strings.CutPrefix(value, tbxMark); ok {
			if key, v, ok := strings.Cut(rest, "="); ok {
				row.add(key, v, "|")
			}
			return
		}
		row.add("note", value, "; ")
	}
}

// language reads the terms of one language.
func (t *tbxReader) language(n *node, row *tableRow) error {
	if n.attr("lang") == "" {
		return t.wrong(n, "no-language")
	}
	for _, k := range n.kids {
		isTerm := false
		for _, name := range t.names.term {
			isTerm = isTerm || k.name == name
		}
		if !isTerm {
			if err := t.check(k, levelLanguage); err != nil {
				return err
			}
			t.describe(k, row)
			continue
		}
		if err := t.term(k, n.attr("lang"), row); err != nil {
			return err
		}
	}
	return nil
}

// term reads one term.
func (t *tbxReader) term(n *node, language string, row *tableRow) error {
	section := n
	if n.name == "ntig" {
		if g := n.child("termGrp"); g != nil {
			section = &node{name: n.name, line: n.line, kids: append(append([]*node{}, g.kids...), n.kids...)}
		}
	}
	text, status, known, terms := "", Preferred, false, 0
	for i, k := range section.kids {
		switch {
		case k.name == "term":
			if terms++; terms > 1 {
				return t.wrong(k, "one-term")
			}
			if i > 0 {
				return t.wrong(k, "term-first")
			}
			text = k.all()
		case k.name == "termGrp":
		default:
			if err := t.check(k, levelTerm); err != nil {
				return err
			}
			switch c := category(k); c {
			case "administrativeStatus", "usageStatus":
				status, known = tbxStatuses[k.all()], true
			case "partOfSpeech":
				if row.cells["part-of-speech"] != properNoun { // which a note of ours keeps
					row.set("part-of-speech", k.all())
				}
			case "note":
				if k.all() == tbxMark+"forbidden" {
					status, known = Forbidden, true
				} else {
					row.add("note", k.all(), "; ")
				}
			}
		}
	}
	if terms == 0 {
		return t.wrong(n, "no-term")
	}
	row.term(language, text, status, known)
	return nil
}

// languageColumn is the column of a language in a file of another kind: zh by
// its characters.
func languageColumn(language, text string) string {
	tag, ok := lang.Parse(language)
	switch {
	case !ok:
		return language
	case tag != lang.Und:
		return string(tag)
	case hanconv.Convert(hanconv.T2S, text) == text && hanconv.Convert(hanconv.S2T, text) != text:
		return string(lang.ZhHans)
	}
	return string(lang.ZhHant)
}
