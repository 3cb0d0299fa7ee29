package fonts

import (
	"embed"
	"io"

	"github.com/duizhao/duizhao/fonts/internal/pack"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// data holds the fonts that gen made, where they come from, and their licence.
//
//go:embed data
var data embed.FS

// family is an embedded typeface with its styles.
type family struct{ regular, bold, italic, boldItalic *font }

var (
	latin = family{
		regular:    embeddedFont("NotoSerif-Regular", false),
		bold:       embeddedFont("NotoSerif-Bold", true),
		italic:     embeddedFont("NotoSerif-Italic", false),
		boldItalic: embeddedFont("NotoSerif-BoldItalic", true),
	}
	serifTC = family{regular: embeddedFont("NotoSerifTC-Regular", false)}
	serifSC = family{regular: embeddedFont("NotoSerifSC-Regular", false)}
	serifKR = family{regular: embeddedFont("NotoSerifKR-Regular", false)}
	serifJP = family{regular: embeddedFont("NotoSerifJP-Regular", false)}
	mono    = family{regular: embeddedFont("NotoSansMono-Regular", false)}
)

// face gives the family's face for a style, the regular one where the family
// has no other.
func (f family) face(style Style) *Face {
	best := f.regular
	switch {
	case style.Bold() && style.Italic() && f.boldItalic != nil:
		best = f.boldItalic
	case style.Italic() && f.italic != nil:
		best = f.italic
	case style.Bold() && f.bold != nil:
		best = f.bold
	}
	return best.face(style)
}

// embeddedFont is the font in data/NAME.dzf.
func embeddedFont(name string, bold bool) *font {
	return newFont(name, bold, func() (*truetype.Font, error) {
		file, err := data.Open("data/" + name + ".dzf")
		if err != nil {
			return nil, err
		}
		info, err := file.Stat()
		if err != nil {
			return nil, err
		}
		// embed documents that its files are io.ReaderAt: nothing is copied.
		return pack.Open(file.(io.ReaderAt), info.Size())
	})
}
