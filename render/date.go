package render

import (
	"regexp"
	"time"

	"github.com/duizhao/duizhao/doc"
)

// numericDate is a date in numbers, the year first.
var numericDate = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)

// NumericDate gives the date, as ISO 8601, of a dateline that is nothing but a
// date in numbers, such as what follows the tag `date` of a plain text: an
// edition writes it as its reader does. Other datelines stay as their author
// wrote them.
func NumericDate(b *doc.Block) (iso string, ok bool) {
	if b.Kind != doc.Dateline {
		return "", false
	}
	m := numericDate.FindStringSubmatch(b.Text)
	if m == nil {
		return "", false
	}
	t, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	return t.Format(time.DateOnly), err == nil
}
