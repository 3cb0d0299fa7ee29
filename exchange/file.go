package exchange

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// File is what a bilingual file holds, whichever its format.
type File struct {
	Path     string
	Format   Format
	Version  string // of the format, as the file says: "1.4", "1.2", "2.0"; "" where it says none
	From, To lang.Tag
	Original string   // the article that the units are of: a slash-separated path from the file's project; "" unknown
	Props    []Prop   // properties of the whole file
	Notes    []string // notes of the whole file
	Copy     bool     // XLIFF: an empty target is written as a copy of the source, for tools that translate in place
	Units    []Unit   // in the order of the file; a TMX unit in n languages gives n−1
}

// State says how far a translation is, in the words of `duizhao status`.
type State string

// The states. Formats that have other words for them are mapped: see
// docs/exchange.md.
const (
	Unknown  State = ""         // the file does not say
	Missing  State = "missing"  // there is no translation
	Stale    State = "stale"    // the source has changed since it was translated
	Machine  State = "machine"  // by a memory or a service, seen by nobody
	Edited   State = "edited"   // a person translated or changed it
	Reviewed State = "reviewed" // a person has seen to it; XLIFF's approved="yes"
)

// Unit is a translation unit: a piece of source text and its translation.
//
// Texts are marked text, the form in which package draft hands out sentences:
// inline markup stands in them as placeholders, <x1>…</x1> around text and
// <x2/> by itself, and < > & of the text are written &lt; &gt; &amp;. One
// number means one code on both sides, and pairs may cross. Plain and Mark
// lead out of this form and into it.
type Unit struct {
	ID             string // "" for none; of a bead of several sentences their ids joined by "+"
	Group          int    // number of the element that it stands in, from 0: units of one TMX <tu> share it
	From, To       lang.Tag
	FromAs, ToAs   string // the languages as the file has them, such as en-GB
	Source, Target string
	Codes          []Code   // by number; nil for plain text
	Before, After  string   // the neighbouring source sentences, "" unknown
	Notes          []string // for the translator
	State          State    // Unknown where the file does not say
	Props          []Prop   // properties, as the file has them
	Date           string   // of the last change, as TMX writes it (20261031T093000Z); "" unknown
	Paragraph      int      // number of the paragraph in the article, from 1; 0 unknown
	Line, Column   int      // where the unit begins in its file, from 1; 0 when it came from none
}

// IDs are the sentence ids of a unit, more than one where its bead has several
// source sentences; nil for a unit without id.
func (u *Unit) IDs() []string {
	if u.ID == "" {
		return nil
	}
	return strings.Split(u.ID, "+")
}

// Prop is a property whose meaning is its writer's. One key may come several
// times.
type Prop struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Prop is the value of the first property of a key, "" for none.
func (u *Unit) Prop(key string) string { return prop(u.Props, key) }

func prop(list []Prop, key string) string {
	for _, p := range list {
		if p.Key == key {
			return p.Value
		}
	}
	return ""
}

// Code is what one placeholder stands for.
type Code struct {
	N     int      `json:"n"`               // its number, from 1
	Type  string   `json:"type,omitempty"`  // bold, italic, underlined, link, image, code, … as the file says; "" unknown
	Open  string   `json:"open,omitempty"`  // the code itself where the file has it: "<b>"
	Close string   `json:"close,omitempty"` // of a pair: "</b>"
	Sub   []string `json:"sub,omitempty"`   // translatable text inside the code, such as an alternative text
}

// Pairs gives the pairs of a language pair, whichever stood as source in the
// file: for a TMX made in the other direction the sides are exchanged, and two
// languages of one unit pair although neither is its source. What is known of
// the source's neighbours is left out where sides are exchanged.
func (f *File) Pairs(from, to lang.Tag) []Unit {
	var out []Unit
	for i := 0; i < len(f.Units); {
		end := i + 1
		for end < len(f.Units) && f.Units[end].Group == f.Units[i].Group {
			end++
		}
		out = append(out, pairs(f.Units[i:end], from, to)...)
		i = end
	}
	return out
}

// pairs gives the pairs in one group, whose units share their source.
func pairs(group []Unit, from, to lang.Tag) []Unit {
	var out []Unit
	for _, u := range group {
		if u.From == from && u.To == to {
			out = append(out, u)
		}
	}
	if len(out) > 0 || from == to {
		return out
	}
	for _, u := range group {
		if u.From == to && u.To == from {
			out = append(out, u.turned())
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, s := range group {
		for _, t := range group {
			if s.To == from && t.To == to {
				pair := t
				pair.Source, pair.From, pair.FromAs = s.Target, s.To, s.ToAs
				pair.Codes = sortMarks(append(slices.Clone(s.Codes), t.Codes...))
				pair.Before, pair.After = "", ""
				out = append(out, pair)
			}
		}
	}
	return out
}

// turned is the unit with its sides exchanged.
func (u Unit) turned() Unit {
	u.Source, u.Target = u.Target, u.Source
	u.From, u.To = u.To, u.From
	u.FromAs, u.ToAs = u.ToAs, u.FromAs
	u.Before, u.After = "", ""
	return u
}

// take adds the unit of a line, within the bounds of all formats of one unit a
// line; path is for messages.
func (f *File) take(path string, u Unit, line int) error {
	if len(u.Codes) > maxMarks || crowded(u.Source) || crowded(u.Target) {
		return fault.New("exchange.too-many-codes", path, "Limit", maxMarks).At(line, 1)
	}
	u.Group, u.Line, u.Column = len(f.Units), line, 1
	if f.Units = append(f.Units, u); len(f.Units) > maxUnits {
		return fault.New("exchange.too-many-units", path, "Limit", maxUnits).At(line, 1)
	}
	return nil
}
