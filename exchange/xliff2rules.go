package exchange

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// The constraints of XLIFF 2.1 (OASIS, 13 February 2018), core: sections 4.2
// (elements), 4.3 (attributes), 4.4 (fragment identification), 4.7 (inline
// content). Modules are looked into only as far as their names go.

// shape2 says what may stand in an element of the core: attributes without
// namespace (those that must be there end in "!"), whether attributes of
// extensions may, and child elements in their order.
type shape2 struct {
	attrs    string
	open     bool // attributes of any namespace
	children []string
}

var shapes2 = map[string]shape2{
	"xliff":        {"version! srcLang! trgLang", true, []string{"file+"}},
	"file":         {"id! canResegment original translate srcDir trgDir", true, []string{"skeleton?", "*", "notes?", "unit|group+"}},
	"skeleton":     {"href", false, nil},
	"group":        {"id! name canResegment translate srcDir trgDir type", true, []string{"*", "notes?", "unit|group"}},
	"unit":         {"id! name canResegment translate srcDir trgDir type", true, []string{"*", "notes?", "originalData?", "segment|ignorable+"}},
	"segment":      {"id canResegment state subState", false, []string{"source!", "target?"}},
	"ignorable":    {"id", false, []string{"source!", "target?"}},
	"notes":        {"", false, []string{"note+"}},
	"note":         {"id appliesTo category priority", true, nil},
	"originalData": {"", false, []string{"data+"}},
	"data":         {"id! dir", false, []string{"cp"}},
	"source":       {"", false, nil},
	"target":       {"order", false, nil},
	"cp":           {"hex!", false, []string{}},
	"ph":           {"id! canCopy canDelete canReorder copyOf dataRef disp equiv subFlows subType type", false, []string{}},
	"pc": {"id! canCopy canDelete canOverlap canReorder copyOf dataRefEnd dataRefStart dispEnd dispStart equivEnd equivStart subFlowsEnd subFlowsStart subType type dir",
		false, nil},
	"sc":  {"id! canCopy canDelete canOverlap canReorder copyOf dataRef dir disp equiv isolated subFlows subType type", false, []string{}},
	"ec":  {"id startRef canCopy canDelete canOverlap canReorder copyOf dataRef dir disp equiv isolated subFlows subType type", false, []string{}},
	"mrk": {"id! translate type ref value", true, nil},
	"sm":  {"id! translate type ref value", true, []string{}},
	"em":  {"startRef!", false, []string{}},
}

// values2 lists the values that an attribute may have.
var values2 = map[string]string{
	"canResegment": "yes no", "translate": "yes no", "srcDir": "ltr rtl auto", "trgDir": "ltr rtl auto", "dir": "ltr rtl auto",
	"state": "initial translated reviewed final", "appliesTo": "source target", "canCopy": "yes no", "canDelete": "yes no",
	"canOverlap": "yes no", "canReorder": "yes no firstNo", "isolated": "yes no",
}

// inline2 are the elements of inline content.
const inline2 = "cp ph pc sc ec mrk sm em"

// modules2 are the elements that modules may put into a file, group or unit,
// by the namespace's last but one part.
var modules2 = map[string]string{
	"matches": "matches", "glossary": "glossary", "metadata": "metadata", "resourcedata": "resourceData", "changetracking": "changeTrack revisions",
	"sizerestriction": "profiles data", "validation": "validation", "itsm": "domain locQualityIssues provenanceRecords",
}

// htmlNames are the values of fs:fs.
const htmlNames = " a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 head hr html i img " +
	"label legend li ol p pre q s samp select small span strike strong sub sup table tbody td tfoot th thead title tr tt u ul "

func listed2(list, word string) bool {
	return word != "" && !strings.Contains(word, " ") && strings.Contains(" "+list+" ", " "+word+" ")
}

// checker2 checks an XLIFF 2 document.
type checker2 struct {
	*xmlReader
	srcLang, trgLang string
}

// around is what an element inherits.
type around struct {
	lang  string // xml:lang, "" for none
	space string // xml:space
	file  *file2
}

// file2 is what a check knows about the <file> it is in.
type file2 struct {
	id    string
	units map[string]bool
}

func (c *checker2) document(root *node) error {
	if root.space != ns2 {
		return c.faultAt(root, "exchange.xliff-value", "Element", "xliff", "Attr", "xmlns", "Value", root.space)
	}
	c.srcLang, c.trgLang = root.attr("srcLang"), root.attr("trgLang")
	if err := c.element(root); err != nil {
		return err
	}
	for _, a := range root.attrs {
		if (a.Name.Local == "srcLang" || a.Name.Local == "trgLang") && !wellFormed(a.Value) {
			return c.badValue(root, a.Name.Local, a.Value)
		}
	}
	if err := c.unique(root, "file", "id"); err != nil {
		return err
	}
	for _, k := range root.kids {
		if k.local != "file" {
			continue
		}
		f := &file2{id: k.attr("id"), units: map[string]bool{}}
		groups := map[string]bool{}
		if err := c.ids(k, f, groups); err != nil {
			return err
		}
		top := around{file: f}.into(root)
		if err := c.holder(k, top); err != nil {
			return err
		}
	}
	return nil
}

// into is what children of n inherit.
func (a around) into(n *node) around {
	if v, ok := n.find(xmlSpace, "lang"); ok {
		a.lang = v
	}
	if v, ok := n.find(xmlSpace, "space"); ok {
		a.space = v
	}
	return a
}

func (c *checker2) badValue(n *node, attr, value string) error {
	return c.faultAt(n, "exchange.xliff-value", "Element", n.local, "Attr", attr, "Value", clip(value))
}

// clip shortens a value for a message.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// element checks the attributes of an element of the core and what stands in
// it, one level deep.
func (c *checker2) element(n *node) error {
	shape, ok := shapes2[n.local]
	if !ok {
		return c.faultAt(n, "exchange.xliff-element", "Element", n.local, "Parent", "xliff")
	}
	for _, want := range strings.Fields(shape.attrs) {
		if name, must := strings.CutSuffix(want, "!"); must {
			if _, ok := n.find("", name); !ok {
				return c.faultAt(n, "exchange.xliff-missing-attr", "Element", n.local, "Attr", name)
			}
		}
	}
	for _, a := range n.attrs {
		if err := c.attribute(n, shape, a); err != nil {
			return err
		}
	}
	if n.attr("subState") != "" && n.attr("state") == "" {
		return c.faultAt(n, "exchange.xliff-needs", "Attr", "subState", "Other", "state")
	}
	return c.children(n, shape)
}

func (c *checker2) attribute(n *node, shape shape2, a xml.Attr) error {
	name := a.Name.Local
	switch {
	case a.Name.Space == xmlSpace:
		if name == "lang" && !wellFormed(a.Value) || name == "space" && a.Value != "default" && a.Value != "preserve" {
			return c.badValue(n, "xml:"+name, a.Value)
		}
		return nil
	case a.Name.Space == "urn:oasis:names:tc:xliff:fs:2.0":
		if name != "fs" && name != "subFs" {
			return c.faultAt(n, "exchange.xliff-attr", "Element", n.local, "Attr", "fs:"+name)
		}
		if name == "fs" && !listed2(htmlNames, a.Value) {
			return c.badValue(n, "fs:fs", a.Value)
		}
		if n.local == "ec" && n.attr("isolated") != "yes" {
			return c.faultAt(n, "exchange.xliff-attr", "Element", n.local, "Attr", "fs:"+name)
		}
		return nil
	case a.Name.Space != "":
		if !shape.open && !strings.HasPrefix(a.Name.Space, "urn:oasis:names:tc:xliff:") && !strings.HasPrefix(a.Name.Space, "http://www.w3.org/2005/11/its") {
			return c.faultAt(n, "exchange.xliff-attr", "Element", n.local, "Attr", name)
		}
		return nil
	case !listed2(strings.ReplaceAll(shape.attrs, "!", ""), name):
		return c.faultAt(n, "exchange.xliff-attr", "Element", n.local, "Attr", name)
	}
	if allowed, ok := values2[name]; ok && !listed2(allowed, a.Value) {
		return c.badValue(n, name, a.Value)
	}
	token := name == "id" || name == "startRef" || name == "copyOf" || strings.HasPrefix(name, "dataRef")
	if token && !nmtoken(a.Value) || name == "subState" && !prefixed(a.Value) {
		return c.badValue(n, name, a.Value)
	}
	if name == "priority" || name == "order" {
		if v, err := strconv.Atoi(a.Value); err != nil || v < 1 || name == "priority" && v > 10 {
			return c.badValue(n, name, a.Value)
		}
	}
	return nil
}

// children checks which elements stand in n, and their order.
func (c *checker2) children(n *node, shape shape2) error {
	if shape.children == nil { // inline content, or anything
		return nil
	}
	at := 0
	count := make([]int, len(shape.children))
	for _, k := range n.kids {
		if k.local == "" {
			if strings.TrimSpace(k.data) != "" && n.local != "data" {
				return c.faultAt(k, "exchange.xliff-text", "Element", n.local)
			}
			continue
		}
		for at < len(shape.children) && !fits(shape.children[at], k) {
			at++
		}
		if at == len(shape.children) {
			return c.faultAt(k, "exchange.xliff-element", "Element", k.local, "Parent", n.local)
		}
		slot := shape.children[at]
		if count[at]++; count[at] > 1 && (strings.HasSuffix(slot, "?") || strings.HasSuffix(slot, "!")) {
			return c.faultAt(k, "exchange.xliff-element", "Element", k.local, "Parent", n.local)
		}
		if slot == "*" {
			if err := c.module(n, k); err != nil {
				return err
			}
		}
	}
	for i, slot := range shape.children {
		if count[i] == 0 && (strings.HasSuffix(slot, "+") || strings.HasSuffix(slot, "!")) {
			return c.faultAt(n, "exchange.xliff-missing", "Element", strings.Trim(slot, "+!"), "Parent", n.local)
		}
	}
	if n.local == "unit" && n.child("segment") == nil {
		return c.faultAt(n, "exchange.xliff-missing", "Element", "segment", "Parent", "unit")
	}
	return nil
}

// fits reports whether an element may take a place among the children.
func fits(slot string, k *node) bool {
	if slot == "*" {
		return k.space != ns2
	}
	return k.space == ns2 && listed2(strings.ReplaceAll(strings.Trim(slot, "?!+"), "|", " "), k.local)
}

// module checks the name of a module's element.
func (c *checker2) module(n, k *node) error {
	if rest, ok := strings.CutPrefix(k.space, "urn:oasis:names:tc:xliff:"); ok {
		name, _, _ := strings.Cut(rest, ":")
		if allowed, known := modules2[name]; known && !listed2(allowed, k.local) {
			return c.faultAt(k, "exchange.xliff-element", "Element", k.local, "Parent", n.local)
		}
	}
	return nil
}

// ids checks the ids of units and groups, and of what extensions put in.
func (c *checker2) ids(n *node, f *file2, groups map[string]bool) error {
	seen := map[string]bool{} // of extensions
	for _, k := range n.kids {
		switch {
		case k.local == "":
		case k.space != ns2:
			if err := c.foreign(k, seen); err != nil {
				return err
			}
		case k.local == "unit" || k.local == "group":
			set := groups
			if k.local == "unit" {
				set = f.units
			}
			id := k.attr("id")
			if set[id] && id != "" {
				return c.faultAt(k, "exchange.xliff-duplicate", "Element", k.local, "ID", id)
			}
			set[id] = true
			if err := c.ids(k, f, groups); err != nil {
				return err
			}
		}
	}
	return nil
}

// foreign checks that ids of extensions are unique where they stand.
func (c *checker2) foreign(n *node, seen map[string]bool) error {
	if strings.HasPrefix(n.space, "urn:oasis:names:tc:xliff:") {
		return nil // modules have rules of their own
	}
	id := n.attr("id")
	if v, ok := n.find(xmlSpace, "id"); ok {
		id = v
	}
	if key := n.space + " " + id; id != "" {
		if seen[key] {
			return c.faultAt(n, "exchange.xliff-duplicate", "Element", n.local, "ID", id)
		}
		seen[key] = true
	}
	for _, k := range n.kids {
		if k.local != "" {
			if err := c.foreign(k, seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// unique checks that children of a name differ in an attribute.
func (c *checker2) unique(n *node, names, attr string) error {
	seen := map[string]bool{}
	for _, k := range n.kids {
		if k.space != ns2 || !listed2(names, k.local) {
			continue
		}
		v, ok := k.find("", attr)
		if ok && seen[v] {
			return c.faultAt(k, "exchange.xliff-duplicate", "Element", k.local, "ID", v)
		}
		seen[v] = ok
	}
	return nil
}

// holder checks a file or group and what is in it.
func (c *checker2) holder(n *node, a around) error {
	if err := c.element(n); err != nil {
		return err
	}
	a = a.into(n)
	for _, k := range n.kids {
		if k.space != ns2 {
			continue
		}
		var err error
		switch k.local {
		case "skeleton":
			_, href := k.find("", "href")
			if empty := len(k.kids) == 0; empty != href {
				return c.faultAt(k, "exchange.xliff-skeleton")
			}
			err = c.element(k)
		case "notes":
			err = c.notes(k)
		case "group":
			err = c.holder(k, a)
		case "unit":
			err = c.unit(k, a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checker2) notes(n *node) error {
	if err := c.element(n); err != nil {
		return err
	}
	for _, k := range n.kids {
		if k.local == "note" {
			if err := c.element(k); err != nil {
				return err
			}
		}
	}
	return c.unique(n, "note", "id")
}

// wellFormed reports whether a language tag has the form of BCP 47: subtags of
// one to eight letters and digits, the first of two to eight letters, or x.
func wellFormed(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if len(part) < 1 || len(part) > 8 || i == 0 && len(part) < 2 && part != "x" && part != "i" {
			return false
		}
		for _, r := range part {
			letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			if !letter && (i == 0 || r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

// nmtoken reports whether s has the form of XML's NMTOKEN.
func nmtoken(s string) bool {
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("-._:", r):
		case r < 0x80 && r != 0xB7, r == 0xD7, r == 0xF7, r >= 0x2000 && r <= 0x200B, r >= 0x2010 && r <= 0x203E, r >= 0x3000 && r <= 0x3000:
			return false
		}
	}
	return s != ""
}

// prefixed reports whether s has the form prefix:value.
func prefixed(s string) bool {
	prefix, value, found := strings.Cut(s, ":")
	return found && nmtoken(prefix) && value != ""
}
