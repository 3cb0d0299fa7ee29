package align

import "strings"

// Pinyin reads a Chinese text: for each character the syllable, without its
// tone and with v for ü, in which CC-CEDICT has it most often. It gives nil
// where the dictionary does not read one of them.
func Pinyin(text string) []string {
	d := data()
	r := newReadings(d.pinyin)
	var out []string
	for _, c := range d.simplify(text) {
		list := r.of(c)
		for len(list) > 0 && !strings.ContainsAny(list[0], "aeiouv") { // r of 這兒, xx of what nobody reads
			list = list[1:]
		}
		if len(list) == 0 {
			return nil
		}
		out = append(out, list[0])
	}
	return out
}
