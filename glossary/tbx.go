package glossary

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/duizhao/duizhao/lang"
)

// TBXStyle is a kind of TBX file.
type TBXStyle uint8

// The kinds of TBX that are written.
const (
	TBXBasic  TBXStyle = iota // ISO 30042:2019, dialect TBX-Basic, style DCT
	TBXMartif                 // the older martif, which OmegaT and translate-toolkit read
)

// Notes with this beginning carry what TBX has no category for; they come back
// when the file is read again.
const tbxMark = "duizhao:"

// adminStatus is a status in the picklist of administrativeStatus. TBX has no
// "forbidden": it goes out as deprecated with a marked note.
func adminStatus(s Status) string {
	return [...]string{"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "deprecatedTerm-admn-sts"}[s]
}

// properNoun is a part of speech of martif's TBX-Basic; the module Min of the
// dialect of ISO 30042:2019 does not have it, and a note keeps it there.
const properNoun = "properNoun"

// tbxPOS is a part of speech in TBX-Basic's picklist, "" for one that it lacks.
func tbxPOS(pos string) string {
	switch p := strings.ToLower(strings.TrimSpace(pos)); {
	case p == "":
		return ""
	case p == "n" || strings.HasPrefix(p, "noun"):
		return "noun"
	case p == "propernoun" || strings.HasPrefix(p, "proper") || p == "name":
		return properNoun
	case strings.HasPrefix(p, "v"):
		return "verb"
	case strings.HasPrefix(p, "adj"):
		return "adjective"
	case strings.HasPrefix(p, "adv"):
		return "adverb"
	}
	return "other"
}

// TBX writes the glossary as TBX. title names the termbase in its header.
// Columns that TBX and this package have no meaning for are left out.
func (g *Glossary) TBX(style TBXStyle, title string) []byte {
	w := &tbxWriter{style: style}
	w.raw(xml.Header)
	if style == TBXMartif {
		w.raw("<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n<martif type=\"TBX\" xml:lang=\"en\">\n")
		w.raw("  <martifHeader>\n    <fileDesc>\n      <titleStmt>\n        <title>" + escape(title) + "</title>\n      </titleStmt>\n")
		w.raw("      <sourceDesc>\n        <p>Written by duizhao</p>\n      </sourceDesc>\n    </fileDesc>\n  </martifHeader>\n  <text>\n    <body>\n")
	} else {
		w.raw("<tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\" xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\">\n")
		w.raw("  <tbxHeader>\n    <fileDesc>\n      <titleStmt>\n        <title>" + escape(title) + "</title>\n      </titleStmt>\n")
		w.raw("      <sourceDesc>\n        <p>Written by duizhao</p>\n      </sourceDesc>\n    </fileDesc>\n  </tbxHeader>\n  <text>\n    <body>\n")
	}
	taken := map[string]bool{}
	for i := range g.Concepts {
		if c := &g.Concepts[i]; len(c.Terms) > 0 {
			w.concept(c, uniqueID(c.ID, taken))
		}
	}
	w.raw("    </body>\n  </text>\n")
	if style == TBXMartif {
		w.raw("</martif>\n")
	} else {
		w.raw("</tbx>\n")
	}
	return w.out.Bytes()
}

// uniqueID makes an XML id of a concept's id.
func uniqueID(id string, taken map[string]bool) string {
	id = strings.Map(func(r rune) rune {
		if r < 0x80 && (letter(byte(r)) || digit(byte(r)) || strings.ContainsRune("-_.", r)) {
			return r
		}
		return '_'
	}, id)
	if id == "" || !letter(id[0]) {
		id = "c" + id
	}
	base := id
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}

type tbxWriter struct {
	style TBXStyle
	out   bytes.Buffer
}

func (w *tbxWriter) raw(s string) { w.out.WriteString(s) }

func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}

// category writes one data category: an element of its own in DCT, an element
// of a general name with a type in martif.
func (w *tbxWriter) category(indent, general, module, name, value string) {
	if value == "" {
		return
	}
	if w.style == TBXMartif {
		w.raw(fmt.Sprintf("%s<%s type=%q>%s</%s>\n", indent, general, name, escape(value), general))
		return
	}
	w.raw(fmt.Sprintf("%s<%s:%s>%s</%s:%s>\n", indent, module, name, escape(value), module, name))
}

func (w *tbxWriter) note(indent, text string) {
	if text != "" {
		w.raw(indent + "<note>" + escape(text) + "</note>\n")
	}
}

// concept writes one entry.
func (w *tbxWriter) concept(c *Concept, id string) {
	entry, section := "conceptEntry", "langSec"
	if w.style == TBXMartif {
		entry, section = "termEntry", "langSet"
	}
	w.raw(fmt.Sprintf("      <%s id=%q>\n", entry, id))
	in := "        "
	w.category(in, "descrip", "min", "subjectField", c.Domain)
	w.category(in, "descrip", "basic", "definition", c.Definition)
	w.category(in, "admin", "min", "customerSubset", c.Client)
	w.note(in, c.Note)
	w.note(in, mark("article", c.Article))
	if c.Case != CaseAuto {
		w.note(in, mark("case", [...]string{"", "exact", "any"}[c.Case]))
	}
	if w.style == TBXBasic && tbxPOS(c.PartOfSpeech) == properNoun {
		w.note(in, mark("part-of-speech", properNoun))
	}
	if c.Keep {
		w.note(in, mark("do-not-translate", "yes"))
	}
	for _, m := range c.Mentions {
		kind := "-first"
		if m.Later {
			kind = "-later"
		}
		w.note(in, mark(string(m.Lang)+kind, m.Text))
	}
	for _, tag := range []lang.Tag{lang.ZhHant, lang.ZhHans, lang.En, lang.Ko, "ja"} {
		open := false
		for _, t := range c.Terms {
			if t.Lang != tag {
				continue
			}
			if !open {
				w.raw(fmt.Sprintf("%s<%s xml:lang=%q>\n", in, section, tag))
				open = true
			}
			w.term(t, c.PartOfSpeech)
		}
		if open {
			w.raw(fmt.Sprintf("%s</%s>\n", in, section))
		}
	}
	w.raw("      </" + entry + ">\n")
}

// mark is a note that carries a column.
func mark(key, value string) string {
	if value == "" {
		return ""
	}
	return tbxMark + key + "=" + value
}

func (w *tbxWriter) term(t Term, pos string) {
	section := "termSec"
	if w.style == TBXMartif {
		section = "tig"
	}
	in := "            "
	w.raw("          <" + section + ">\n" + in + "<term>" + escape(t.Text) + "</term>\n")
	if pos = tbxPOS(pos); pos == properNoun && w.style == TBXBasic {
		pos = "noun"
	}
	w.category(in, "termNote", "min", "partOfSpeech", pos)
	w.category(in, "termNote", "min", "administrativeStatus", adminStatus(t.Status))
	if t.Status == Forbidden {
		w.note(in, tbxMark+"forbidden")
	}
	w.raw("          </" + section + ">\n")
}
