package exchange

import "slices"

// code2 is one inline code or annotation as it stands in a unit: the tags of a
// <pc> or <mrk> are two.
type code2 struct {
	*node
	end bool // the closing half: of pc, ec, em
}

// sourceIDs checks that ids differ within the sources and within the targets.
func (u *unit2) sourceIDs() error {
	for _, codes := range [][]code2{u.source, u.target} {
		seen := map[string]bool{}
		for _, c := range codes {
			id := c.attr("id")
			if id == "" || c.end && c.local != "ec" {
				continue
			}
			if seen[id] || u.partIDs[id] {
				return u.faultAt(c.node, "exchange.xliff-duplicate", "Element", c.local, "ID", id)
			}
			seen[id] = true
		}
	}
	return nil
}

// pairsOfSource checks that each sc has its ec and each sm its em, behind it
// and alike. In targets a half may be in a segment that is yet to be
// translated, so only the sources are checked.
func (u *unit2) pairsOfSource() error {
	open := map[string]*node{}
	for _, c := range u.source {
		switch c.local {
		case "sc":
			if c.attr("isolated") != "yes" {
				open["c "+c.attr("id")] = c.node
			}
		case "sm":
			open["m "+c.attr("id")] = c.node
		case "ec", "em":
			if c.attr("isolated") == "yes" {
				continue
			}
			key := map[string]string{"ec": "c ", "em": "m "}[c.local] + c.attr("startRef")
			start := open[key]
			if start == nil {
				return u.faultAt(c.node, "exchange.xliff-pair", "Element", c.local, "ID", c.attr("startRef"))
			}
			delete(open, key)
			if c.local == "ec" {
				if attr := differ(start, c.node); attr != "" {
					return u.faultAt(c.node, "exchange.xliff-match", "Attr", attr, "ID", c.attr("startRef"))
				}
			}
		}
	}
	for _, c := range u.source {
		key := map[string]string{"sc": "c ", "sm": "m "}[c.local] + c.attr("id")
		if !c.end && open[key] == c.node && open[key] != nil {
			return u.faultAt(c.node, "exchange.xliff-pair", "Element", c.local, "ID", c.attr("id"))
		}
	}
	return nil
}

// differ is the first attribute in which a start and its end do not agree.
func differ(start, end *node) string {
	for _, attr := range []string{"canCopy", "canDelete", "canOverlap", "canReorder"} {
		s, e := firstOf(start.attr(attr), "yes"), firstOf(end.attr(attr), "yes")
		if attr == "canReorder" && s == "firstNo" {
			s = "no"
		}
		if s != e {
			return attr
		}
	}
	return ""
}

// copies checks that copyOf names a code that may be copied.
func (u *unit2) copies() error {
	all := append(slices.Clone(u.source), u.target...)
	for _, c := range all {
		base := c.attr("copyOf")
		if base == "" {
			continue
		}
		found := false
		for _, other := range all {
			found = found || other.attr("id") == base && other.local == c.local && other.attr("canCopy") != "no"
		}
		if !found {
			return u.faultAt(c.node, "exchange.xliff-reference", "Attr", "copyOf", "Value", clip(base))
		}
	}
	return nil
}

// references checks that codes which must not be deleted are in the target.
func (u *unit2) references() error {
	have := map[string]bool{}
	for _, c := range u.target {
		have[firstOf(c.attr("id"), c.attr("startRef"))] = true
	}
	for _, codes := range u.seq {
		for _, c := range codes {
			if id := c.attr("id"); c.attr("canDelete") == "no" && id != "" && !have[id] {
				return u.faultAt(c.node, "exchange.xliff-deleted", "ID", id)
			}
		}
	}
	return nil
}

// name identifies a tag among the codes of a unit.
func (c code2) name() string {
	n := firstOf(c.attr("startRef"), c.attr("id"))
	if c.end {
		return n + "/"
	}
	return n
}

// moves is canReorder of a tag: the end of a pair that may not move, or that
// begins what may not, may not.
func (c code2) moves() string {
	m := firstOf(c.attr("canReorder"), "yes")
	if c.end && m == "firstNo" {
		return "no"
	}
	return m
}

// moved checks sequences of codes that must stay in their order (section
// 4.7.2.1.5 of the specification).
func (u *unit2) moved(order []*node) error {
	var target []string
	for _, t := range order {
		var codes []code2
		if err := u.inline(t, &codes); err != nil {
			return err
		}
		for _, c := range codes {
			if c.local != "mrk" && c.local != "sm" && c.local != "em" {
				target = append(target, c.name())
			}
		}
	}
	fixed := func(codes []code2, check bool) error {
		var run []string
		var first *node
		flush := func() error {
			if check && len(run) > 1 && !contains(target, run) {
				return u.faultAt(first, "exchange.xliff-reorder", "ID", first.attr("id"))
			}
			run = nil
			return nil
		}
		for _, c := range codes {
			if c.local == "mrk" || c.local == "sm" || c.local == "em" {
				continue
			}
			switch c.moves() {
			case "no":
				if run == nil {
					return u.faultAt(c.node, "exchange.xliff-reorder", "ID", firstOf(c.attr("id"), c.attr("startRef")))
				}
				run = append(run, c.name())
			default:
				if err := flush(); err != nil {
					return err
				}
				if c.moves() == "firstNo" {
					run, first = []string{c.name()}, c.node
				}
			}
		}
		return flush()
	}
	if err := fixed(u.source, false); err != nil {
		return err
	}
	for _, codes := range u.seq {
		if err := fixed(codes, true); err != nil {
			return err
		}
	}
	return nil
}

// contains reports whether run stands in list, one behind the other.
func contains(list, run []string) bool {
	for i := 0; i+len(run) <= len(list); i++ {
		if slices.Equal(list[i:i+len(run)], run) {
			return true
		}
	}
	return false
}
