package glossary

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/hanconv"
	"github.com/duizhao/duizhao/lang"
)

// ChangeKind is what happened to a row or a cell.
type ChangeKind uint8

// The kinds of change.
const (
	RowAdded ChangeKind = iota
	RowRemoved
	CellChanged
)

// Change is one difference between two glossaries.
type Change struct {
	Kind     ChangeKind
	Key      string // of the concept: its id, or its first Chinese form
	Name     string // its first Chinese form, for people
	Column   string // of a changed cell
	Old, New string
	Row      []Cell // of an added or removed row: its cells that are not empty
}

// Diff lists what turns a into b: rows by their id where both files have ids,
// else by their first Chinese form in either script, and cells by their column's meaning. The order
// of rows and columns, quoting and encoding are no difference.
func Diff(a, b *Glossary) []Change { return diff(a, b, a.hasIDs() && b.hasIDs()) }

func diff(a, b *Glossary, byID bool) []Change {
	var out []Change
	old, new := a.keyed(byID), b.keyed(byID)
	for _, key := range old.order {
		i := old.index[key]
		j, ok := new.index[key]
		if !ok {
			out = append(out, Change{Kind: RowRemoved, Key: key, Name: a.label(i), Row: a.Row(i)})
			continue
		}
		out = append(out, cellChanges(key, a.label(i), a.Row(i), b.Row(j))...)
	}
	for _, key := range new.order {
		if _, ok := old.index[key]; !ok {
			out = append(out, Change{Kind: RowAdded, Key: key, Name: b.label(new.index[key]), Row: b.Row(new.index[key])})
		}
	}
	return out
}

// Row gives the cells of a concept that are not empty, in column order.
func (g *Glossary) Row(concept int) []Cell {
	var out []Cell
	for _, r := range g.file.rows {
		if r.line != g.Concepts[concept].Line {
			continue
		}
		for i, c := range r.cells {
			if v := strings.TrimSpace(c.value); v != "" && i < len(g.file.columns) {
				out = append(out, Cell{g.file.columns[i].name, v})
			}
		}
	}
	return out
}

// Columns lists the names of the file's columns in their order.
func (g *Glossary) Columns() []string {
	var out []string
	for _, c := range g.file.columns {
		out = append(out, c.name)
	}
	return out
}

// rowKeys are the concepts of a glossary by their keys.
type rowKeys struct {
	order []string
	index map[string]int
}

func (g *Glossary) keyed(byID bool) rowKeys {
	k := rowKeys{index: map[string]int{}}
	for i := range g.Concepts {
		key := g.key(i, byID)
		for _, taken := k.index[key]; taken; _, taken = k.index[key] {
			key += "+" // a second row of the same form
		}
		k.index[key] = i
		k.order = append(k.order, key)
	}
	return k
}

// hasIDs reports a file with ids of its own, not only made ones.
func (g *Glossary) hasIDs() bool {
	for i := range g.Concepts {
		if g.ownID(i) != "" {
			return true
		}
	}
	return false
}

// key is what makes a concept the same in two files.
func (g *Glossary) key(i int, byID bool) string {
	if id := g.ownID(i); byID && id != "" {
		return id
	}
	return hanconv.Convert(hanconv.T2S, g.label(i))
}

// ownID is the id in a concept's row, "" for none. An id that was only made
// of the term, as an export writes it, says no more than the term.
func (g *Glossary) ownID(i int) string {
	column := slices.IndexFunc(g.file.columns, func(c column) bool { return c.role == roleID })
	if id := g.Concepts[i].ID; column >= 0 && id != madeID(&g.Concepts[i]) {
		for _, c := range g.Row(i) {
			if c.Value == id && c.Column == g.file.columns[column].name {
				return id
			}
		}
	}
	return ""
}

// label is the first Chinese form of a concept, else its first form.
func (g *Glossary) label(i int) string {
	c := &g.Concepts[i]
	for _, t := range c.Terms {
		if t.Lang.Chinese() {
			return t.Text
		}
	}
	if len(c.Terms) > 0 {
		return c.Terms[0].Text
	}
	return c.ID
}

// columnKey is a column's meaning, so that zh-TW and zh-Hant are one.
func columnKey(name string) column {
	c := parseColumn(name)
	if c.role != roleOther {
		c.name = ""
	} else {
		c.name = strings.ToLower(c.name)
	}
	return c
}

// cellOf finds the cell of a column in a row.
func cellOf(row []Cell, key column) (Cell, bool) {
	for _, c := range row {
		if columnKey(c.Column) == key {
			return c, true
		}
	}
	return Cell{}, false
}

// cellChanges compares two rows.
func cellChanges(key, name string, old, new []Cell) []Change {
	var out []Change
	for _, c := range old {
		n, _ := cellOf(new, columnKey(c.Column))
		if !sameCell(c.Value, n.Value) {
			out = append(out, Change{Kind: CellChanged, Key: key, Name: name, Column: c.Column, Old: c.Value, New: n.Value})
		}
	}
	for _, c := range new {
		if _, ok := cellOf(old, columnKey(c.Column)); !ok {
			out = append(out, Change{Kind: CellChanged, Key: key, Name: name, Column: c.Column, New: c.Value})
		}
	}
	return out
}

// sameCell compares values without regard to space around the bars.
func sameCell(a, b string) bool {
	return a == b || strings.Join(splitForms(a), "|") == strings.Join(splitForms(b), "|")
}

// Conflict is what a three-way merge could not decide: the row or cell stays
// as ours has it.
type Conflict struct {
	Key, Name, Column  string // Column is "" for a whole row
	Base, Ours, Theirs string // "" for a row or cell that is not there
}

// Merge brings the changes that theirs made to base into ours, cell by cell.
// A cell that both changed, each in its own way, and a row that one removed and
// the other changed, is a conflict and stays as it is in ours. The result is
// ours with the smallest difference.
func Merge(base, ours, theirs *Glossary) (*Glossary, []Conflict, error) {
	var edits []Edit
	var conflicts []Conflict
	byID := base.hasIDs() && ours.hasIDs() && theirs.hasIDs()
	mine := ours.keyed(byID)
	original := base.keyed(byID)
	for _, c := range diff(base, theirs, byID) {
		i, here := mine.index[c.Key]
		switch c.Kind {
		case RowAdded:
			if !here {
				edits = append(edits, Edit{Op: AddRow, Values: c.Row})
				continue
			}
			for _, cell := range c.Row { // both added the concept
				have, ok := cellOf(ours.Row(i), columnKey(cell.Column))
				if !ok {
					edits = append(edits, Edit{ID: ours.Concepts[i].ID, Column: cell.Column, Value: cell.Value})
				} else if !sameCell(have.Value, cell.Value) {
					conflicts = append(conflicts, Conflict{Key: c.Key, Name: c.Name, Column: cell.Column, Ours: have.Value, Theirs: cell.Value})
				}
			}
		case RowRemoved:
			if !here {
				continue
			}
			if changed := cellChanges(c.Key, c.Name, c.Row, ours.Row(i)); len(changed) > 0 {
				conflicts = append(conflicts, Conflict{Key: c.Key, Name: c.Name, Base: rowText(c.Row), Ours: rowText(ours.Row(i))})
				continue
			}
			edits = append(edits, Edit{Op: RemoveRow, ID: ours.Concepts[i].ID})
		case CellChanged:
			if !here {
				j := original.index[c.Key]
				conflicts = append(conflicts, Conflict{Key: c.Key, Name: c.Name, Column: c.Column, Base: rowText(base.Row(j)), Theirs: c.New})
				continue
			}
			have, _ := cellOf(ours.Row(i), columnKey(c.Column))
			switch {
			case sameCell(have.Value, c.New):
			case sameCell(have.Value, c.Old):
				edits = append(edits, Edit{ID: ours.Concepts[i].ID, Column: c.Column, Value: c.New})
			default:
				conflicts = append(conflicts, Conflict{Key: c.Key, Name: c.Name, Column: c.Column, Base: c.Old, Ours: have.Value, Theirs: c.New})
			}
		}
	}
	out, err := ours.Apply(edits...)
	return out, conflicts, err
}

// rowText is a row on one line, for messages.
func rowText(row []Cell) string {
	var parts []string
	for _, c := range row {
		parts = append(parts, c.Column+"="+c.Value)
	}
	return strings.Join(parts, "; ")
}

// Lookup gives the concepts that have a form in any language, or that id.
func (g *Glossary) Lookup(form string) []int {
	var out []int
	folded := hanconv.Convert(hanconv.T2S, strings.ToLower(strings.TrimSpace(form)))
	for i := range g.Concepts {
		c := &g.Concepts[i]
		found := c.ID == form
		for _, t := range c.Terms {
			text := strings.ToLower(t.Text)
			if t.Lang.Chinese() || t.Lang == lang.Und {
				text = hanconv.Convert(hanconv.T2S, text)
			}
			found = found || text == folded
		}
		if found {
			out = append(out, i)
		}
	}
	return out
}
