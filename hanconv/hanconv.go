// Package hanconv converts between Traditional and Simplified Chinese and the
// characters preferred in Taiwan and Hong Kong, phrase by phrase.
//
// The dictionaries are OpenCC's (data/LICENSE-opencc.txt); the method is its
// own too: at each place the longest entry of the phrase and character
// dictionaries together is replaced. Folding single characters would make 髮
// and 發 meet; phrases keep 头发 → 頭髮 and 发现 → 發現 apart.
package hanconv

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the dictionaries
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

// Conversion is one direction.
type Conversion string

// The conversions, named as OpenCC names its configurations.
const (
	S2T  Conversion = "s2t"  // Simplified → Traditional
	T2S  Conversion = "t2s"  // Traditional → Simplified
	T2TW Conversion = "t2tw" // Traditional → characters of Taiwan
	T2HK Conversion = "t2hk" // Traditional → characters of Hong Kong
	TW2S Conversion = "tw2s" // Taiwan → Simplified
	HK2S Conversion = "hk2s" // Hong Kong → Simplified
)

// chains lists the steps of each conversion; a step is dictionaries searched
// together, the first winning where two have the same key.
var chains = map[Conversion][][]string{
	S2T:  {{"STPhrases", "STCharacters"}},
	T2S:  {{"TSPhrases", "TSCharacters"}},
	T2TW: {{"TWVariants"}},
	T2HK: {{"HKVariants"}},
	TW2S: {{"TWVariantsRevPhrases", "TWVariantsRev"}, {"TSPhrases", "TSCharacters"}},
	HK2S: {{"HKVariantsRevPhrases", "HKVariantsRev"}, {"TSPhrases", "TSCharacters"}},
}

//go:embed data/opencc.txt.gz
var packed []byte

// texts holds each dictionary's lines, unpacked once.
var texts = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("hanconv: " + err.Error()) // embedded data
	}
	data, err := io.ReadAll(r)
	if err != nil {
		panic("hanconv: " + err.Error())
	}
	for _, part := range strings.Split(strings.TrimPrefix(string(data), "# "), "\n# ") {
		name, lines, _ := strings.Cut(part, "\n")
		out[name] = lines
	}
	return out
})

// table is one step: its entries, and for each first character the length of
// its longest key in bytes.
type table struct {
	entries map[string]string
	longest map[rune]int
}

var tables sync.Map // strings.Join(step) → func() *table

// load gives the table of a step, built when first needed.
func load(step []string) *table {
	f, _ := tables.LoadOrStore(strings.Join(step, " "), sync.OnceValue(func() *table {
		t := &table{entries: map[string]string{}, longest: map[rune]int{}}
		for _, name := range step {
			for line := range strings.SplitSeq(texts()[name], "\n") {
				key, value, ok := strings.Cut(line, "\t")
				if !ok {
					continue
				}
				if _, known := t.entries[key]; known {
					continue
				}
				t.entries[key], _, _ = strings.Cut(value, " ")
				first, _ := utf8.DecodeRuneInString(key)
				t.longest[first] = max(t.longest[first], len(key))
			}
		}
		return t
	}))
	return f.(func() *table)()
}

// Convert converts text. Characters that no dictionary has, and bytes that are
// no UTF-8, stay as they are.
func Convert(c Conversion, text string) string {
	for _, step := range chains[c] {
		text = load(step).convert(text)
	}
	return text
}

func (t *table) convert(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		n, value := size, ""
		for end := min(t.longest[r], len(text)-i); end >= size; end-- {
			if i+end < len(text) && !utf8.RuneStart(text[i+end]) {
				continue
			}
			if v, ok := t.entries[text[i:i+end]]; ok {
				n, value = end, v
				break
			}
		}
		if value == "" {
			value = text[i : i+n]
		}
		b.WriteString(value)
		i += n
	}
	return b.String()
}

// Ambiguous reports whether a Simplified character stands for more than one
// Traditional one (发: 發, 髮), and lists them; ok is false for one that does not.
func Ambiguous(r rune) (traditional []rune, ok bool) {
	v := choices()[r]
	return v, len(v) > 1
}

var choices = sync.OnceValue(func() map[rune][]rune {
	out := map[rune][]rune{}
	for line := range strings.SplitSeq(texts()["STCharacters"], "\n") {
		key, values, _ := strings.Cut(line, "\t")
		r, size := utf8.DecodeRuneInString(key)
		if size != len(key) || !strings.Contains(values, " ") {
			continue
		}
		for _, v := range strings.Fields(values) {
			t, _ := utf8.DecodeRuneInString(v)
			out[r] = append(out[r], t)
		}
	}
	return out
})
