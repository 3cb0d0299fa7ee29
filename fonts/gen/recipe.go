package main

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// sourceFiles are the files that the fonts are cut from, in @expo-google-fonts.
var sourceFiles = map[string]string{
	"TC":         "noto-serif-tc/400Regular/NotoSerifTC_400Regular.ttf",
	"SC":         "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
	"KR":         "noto-serif-kr/400Regular/NotoSerifKR_400Regular.ttf",
	"JP":         "noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf",
	"Latin":      "noto-serif/400Regular/NotoSerif_400Regular.ttf",
	"Bold":       "noto-serif/700Bold/NotoSerif_700Bold.ttf",
	"Italic":     "noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
	"BoldItalic": "noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf",
	"Mono":       "noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf",
}

// recipe is how an embedded font is made.
type recipe struct {
	name    string // PostScript name, and of the file
	source  string // key of sourceFiles
	keep    func(k *kitchen, r rune) bool
	chinese bool   // gets the Chinese dash and interpunct, see chinesePunctuation
	half    bool   // the interpunct is half an em wide
	korean  bool   // gets the Korean wave, see koreanWave
	changes string // in English, for licence notices
}

const common = "hints, layout tables (GSUB, GPOS, GDEF, BASE), vertical metrics and design-axis data dropped, names cut to ids 0-7, 13 and 14; repacked as DZF"

var recipes = []recipe{
	{name: "NotoSerif-Regular", source: "Latin", keep: all, changes: common},
	{name: "NotoSerif-Bold", source: "Bold", keep: all, changes: common},
	{name: "NotoSerif-Italic", source: "Italic", keep: all, changes: common},
	{name: "NotoSerif-BoldItalic", source: "BoldItalic", keep: all, changes: common},
	{name: "NotoSansMono-Regular", source: "Mono", keep: keepMono,
		changes: "cut to what is not drawn differently in Chinese text; " + common},
	{name: "NotoSerifTC-Regular", source: "TC", keep: keepTC, chinese: true,
		changes: "cut to East Asian characters (without Latin, Greek and Cyrillic letters); U+2014, U+2E3A and U+2E3B drawn as full-width joining dashes, U+00B7 one em wide; " + common},
	{name: "NotoSerifSC-Regular", source: "SC", keep: keepSC, chinese: true, half: true,
		changes: "cut to characters that Noto Serif TC lacks, and to those of GB 2312 and the punctuation that it draws differently; U+00B7 half an em wide; " + common},
	{name: "NotoSerifKR-Regular", source: "KR", keep: keepKR, korean: true,
		changes: "cut to Hangul, East Asian punctuation, and the Hanja of KS X 1001 that Noto Serif TC lacks or draws differently; U+223C drawn as U+FF5E; " + common},
	{name: "NotoSerifJP-Regular", source: "JP", keep: keepJP,
		changes: "cut to characters that Noto Serif TC, SC, KR and Noto Serif lack; " + common},
}

// ambiguous is what both the Latin and the Chinese fonts have and Chinese text
// takes from the Chinese ones. Everything else that the Latin fonts have is
// cut from the others.
const ambiguous = "·ˇˉˊˋ˙—―‖‘’“”‥…‧※‼⁂⁇⁈⁉⁑℃℉⸺⸻"

// koreanPunctuation of KS X 1001 comes from the Korean font although the
// Latin one has it.
const koreanPunctuation = "·"

// kitchen is the sources of all recipes.
type kitchen struct{ sources map[string]*source }

func (k *kitchen) has(font string, r rune) bool { return k.sources[font].font.Cmap.Glyph(r) != 0 }

// same reports whether two fonts draw a character the same.
func (k *kitchen) same(a, b string, r rune) bool {
	fa, fb := k.sources[a].font, k.sources[b].font
	ia, ib := fa.Cmap.Glyph(r), fb.Cmap.Glyph(r)
	ga, errA := fa.Outlines.Glyph(ia)
	gb, errB := fb.Outlines.Glyph(ib)
	return errA == nil && errB == nil && fa.Advances[ia] == fb.Advances[ib] &&
		bytes.Equal(truetype.EncodeChunk([]truetype.Glyph{ga}), truetype.EncodeChunk([]truetype.Glyph{gb}))
}

// western reports whether the character belongs to the Latin fonts alone.
func (k *kitchen) western(r rune) bool {
	return k.has("Latin", r) && !bytes.ContainsRune([]byte(ambiguous), r)
}

func all(*kitchen, rune) bool { return true }

// keepMono leaves out the punctuation that code in a Chinese text takes from
// the Chinese font, as the rest of the text does.
func keepMono(_ *kitchen, r rune) bool { return !bytes.ContainsRune([]byte(ambiguous), r) }

func keepTC(k *kitchen, r rune) bool { return !k.western(r) }

func keepSC(k *kitchen, r rune) bool {
	switch {
	case k.western(r):
		return false
	case !k.has("TC", r):
		return true
	case r == '·': // the interpunct is narrower in Simplified Chinese text
		return true
	}
	return (gb2312[r] || !han(r)) && !k.same("SC", "TC", r)
}

func keepKR(k *kitchen, r rune) bool {
	switch {
	case bytes.ContainsRune([]byte(koreanPunctuation), r):
		return true
	case k.has("Latin", r):
		return false
	case hangul(r), r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF:
		return true
	case ksHanja[r] && (!k.has("TC", r) || !k.same("KR", "TC", r)):
		return true
	}
	return !k.has("TC", r) && !k.has("SC", r) && !k.has("JP", r)
}

// hangul reports whether r is Hangul: jamo, syllable, or in a circle or
// parentheses.
func hangul(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7FF || r >= 0x1100 && r <= 0x11FF || r >= 0xA960 && r <= 0xA97F ||
		r >= 0x3131 && r <= 0x318E || r >= 0x3200 && r <= 0x321E || r >= 0x3260 && r <= 0x327F
}

func keepJP(k *kitchen, r rune) bool {
	return !k.has("TC", r) && !k.has("SC", r) && !k.has("Latin", r) && !(k.has("KR", r) && keepKR(k, r))
}

// cook makes the font.
func (r *recipe) cook(sources map[string]*source) (*truetype.Font, error) {
	k := &kitchen{sources}
	font := sources[r.source].font
	var chars []truetype.Mapping
	for _, m := range font.Cmap {
		if !private(m.Rune) && m.Rune >= 0x20 && r.keep(k, m.Rune) {
			chars = append(chars, m)
		}
	}
	slices.SortStableFunc(chars, func(a, b truetype.Mapping) int { return commonness(b.Rune) - commonness(a.Rune) })
	cut, err := font.Cut(chars)
	if err != nil {
		return nil, err
	}
	out := cut.Font()
	if out.NameOf(truetype.NamePostScript) != r.name {
		return nil, fmt.Errorf("the font's own name is %s", out.NameOf(truetype.NamePostScript))
	}
	if r.chinese {
		err = chinesePunctuation(font, out, r.half)
	}
	if r.korean {
		err = koreanWave(out)
	}
	return out, err
}
