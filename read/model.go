package read

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/lang"
)

// model says how rare characters are in the texts of an encoding, as negative
// natural logarithms of rough probabilities: 3 for an ASCII letter, 5 for a
// frequent syllable, 18 for bytes that are no text at all. The classes are
// coarse on purpose. A frequent Chinese character read in the wrong encoding is
// nearly always a rare one, and that is all the evidence needed.
type model struct {
	han, hangul float64 // added to the cost of Han characters and of Hangul
	western     float64 // added to the cost of accented letters
	disfavour   lang.Tag
}

var (
	anyModel     = model{}
	gbModel      = model{hangul: 7, western: 4}
	big5Model    = model{hangul: 9, western: 5, disfavour: lang.ZhHans}
	koreanModel  = model{han: 3.5, western: 5}
	westernModel = model{}
)

// Costs of classes of characters.
const (
	costASCII    = 3
	costControl  = 16
	costError    = 18
	costPrivate  = 15
	costFrequent = 4.8 // lang.Frequency 1
	costCommon   = 6.3 // lang.Frequency 2
	costHan      = 9   // the rest of the block U+4E00, where one script writes it
	costRareHan  = 12
	costOldHan   = 14 // extensions and compatibility forms
	costSyllable = 5.2
	costHangul   = 8.5
	costMark     = 4.3 // ，。「」…
	costWide     = 8   // full-width letters, kana, bopomofo
	costQuote    = 5   // “”–…€
	costAccent   = 5.2
	costForeign  = 9
	costPair     = 5 // added to an accented letter next to another
)

// cost is that of one character after another.
func (m *model) cost(r, prev rune) float64 {
	if m == &westernModel && brokenUTF8(r, prev) {
		return costError
	}
	switch {
	case r == '\n' || r == '\r' || r == '\t' || ' ' <= r && r < 0x7F:
		return costASCII
	case r == utf8.RuneError:
		return costError
	case r == '\f' || r == '\v' || r == 0x85:
		return costForeign
	case r < 0xA0 || r == 0xFFFE || r == 0xFFFF:
		return costControl
	case 0xE000 <= r && r <= 0xF8FF || r >= 0xF0000:
		return costPrivate
	case 0xAC00 <= r && r <= 0xD7A3:
		if syllables()[r] {
			return costSyllable + m.hangul
		}
		return costHangul + m.hangul
	case unicode.Is(unicode.Han, r) && r != '々' && r != '〇':
		return m.hanCost(r)
	case strings.ContainsRune(eastMarks, r):
		return costMark
	case strings.ContainsRune(westMarks, r):
		return costQuote
	case 0xFF00 <= r && r <= 0xFFEF, 0x3000 <= r && r <= 0x312F:
		return costWide
	case r < 0x250:
		cost := costAccent + m.western
		switch {
		case r >= 0x100 && m != &westernModel:
			cost += 2.5
		case !unicode.IsLetter(r):
			cost += 2
		case prev >= 0xC0 && prev < 0x250:
			cost += costPair
		}
		return cost
	}
	return costForeign
}

// brokenUTF8 reports whether two characters of Windows-1252 are more likely
// remains of UTF-8: ÿ, which no word has; Ã and Â at the end of one; and â€,
// with which the bytes of quotation marks begin.
func brokenUTF8(r, prev rune) bool {
	switch {
	case r == 'ÿ':
		return true
	case prev == 'Ã' || prev == 'Â':
		return !unicode.IsLetter(r)
	case prev == 'â':
		return r == '€'
	}
	return false
}

func (m *model) hanCost(r rune) float64 {
	cost := m.han
	if script := lang.Script(r); script != lang.Und && script == m.disfavour {
		cost += 5
	}
	switch {
	case lang.Frequency(r) == 1:
		return cost + costFrequent
	case lang.Frequency(r) == 2:
		return cost + costCommon
	case r < 0x4E00 || r > 0x9FFF:
		return cost + costOldHan
	case everyday().has(r):
		return cost + costHan
	}
	return cost + costRareHan
}

// Punctuation of Chinese and Korean texts, and of Western ones.
const (
	eastMarks = "　、。，．：；！？（）「」『』《》〈〉【】〔〕—…·～・％＂／"
	westMarks = "“”‘’–•€£©®°«»™½"
)

// syllables are frequent syllables of Korean text: particles, endings and the
// syllables of everyday words.
var syllables = sync.OnceValue(func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range "이다는의에을를가한고로기하지은어시도사리자인대그나아서일정해전수구보주부국여게장것제상들세었했있없되된될말만며면으라려니까요습던때와과동비공관방경계용위원조성신실물모두오소무문미선생연안양발민중진재최학행회합현화외내출입법분불바반별명마매목못및더록돼또뒤트스크프러큼처럼터라개결각간감강같거걸건검겠견결교권근금급길김남내년노녀농능달당데돌동됐드든등락람량력령론류른름린립맞맡몇박백번본북빈산삼새색석설속송순술습승심십쓰씨악알았야약얼업엇에역열영예온올완왕요욕우운울월유육율음응의익임입잘절점정족존종좌죄준즉증직질집짜차찬참창책천철청체초총추축충취측치친칠침크타탁태택토통투특파판편평포표품풍피필할함항향허험혁형호혼홍환활황후휴히힘" {
		m[r] = true
	}
	return m
})

// hanBits is a set of characters of the block U+4E00–9FFF.
type hanBits [(0xA000 - 0x4E00) / 64]uint64

func (b *hanBits) has(r rune) bool {
	i := r - 0x4E00
	return b[i/64]>>(i%64)&1 != 0
}

func (b *hanBits) add(r rune) {
	if r >= 0x4E00 && r <= 0x9FFF {
		b[(r-0x4E00)/64] |= 1 << ((r - 0x4E00) % 64)
	}
}

// everyday is the set of the everyday characters: level 1 of GB 2312 (rows 16
// to 55, 3,755 characters) and of Big5 (A440 to C67E, 5,401), which both stand
// there in a row of their own.
var everyday = sync.OnceValue(func() *hanBits {
	var codes []byte
	for row := byte(0xB0); row <= 0xD7; row++ {
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			codes = append(codes, row, cell)
		}
	}
	var set hanBits
	text, _ := gb18030.codec.NewDecoder().Bytes(codes)
	for _, r := range string(text) {
		set.add(r)
	}
	codes = codes[:0]
	for row := byte(0xA4); row <= 0xC6; row++ {
		for cell := byte(0x40); cell <= 0xFE; cell++ {
			if cell > 0x7E && cell < 0xA1 || row == 0xC6 && cell > 0x7E {
				continue
			}
			codes = append(codes, row, cell)
		}
	}
	text, _ = big5.codec.NewDecoder().Bytes(codes)
	for _, r := range string(text) {
		set.add(r)
	}
	return &set
})
