package glossary

import (
	"strings"
	"unicode/utf8"
)

// shortNames are the one-character names of countries and regions, which stand
// together in pairs: 中韓, 歐美.
const shortNames = "中美英法德俄蘇苏日韓韩朝印歐欧澳加台臺"

// pairedWords may follow such a pair and begin with the last character of a
// country or currency: 中韓元首, 歐美國家, 中日本土.
var pairedWords = []string{"元首", "元帥", "元帅", "元老", "國家", "国家", "國防", "国防", "國會", "国会", "國際", "国际", "國民", "国民", "國土", "国土", "國務", "国务", "國境", "国境", "本土", "本國", "本国"}

// straddles reports a term of two characters whose first belongs to a pair of
// short names and whose second begins the next word: 韓元 in 中韓元首, 美國 in
// 歐美國家. Chinese parts no words, so this is told by both neighbours; 其中 and
// 當中 make no pair (其中美國家庭).
func straddles(found, before, after string) bool {
	first, size := utf8.DecodeRuneInString(found)
	if utf8.RuneCountInString(found) != 2 || !strings.ContainsRune(shortNames, first) {
		return false
	}
	last, n := utf8.DecodeLastRuneInString(before)
	if last == utf8.RuneError || last == first || !strings.ContainsRune(shortNames, last) {
		return false
	}
	if at, _ := utf8.DecodeLastRuneInString(before[:len(before)-n]); last == '中' && strings.ContainsRune("其當当之集會会議议程戰战", at) {
		return false
	}
	next, n := utf8.DecodeRuneInString(after)
	if beyond, _ := utf8.DecodeRuneInString(after[n:]); next == '家' && beyond == '庭' {
		return false
	}
	word := found[size:] + after[:n]
	for _, w := range pairedWords {
		if w == word {
			return true
		}
	}
	return false
}
