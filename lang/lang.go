// Package lang names the languages of texts and of the interface, and reads
// them from the many spellings that people put into file names and flags.
//
// It stands below every other package and imports none of them.
package lang

import (
	"strings"

	"golang.org/x/text/language"
)

// Tag is a language in the spelling that duizhao writes into file names and
// `lang` attributes: zh-Hant, zh-Hans, en, ko, or another BCP 47 tag such as
// ja or fr. The zero value means that the language is not known.
type Tag string

// The languages that duizhao has rules and data for.
const (
	Und    Tag = ""
	ZhHant Tag = "zh-Hant"
	ZhHans Tag = "zh-Hans"
	En     Tag = "en"
	Ko     Tag = "ko"
)

// UI lists the languages of messages, the default first.
var UI = []Tag{En, ZhHant, ZhHans, Ko}

// Chinese reports whether the tag is Chinese in either script.
func (t Tag) Chinese() bool { return t == ZhHant || t == ZhHans }

// Supported reports whether duizhao has segmentation rules, lexicon and
// labels of its own for the language.
func (t Tag) Supported() bool { return t.Chinese() || t == En || t == Ko }

// CJK reports whether the language is set without spaces between words or in
// full-width characters: Chinese, Japanese and Korean.
func (t Tag) CJK() bool { return t.Chinese() || t == Ko || t == "ja" }

// aliases are spellings that BCP 47 does not know, or that need a script.
// Keys are lower case with hyphens.
var aliases = map[string]Tag{
	"zh": Und, // the script decides: see Parse
	"tw": ZhHant, "hk": ZhHant, "mo": ZhHant, "cht": ZhHant, "tc": ZhHant, "hant": ZhHant, "zht": ZhHant, "zh-t": ZhHant,
	"cn": ZhHans, "sg": ZhHans, "chs": ZhHans, "sc": ZhHans, "hans": ZhHans, "zhs": ZhHans, "zh-s": ZhHans,
	"kr": Ko, "kor": Ko, "korean": Ko, "eng": En, "english": En, "us": En, "uk": En, "gb": En,
	"jp": "ja", "chinese": Und,
}

// Parse reads a language from a word such as zh-Hant, zh_TW, zh-HK, cn, kr or
// en-US. The result is Und with ok true for a word that names Chinese without
// its script ("zh", "chinese"): the text decides then (see Script). Words that
// name no language give ok false.
func Parse(word string) (tag Tag, ok bool) {
	key := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(word), "_", "-"))
	if key == "" || len(key) > 35 {
		return Und, false
	}
	if tag, ok = aliases[key]; ok {
		return tag, true
	}
	// Two letters, or two to three letters with subtags: a bare three-letter
	// word in a file name ("new", "old") is far more often not a language.
	first, rest, tagged := strings.Cut(key, "-")
	if len(first) != 2 && !(len(first) == 3 && tagged) {
		return Und, false
	}
	parsed, err := language.Parse(key)
	if err != nil {
		return Und, false
	}
	base, confidence := parsed.Base()
	if confidence == language.No {
		return Und, false
	}
	switch base.String() {
	case "zh":
		if rest == "" {
			return Und, true
		}
		if script, _ := parsed.Script(); script.String() == "Hant" {
			return ZhHant, true
		}
		return ZhHans, true
	case "en":
		return En, true
	case "ko":
		return Ko, true
	}
	return Tag(base.String()), true
}

// endonyms are the names of languages in themselves.
var endonyms = map[Tag]string{ZhHant: "繁體中文", ZhHans: "简体中文", En: "English", Ko: "한국어", "ja": "日本語"}

// Endonym is the name of a language in itself; a tag without one comes back as
// it is written.
func Endonym(tag Tag) string {
	if name, ok := endonyms[tag]; ok {
		return name
	}
	return string(tag)
}
