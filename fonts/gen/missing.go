package main

import (
	"bytes"
	"fmt"
	"slices"
	"unicode"

	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// checked is a set of characters that a reader of MISSING.md may ask about.
type checked struct {
	name string
	set  runeSet
}

// checkedSets are the national standards, and the Unicode blocks that news
// prose draws from.
func checkedSets() []checked {
	sets := []checked{
		{"Big5, level 1 (5,401 common characters of Taiwan)", big5Level1},
		{"Big5, level 2 (7,652 less common ones)", big5Level2},
		{"Big5, signs", big5Signs},
		{"Hong Kong Supplementary Character Set, as in the WHATWG's Big5", hkscs},
		{"GB 2312 (6,763 characters)", gb2312},
		{"GB 2312 and GBK, signs", gbSigns},
		{"GBK (all of GB 18030's two-byte part)", gbk},
		{"KS X 1001, Hanja (4,888, 268 of them for compatibility)", ksHanja},
		{"KS X 1001, signs and letters", ksSigns},
		{"JIS X 0208", jis},
	}
	for _, b := range []struct {
		name        string
		first, last rune
	}{
		{"Basic Latin", 0x20, 0x7E}, {"Latin-1 Supplement", 0xA0, 0xFF}, {"Latin Extended-A and B", 0x100, 0x24F},
		{"IPA Extensions", 0x250, 0x2AF}, {"Combining Diacritical Marks", 0x300, 0x36F},
		{"Greek", 0x370, 0x3FF}, {"Cyrillic", 0x400, 0x52F}, {"Hangul Jamo", 0x1100, 0x11FF},
		{"Latin Extended Additional", 0x1E00, 0x1EFF}, {"Greek Extended", 0x1F00, 0x1FFF},
		{"General Punctuation", 0x2000, 0x206F}, {"Superscripts and Subscripts", 0x2070, 0x209F}, {"Currency Symbols", 0x20A0, 0x20CF},
		{"Letterlike Symbols", 0x2100, 0x214F}, {"Number Forms", 0x2150, 0x218F}, {"Arrows", 0x2190, 0x21FF},
		{"Mathematical Operators", 0x2200, 0x22FF}, {"Enclosed Alphanumerics", 0x2460, 0x24FF}, {"Box Drawing", 0x2500, 0x257F},
		{"Geometric Shapes", 0x25A0, 0x25FF}, {"Kangxi Radicals", 0x2F00, 0x2FDF}, {"CJK Symbols and Punctuation", 0x3000, 0x303F},
		{"Hiragana and Katakana", 0x3040, 0x30FF}, {"Bopomofo", 0x3100, 0x312F}, {"Hangul Compatibility Jamo", 0x3130, 0x318F},
		{"Bopomofo Extended", 0x31A0, 0x31BF}, {"Enclosed CJK Letters and Months", 0x3200, 0x32FF}, {"CJK Compatibility", 0x3300, 0x33FF},
		{"CJK Unified Ideographs Extension A", 0x3400, 0x4DBF}, {"CJK Unified Ideographs", 0x4E00, 0x9FFF},
		{"Hangul Jamo Extended-A", 0xA960, 0xA97F}, {"Hangul Syllables", 0xAC00, 0xD7A3}, {"Hangul Jamo Extended-B", 0xD7B0, 0xD7FF},
		{"CJK Compatibility Ideographs", 0xF900, 0xFAFF}, {"Vertical Forms", 0xFE10, 0xFE1F}, {"CJK Compatibility Forms", 0xFE30, 0xFE4F},
		{"Small Form Variants", 0xFE50, 0xFE6F}, {"Halfwidth and Fullwidth Forms", 0xFF00, 0xFFEF},
		{"CJK Unified Ideographs Extension B", 0x20000, 0x2A6DF}, {"CJK Unified Ideographs Extensions C to I", 0x2A700, 0x2EE5D},
	} {
		sets = append(sets, checked{"Unicode block " + b.name, block(b.first, b.last)})
	}
	return sets
}

// block is the assigned, visible characters of a range, as Go's Unicode
// tables know them.
func block(first, last rune) runeSet {
	out := runeSet{}
	for r := first; r <= last; r++ {
		if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Zs) {
			out[r] = true
		}
	}
	return out
}

// listed is how many missing characters of a set are written out; of more,
// only the number is given.
const listed = 250

// missingReport writes MISSING.md.
func missingReport(fonts []*truetype.Font) []byte {
	have := runeSet{}
	for _, f := range fonts {
		for _, m := range f.Cmap {
			have[m.Rune] = true
		}
	}
	var b bytes.Buffer
	b.WriteString("# Characters that no embedded font has\n\n")
	b.WriteString("Made by `fonts/gen`; do not edit. Blocks are counted as far as Go's Unicode tables (" + unicode.Version + ") assign them.\n")
	b.WriteString("A character from these lists in a text is a finding, and the edition shows a mark in its place; `--font FILE` supplies it.\n\n")
	b.WriteString("| set | characters | missing |\n|---|---:|---:|\n")
	var lists bytes.Buffer
	for _, c := range checkedSets() {
		var missing []rune
		for r := range c.set {
			if !have[r] {
				missing = append(missing, r)
			}
		}
		slices.Sort(missing)
		fmt.Fprintf(&b, "| %s | %d | %d |\n", c.name, len(c.set), len(missing))
		if len(missing) == 0 {
			continue
		}
		fmt.Fprintf(&lists, "\n## %s\n\n", c.name)
		if len(missing) > listed {
			fmt.Fprintf(&lists, "%d characters, too many to list.\n", len(missing))
			continue
		}
		writeRunes(&lists, missing)
	}
	b.Write(lists.Bytes())
	return b.Bytes()
}

// writeRunes lists characters, a few on a line, with their code points.
func writeRunes(b *bytes.Buffer, runes []rune) {
	for i, r := range runes {
		sep := ", "
		if i == len(runes)-1 {
			sep = "\n"
		} else if i%8 == 7 {
			sep = ",\n"
		}
		shown := string(r) + " "
		if !unicode.IsPrint(r) || unicode.Is(unicode.M, r) {
			shown = ""
		}
		fmt.Fprintf(b, "%sU+%04X%s", shown, r, sep)
	}
}
