package exchange

import (
	"slices"
	"strings"
)

// Attributes of a <tu> or <tuv> (TMX 1.4b, section 2.4) that say who made a
// pair, when, with what, and how often it was of use. They are no business of
// ours, but a client's, so they go along as properties of these names.
var bookkeeping = []string{"creationdate", "creationid", "changeid", "usagecount", "lastusagedate", "creationtool", "creationtoolversion"}

const tmxAttribute = "tmx:"

// attributeProps are the attributes as properties: those of the translation,
// where it has none those of the whole unit.
func attributeProps(variant, unit *node) []Prop {
	var out []Prop
	for _, name := range bookkeeping {
		if v := firstOf(variant.attr(name), unit.attr(name)); v != "" {
			out = append(out, Prop{tmxAttribute + name, v})
		}
	}
	return out
}

// Attributes parts properties into the attributes of a <tu>, in a fixed order
// and without the prefix, and those that are properties in TMX too. date is the
// unit's, for changedate; one that is no more than the creation's is left out.
func Attributes(props []Prop, date string) (attributes, rest []Prop) {
	for _, name := range bookkeeping {
		if k := slices.IndexFunc(props, func(p Prop) bool { return p.Key == tmxAttribute+name && p.Value != "" }); k >= 0 {
			attributes = append(attributes, Prop{name, props[k].Value})
			if name == "creationdate" && props[k].Value == date {
				date = ""
			}
		}
	}
	if date != "" {
		attributes = append(attributes, Prop{"changedate", date})
	}
	taken := map[string]bool{}
	for _, p := range props {
		name, ok := strings.CutPrefix(p.Key, tmxAttribute)
		if ok && p.Value != "" && slices.Contains(bookkeeping, name) && !taken[name] {
			taken[name] = true
			continue
		}
		rest = append(rest, p)
	}
	return attributes, rest
}
