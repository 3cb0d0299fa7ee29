package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"sort"
	"strconv"
)

var fontName = regexp.MustCompile(`/F[0-9a-f]{40} (\d+) 0 R`)

// fonts gives the fonts short resource names, names that say they are
// subsets, and ToUnicode maps of just the characters that they have, with
// those beyond U+FFFF under their true code points. (fpdf maps every code to
// itself, which a private-use code is not.)
func (f *file) fonts(x *extras) {
	resources := f.objects[2]
	resources.value = fontName.ReplaceAllFunc(resources.value, func(ref []byte) []byte {
		n, _ := strconv.Atoi(string(fontName.FindSubmatch(ref)[1]))
		font := f.objects[n]
		i := numberAfter(font.value, "/utf8f")
		f.font(n, i-1, x)
		return []byte(fmt.Sprintf("/F%d %d 0 R", i, n))
	})
}

// numberAfter is the number that follows a word.
func numberAfter(value []byte, word string) (n int) {
	i := bytes.Index(value, []byte(word))
	if i < 0 {
		return 0
	}
	for _, c := range value[i+len(word):] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// font corrects one font: object n is its Type0 dictionary.
func (f *file) font(n, i int, x *extras) {
	codes := x.subsets[i].Code
	name := subsetTag(codes) + "+" + x.faces[i].Name()
	rename := func(o *object) {
		o.value = bytes.ReplaceAll(o.value, []byte("/utf8"+family(i)+"\n"), []byte("/"+name+"\n"))
	}
	font := f.objects[n]
	rename(font)
	cid := f.objects[numberAfter(font.value, "/DescendantFonts [")]
	rename(cid)
	// The codes are Unicode numbers, not CIDs of a known collection.
	rename(f.objects[reference(cid.value, "/FontDescriptor")])
	info := f.objects[reference(cid.value, "/CIDSystemInfo")]
	info.value = []byte("<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>")
	data := deflate(toUnicodeMap(codes, x.painter.narrow[i]))
	*f.objects[reference(font.value, "/ToUnicode")] = object{
		value: []byte(fmt.Sprintf("<</Filter /FlateDecode /Length %d>>", len(data))), stream: data}
}

// subsetTag is six letters that name a set of characters.
func subsetTag(codes map[rune]rune) string {
	runes := make([]rune, 0, len(codes))
	for r := range codes {
		runes = append(runes, r)
	}
	sort.Slice(runes, func(i, j int) bool { return runes[i] < runes[j] })
	sum := sha256.Sum256([]byte(string(runes)))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// toUnicodeMap is a CMap from codes to text (ISO 32000-1, 9.10.3).
func toUnicodeMap(codes map[rune]rune, narrow map[narrowKey]rune) []byte {
	type pair struct{ code, r rune }
	pairs := make([]pair, 0, len(codes))
	for r, code := range codes {
		pairs = append(pairs, pair{code, r})
	}
	for k, code := range narrow {
		pairs = append(pairs, pair{code, k.r})
	}
	sort.Slice(pairs, func(i, j int) bool { return pairs[i].code < pairs[j].code })
	// Ranges run on while code and character rise together and the code's
	// upper byte stays the same.
	var ranges [][2]pair
	for _, p := range pairs {
		if n := len(ranges); n > 0 {
			last := &ranges[n-1]
			step := p.code - last[1].code
			if step == 1 && p.r-last[1].r == 1 && p.code>>8 == last[1].code>>8 && p.r>>8 == last[1].r>>8 && p.r <= 0xFFFF {
				last[1] = p
				continue
			}
		}
		ranges = append(ranges, [2]pair{p, p})
	}
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(ranges) > 0 {
		n := min(100, len(ranges))
		fmt.Fprintf(&b, "%d beginbfrange\n", n)
		for _, r := range ranges[:n] {
			fmt.Fprintf(&b, "<%04X> <%04X> <%s>\n", r[0].code, r[1].code, utf16Hex(string(r[0].r)))
		}
		b.WriteString("endbfrange\n")
		ranges = ranges[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
