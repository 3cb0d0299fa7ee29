package pdf

import (
	"github.com/duizhao/duizhao/fault"
)

// check refuses what cannot be set, as a fault that names the option.
func (o *Options) check() error {
	switch o.Paper {
	case "", A4, Letter:
	default:
		return fault.New("pdf.paper", "", "Value", string(o.Paper))
	}
	switch o.Orientation {
	case Auto, Portrait, Landscape:
	default:
		return fault.New("pdf.orientation", "", "Value", string(o.Orientation))
	}
	if !(o.FontSize == 0 || o.FontSize >= minFontSize && o.FontSize <= maxFontSize) {
		return fault.New("pdf.font-size", "", "Value", o.FontSize, "Min", minFontSize, "Max", maxFontSize)
	}
	return nil
}

// Body sizes in points between which a column still holds a few words a line
// and a page a few lines.
const (
	minFontSize = 6
	maxFontSize = 24
)
