package exchange

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

// unit2 is what a check knows about the unit it is in.
type unit2 struct {
	*checker2
	node    *node
	file    *file2
	data    map[string]bool // ids of originalData; nil without it
	notes   map[string]bool
	source  []code2   // codes of all sources in order
	target  []code2   // of all targets in order
	seq     [][]code2 // codes of each source that has a target
	partIDs map[string]bool
}

// unit checks a unit and its segments.
func (c *checker2) unit(n *node, a around) error {
	if err := c.element(n); err != nil {
		return err
	}
	a = a.into(n)
	u := &unit2{checker2: c, node: n, file: a.file, notes: map[string]bool{}, partIDs: map[string]bool{}}
	if err := u.around(); err != nil {
		return err
	}
	if err := c.unique(n, "segment ignorable", "id"); err != nil {
		return err
	}
	var parts []*node
	for _, k := range n.kids {
		if k.space == ns2 && (k.local == "segment" || k.local == "ignorable") {
			parts = append(parts, k)
			u.partIDs[k.attr("id")] = true
		}
	}
	delete(u.partIDs, "")
	targets := make([]*node, len(parts))
	for i, part := range parts {
		if err := c.element(part); err != nil {
			return err
		}
		targets[i] = part.child("target")
		if err := u.sides(part, a); err != nil {
			return err
		}
	}
	order, err := u.order(targets)
	if err != nil {
		return err
	}
	for _, check := range []func() error{u.sourceIDs, u.pairsOfSource, u.copies, u.references, func() error { return u.moved(order) }} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// around checks notes and original data of the unit.
func (u *unit2) around() error {
	for _, k := range u.node.kids {
		if k.space != ns2 {
			continue
		}
		switch k.local {
		case "notes":
			if err := u.checker2.notes(k); err != nil {
				return err
			}
			for _, note := range k.kids {
				u.notes[note.attr("id")] = true
			}
			delete(u.notes, "")
		case "originalData":
			if err := u.element(k); err != nil {
				return err
			}
			u.data = map[string]bool{}
			if err := u.unique(k, "data", "id"); err != nil {
				return err
			}
			for _, d := range k.kids {
				if d.local == "" {
					continue
				}
				u.data[d.attr("id")] = true
				if err := u.element(d); err != nil {
					return err
				}
				for _, cp := range d.kids {
					if cp.local != "" {
						if err := u.inline(cp, nil); err != nil {
							return err
						}
					}
				}
			}
		}
	}
	return nil
}

// sides checks source and target of a segment: language, white space, codes.
func (u *unit2) sides(part *node, a around) error {
	source, target := part.child("source"), part.child("target")
	in := a.into(part)
	for _, side := range []struct {
		n    *node
		want string
		into *[]code2
	}{{source, u.srcLang, &u.source}, {target, u.trgLang, &u.target}} {
		if side.n == nil {
			continue
		}
		if err := u.element(side.n); err != nil {
			return err
		}
		if side.want == "" {
			return u.faultAt(side.n, "exchange.xliff-needs", "Attr", "target", "Other", "trgLang")
		}
		if has := in.into(side.n).lang; has != "" && !strings.EqualFold(has, side.want) {
			return u.faultAt(side.n, "exchange.xliff-lang", "Element", side.n.local, "Lang", has, "Want", side.want)
		}
		before := len(*side.into)
		if err := u.inline(side.n, side.into); err != nil {
			return err
		}
		if side.n == source && target != nil {
			u.seq = append(u.seq, slices.Clone((*side.into)[before:]))
		}
	}
	if target != nil {
		space := func(n *node) string { return firstOf(in.into(n).space, "default") }
		if space(source) != space(target) {
			return u.faultAt(target, "exchange.xliff-space")
		}
	}
	return nil
}

// inline checks the elements in a text and lists its codes.
func (u *unit2) inline(n *node, codes *[]code2) error {
	if n.local == "cp" {
		return u.cp(n)
	}
	for _, k := range n.kids {
		if k.local == "" {
			continue
		}
		if k.space != ns2 || !listed2(inline2, k.local) {
			return u.faultAt(k, "exchange.xliff-element", "Element", k.local, "Parent", n.local)
		}
		if codes == nil || len(*codes) > 4*maxMarks {
			return u.faultAt(k, "exchange.too-many-codes", "Limit", maxMarks)
		}
		if err := u.element(k); err != nil {
			return err
		}
		if err := u.inlineElement(k); err != nil {
			return err
		}
		switch k.local {
		case "cp":
			if err := u.cp(k); err != nil {
				return err
			}
			continue
		case "ec", "em":
			*codes = append(*codes, code2{k, true})
			continue
		}
		*codes = append(*codes, code2{k, false})
		if err := u.inline(k, codes); err != nil {
			return err
		}
		if k.local == "pc" {
			*codes = append(*codes, code2{k, true})
		}
	}
	return nil
}

// cp checks a character that XML cannot hold otherwise.
func (u *unit2) cp(n *node) error {
	v, err := strconv.ParseUint(n.attr("hex"), 16, 32)
	if err != nil || len(n.attr("hex")) < 4 || len(n.attr("hex")) > 6 || v > 0x10FFFF {
		return u.badValue(n, "hex", n.attr("hex"))
	}
	if v == 9 || v == 10 || v == 13 || v >= 0x20 && v <= 0xD7FF || v >= 0xE000 && v <= 0xFFFD || v >= 0x10000 {
		return u.badValue(n, "hex", n.attr("hex"))
	}
	return nil
}

// types2 are the values that the subtypes of XLIFF itself go with.
var types2 = map[string]string{"xlf:lb": "fmt", "xlf:pb": "fmt", "xlf:b": "fmt", "xlf:i": "fmt", "xlf:u": "fmt", "xlf:var": "ui"}

// inlineElement checks what an inline element says of itself.
func (u *unit2) inlineElement(n *node) error {
	kind, sub := n.attr("type"), n.attr("subType")
	if n.local == "mrk" || n.local == "sm" {
		return u.annotation(n)
	}
	if kind != "" && !listed2("fmt ui quote link image other", kind) {
		return u.badValue(n, "type", kind)
	}
	if sub != "" {
		if kind == "" {
			return u.faultAt(n, "exchange.xliff-needs", "Attr", "subType", "Other", "type")
		}
		if !prefixed(sub) || strings.HasPrefix(sub, "xlf:") && types2[sub] != kind {
			return u.badValue(n, "subType", sub)
		}
	}
	if n.attr("copyOf") != "" && n.attr("dataRef")+n.attr("dataRefStart")+n.attr("dataRefEnd") != "" {
		return u.faultAt(n, "exchange.xliff-together", "Attr", "copyOf", "Other", "dataRef")
	}
	for _, ref := range []string{"dataRef", "dataRefStart", "dataRefEnd"} {
		if v := n.attr(ref); v != "" && !u.data[v] {
			return u.faultAt(n, "exchange.xliff-reference", "Attr", ref, "Value", clip(v))
		}
	}
	for _, flow := range []string{"subFlows", "subFlowsStart", "subFlowsEnd"} {
		for _, id := range strings.Fields(n.attr(flow)) {
			if !u.file.units[id] {
				return u.faultAt(n, "exchange.xliff-reference", "Attr", flow, "Value", clip(id))
			}
		}
	}
	if r := n.attr("canReorder"); (r == "no" || r == "firstNo") && (n.attr("canCopy") != "no" || n.attr("canDelete") != "no") {
		return u.faultAt(n, "exchange.xliff-needs", "Attr", "canReorder", "Other", "canCopy=\"no\" canDelete=\"no\"")
	}
	if n.local == "ec" {
		_, id := n.find("", "id")
		_, start := n.find("", "startRef")
		switch isolated := n.attr("isolated") == "yes"; {
		case id && start:
			return u.faultAt(n, "exchange.xliff-together", "Attr", "id", "Other", "startRef")
		case isolated && !id:
			return u.faultAt(n, "exchange.xliff-needs", "Attr", "isolated", "Other", "id")
		case !isolated && !start:
			return u.faultAt(n, "exchange.xliff-missing-attr", "Element", "ec", "Attr", "startRef")
		}
	}
	return nil
}

// annotation checks a mrk or sm.
func (u *unit2) annotation(n *node) error {
	kind := n.attr("type")
	if kind != "" && !listed2("generic comment term", kind) && !prefixed(kind) {
		return u.badValue(n, "type", kind)
	}
	ref, hasRef := n.find("", "ref")
	_, hasValue := n.find("", "value")
	if local, ok := strings.CutPrefix(ref, "#"); ok && !fragment(local) {
		return u.faultAt(n, "exchange.xliff-fragment", "Value", clip(ref))
	}
	if kind != "comment" {
		return nil
	}
	switch {
	case hasRef && hasValue:
		return u.faultAt(n, "exchange.xliff-together", "Attr", "ref", "Other", "value")
	case !hasRef && !hasValue:
		return u.faultAt(n, "exchange.xliff-needs", "Attr", "type=\"comment\"", "Other", "value")
	case hasRef && !u.notes[u.ownNote(ref)]:
		return u.faultAt(n, "exchange.xliff-reference", "Attr", "ref", "Value", clip(ref))
	}
	return nil
}

// ownNote is the id of the note of this unit that a reference names, "" for
// another thing.
func (u *unit2) ownNote(ref string) string {
	local, ok := strings.CutPrefix(ref, "#")
	if !ok {
		return ""
	}
	if full, ok := strings.CutPrefix(strings.TrimPrefix(local, "/"), "f="+u.file.id+"/u="+u.node.attr("id")+"/"); ok {
		local = full
	}
	id, ok := strings.CutPrefix(local, "n=")
	if !ok || strings.Contains(id, "/") {
		return ""
	}
	return id
}

// fragments2 are the prefixes that the specification and its registry know.
const fragments2 = "f g u n d t gls mtc res ctr slr mda val fs its itsm tbx"

// fragment reports whether a fragment identifier is well formed: selectors of
// file, group and unit in this order, each at most once, then at most one of
// what stands in them.
func fragment(s string) bool {
	rank := map[string]int{"f": 1, "g": 2, "u": 3}
	last := 0
	for _, part := range strings.Split(strings.TrimPrefix(s, "/"), "/") {
		prefix, id, found := strings.Cut(part, "=")
		if !found {
			prefix, id = "", part
		}
		if !nmtoken(id) || found && !listed2(fragments2, prefix) {
			return false
		}
		at := rank[prefix]
		if at == 0 {
			at = 4
		}
		if at <= last {
			return false
		}
		last = at
	}
	return true
}

// order gives the targets in the order in which they are to stand.
func (u *unit2) order(targets []*node) ([]*node, error) {
	type placed struct {
		n  *node
		at int
	}
	var list []placed
	taken := map[int]bool{}
	for i, t := range targets {
		if t == nil {
			continue
		}
		at := i + 1
		if v := t.attr("order"); v != "" {
			at, _ = strconv.Atoi(v)
		}
		if taken[at] || at > len(targets) {
			return nil, u.faultAt(t, "exchange.xliff-order", "Value", at)
		}
		taken[at] = true
		list = append(list, placed{t, at})
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].at < list[j].at })
	var out []*node
	for _, p := range list {
		out = append(out, p.n)
	}
	return out, nil
}
