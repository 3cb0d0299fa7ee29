package main

import (
	"errors"
	"slices"

	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// chinesePunctuation draws the characters that the source font leaves to
// layout tables, which PDF text does not go through:
//
//   - U+2014, of which —— makes the Chinese dash: the source maps it to a
//     Western dash of 0.89 em and has the full-width one under U+2015, with a
//     gap on either side. It becomes U+2015's bar across the whole em, so that
//     two of them join, and likewise U+2E3A and U+2E3B across two and three em
//     (W3C CLREQ, "Dash").
//   - U+00B7, the interpunct of foreign names: the source has a Western one of
//     0.33 em. It becomes the dot of U+2027 in one em, or, in the font for
//     Simplified Chinese, in half an em (GB/T 15834-2011, 5.1.6; 重訂標點符號手冊).
func chinesePunctuation(source, out *truetype.Font, half bool) error {
	bar, _, err := glyphOf(source, '―')
	if err != nil {
		return err
	}
	if len(bar.Points) != 4 || len(bar.Ends) != 1 {
		return errors.New("U+2015 is no bar any more: look at patch.go again")
	}
	for _, r := range []rune("—⸺⸻") {
		width := map[rune]int{'—': 1000, '⸺': 2000, '⸻': 3000}[r]
		long := bar
		long.Points = slices.Clone(bar.Points)
		for i, p := range bar.Points {
			if long.Points[i].X = 0; int(p.X) > source.UnitsPerEm/2 {
				long.Points[i].X = int16(width * source.UnitsPerEm / 1000)
			}
		}
		long.Box.MinX, long.Box.MaxX = 0, int16(width*source.UnitsPerEm/1000)
		if err := replace(out, r, long, width); err != nil {
			return err
		}
	}
	dot, advance, err := glyphOf(source, '‧')
	if err != nil {
		return err
	}
	if half {
		dot.Points = slices.Clone(dot.Points)
		shift := int16(source.UnitsPerEm / 4)
		for i := range dot.Points {
			dot.Points[i].X -= shift
		}
		dot.Box.MinX, dot.Box.MaxX = dot.Box.MinX-shift, dot.Box.MaxX-shift
		advance /= 2
	}
	return replace(out, '·', dot, advance)
}

// koreanWave gives U+223C, the wave of KS X 1001 (0xA1AD) that Korean writes
// between the ends of a range, the glyph of U+FF5E. The source lacks it.
func koreanWave(out *truetype.Font) error {
	wave := out.Cmap.Glyph('～')
	at, found := slices.BinarySearchFunc(out.Cmap, '∼', func(m truetype.Mapping, r rune) int { return int(m.Rune - r) })
	if found || wave == 0 {
		return errors.New("the source has U+223C now, or lacks U+FF5E: look at patch.go again")
	}
	out.Cmap = slices.Insert(out.Cmap, at, truetype.Mapping{Rune: '∼', Glyph: wave})
	return nil
}

func glyphOf(f *truetype.Font, r rune) (truetype.Glyph, int, error) {
	id := f.Cmap.Glyph(r)
	if id == 0 {
		return truetype.Glyph{}, 0, errors.New("the source lacks " + string(r))
	}
	g, err := f.Outlines.Glyph(id)
	return g, int(f.Advances[id]), err
}

// replace gives a character of a cut font a glyph of its own, if it has it.
func replace(f *truetype.Font, r rune, g truetype.Glyph, advance int) error {
	at := slices.IndexFunc(f.Cmap, func(m truetype.Mapping) bool { return m.Rune == r })
	if at < 0 {
		return nil
	}
	glyphs, ok := f.Outlines.(truetype.Glyphs)
	if !ok {
		return errors.New("not a cut font")
	}
	f.Cmap[at].Glyph = uint16(len(glyphs))
	f.Outlines = append(glyphs, g)
	f.Advances = append(f.Advances, uint16(advance))
	return nil
}
