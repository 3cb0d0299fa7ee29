package message

import (
	"strconv"
	"time"
)

// Date writes an ISO 8601 date as readers of the printer's language do; what is
// no whole date comes back as it is.
func (p *Printer) Date(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return p.Text("html.date", "Year", day.Year(), "Month", p.Month(day.Month()), "Day", day.Day())
}

// Month names a month.
func (p *Printer) Month(m time.Month) string { return p.Text("html.month-" + strconv.Itoa(int(m))) }
