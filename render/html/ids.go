package html

import (
	"strconv"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/render"
)

// Anchors gives, by column and sentence, the fragment under which a sentence
// is found in the page: its permanent id. Ids are unique within one text only,
// so one that an earlier column has too gets its column's language before it,
// as in en-s2b7; a sentence without a valid id gets its place, x-1-12. Ids of the
// page's own begin with "x-" as well and have a letter there.
func Anchors(ed *bitext.Edition) [][]string {
	columns := render.Columns(ed)
	out := make([][]string, len(columns))
	taken := map[string]bool{}
	for c, t := range columns {
		out[c] = make([]string, len(t.Sentences))
		for i := range out[c] {
			id := render.ID(ed, c, i)
			if !validID(id) {
				id = "x-" + strconv.Itoa(c) + "-" + strconv.Itoa(i)
			}
			for prefix := word(string(t.Doc.Lang)) + "-"; taken[id]; {
				id = prefix + id
			}
			taken[id] = true
			out[c][i] = id
		}
	}
	return out
}

// validID reports whether an id is what bitext.IDs says of it.
func validID(id string) bool {
	for i, r := range id {
		if !(r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return id != ""
}
