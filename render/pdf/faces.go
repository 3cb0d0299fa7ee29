package pdf

import (
	"sort"

	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
)

// typeface is what setting needs to know of a font; *fonts.Face is one.
type typeface interface {
	Name() string
	Has(r rune) bool
	Advance(r rune) int
	Ink(r rune) (left, right int, ok bool)
	CapHeight() int
	Synthetic() bool
	Subset(runes []rune) (*fonts.Subset, error)
}

// faces chooses the font of every character and remembers which characters
// each font was asked for. Fonts of one name are one font.
type faces struct {
	choose func(tag lang.Tag, style fonts.Style, r rune) typeface // nil for a character without a glyph
	list   []typeface
	index  map[string]int
	used   []map[rune]bool
	chosen map[choiceKey]map[rune]shape
}

type choiceKey struct {
	tag   lang.Tag
	style fonts.Style
}

// shape is how a character is drawn: its font and its measures in 1/1000 em.
type shape struct {
	face        int16 // index into faces.list, -1 when no font has the character
	synthetic   bool  // to be thickened with a stroke
	advance     int32
	left, right int32 // extent of the ink; both 0 for a blank
}

func newFaces(choose func(lang.Tag, fonts.Style, rune) typeface) *faces {
	return &faces{choose: choose, index: map[string]int{}, chosen: map[choiceKey]map[rune]shape{}}
}

// facesOf takes the fonts from a set, or the embedded ones.
func facesOf(set *fonts.Set) *faces {
	choose := fonts.Choose
	if set != nil {
		choose = set.Choose
	}
	return newFaces(func(tag lang.Tag, style fonts.Style, r rune) typeface {
		if f := choose(tag, style, r); f != nil {
			return f
		}
		return nil
	})
}

// shape gives the shape of a character in a run of a language and style.
func (f *faces) shape(tag lang.Tag, style fonts.Style, r rune) shape {
	key := choiceKey{tag, style}
	known := f.chosen[key]
	if known == nil {
		known = map[rune]shape{}
		f.chosen[key] = known
	}
	if s, ok := known[r]; ok {
		return s
	}
	s := shape{face: -1}
	if face := f.choose(tag, style, r); face != nil {
		s = shape{face: f.add(face), synthetic: face.Synthetic(), advance: int32(face.Advance(r))}
		if left, right, ok := face.Ink(r); ok {
			s.left, s.right = int32(left), int32(right)
		}
	}
	known[r] = s
	return s
}

// add gives the index of a font.
func (f *faces) add(face typeface) int16 {
	i, ok := f.index[face.Name()]
	if !ok {
		i = len(f.list)
		f.index[face.Name()] = i
		f.list = append(f.list, face)
		f.used = append(f.used, map[rune]bool{})
	}
	return int16(i)
}

// use notes that a font must have a character in the document.
func (f *faces) use(face int16, r rune) { f.used[face][r] = true }

// spaceIn is the space of a font, for text that is set in it already.
func (f *faces) spaceIn(face int16) (advance int, ok bool) {
	if !f.list[face].Has(' ') {
		return 0, false
	}
	return f.list[face].Advance(' '), true
}

// runes lists the characters that a font was asked for, in order.
func (f *faces) runes(face int) []rune {
	out := make([]rune, 0, len(f.used[face]))
	for r := range f.used[face] {
		out = append(out, r)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}
