package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviation says what an English word with a full stop after it may be.
type abbreviation uint8

const (
	word    abbreviation = iota // no abbreviation
	title                       // stands before a name: Mr.
	number                      // stands before a number: No., Fig.
	month                       // Jan., or a day of the week
	initial                     // J.
	clock                       // a.m.
	anyAbbr                     // may end a sentence or stand inside it: U.S., Inc.
	latin                       // never ends a sentence: e.g.
	list                        // numbers what follows: 1., (a)., IV.
)

// abbreviations are written as they stand before their full stop. Spellings
// that are also common words (in, sun, art) are there with a capital only.
var abbreviations = tableOf(map[abbreviation]string{
	title: `Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Profs Gen Brig Maj Col Lt Cmdr Cdr Capt Cpt Sgt Cpl Pvt Adm Ens
		Sen Sens Rep Reps Gov Govs Lieut Pres Supt Insp Det Amb Atty Hon Rev Fr Msgr Mgr Sr. St Ste Mt Ft Mme Mlle
		Sec-Gen Comdr Pfc Wm Chas Geo Jos Thos`,
	number: `No Nos no nos Fig Figs fig figs Vol Vols vol vols Ch Chs ch chs Chap chap Sec Secs sec secs Art Arts
		p pp P Pp para paras Para cl Cl Eq Eqs eq eqs Tab Ex ex Op op Bd Pt pt pts art ver Ver Rm Ste Ext ext Tel tel
		App app Lot Div col cols ll vv`,
	month: `Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun`,
	clock: `a.m p.m A.M P.M am pm`,
	anyAbbr: `Inc Ltd Co Corp Cos Bros LLC L.L.C Plc Jr Sr Esq Ph.D Ph.Ds M.D B.A M.A B.Sc M.Sc D.Phil Ed.D J.D
		etc al Ave Blvd Rd Dr Pl Sq Hwy Dept Univ Assn Assoc Gov't Govt Natl Intl Mfg Est est Bldg Apt Mich Calif
		Mass Conn Penn Wash Tenn Ill Ind Fla Ariz Ala Ark Colo Ga Kan Ky La Md Minn Miss Mo Mont Neb Nev Okla Ore
		Pa Tex Va Vt Wis Wyo Ont Que U.S U.K U.N E.U D.C U.S.A U.A.E N.Y L.A N.J B.C A.D`,
	latin: `e.g i.e eg ie cf viz vs v approx ca c incl excl resp q.v s.v ibid Ibid op.cit loc.cit N.B n.b fl
		Eds Trans trans ed eds rev Cf E.g I.e repr introd`,
})

// tableOf turns lists of words into a table; the first class that names a
// word has it.
func tableOf(lists map[abbreviation]string) map[string]abbreviation {
	out := map[string]abbreviation{}
	for class := title; class <= list; class++ {
		for _, w := range strings.Fields(lists[class]) {
			if _, ok := out[w]; !ok {
				out[w] = class
			}
		}
	}
	return out
}

// starters are words that, with a capital, begin a sentence rather than a
// name: after an abbreviation they tell that the sentence is over.
var starters = setOf(`A An The This That These Those There Here He She It We They You I His Her Its Our Their My Your
	I'm I've I'd I'll It's He's She's That's There's They're We're You're Who What When Where Why How Which Whose
	And But Or Nor So Yet For If Although Though Because While Since Unless Until Once Whether As At By In On Of To
	From With Without Within Under Over After Before During Despite Among Between Through Against About Above Across
	Along Besides Beyond Instead Meanwhile However Moreover Furthermore Therefore Thus Hence Still Then Now Today
	Yesterday Tomorrow Later Earlier Soon Finally First Second Third Next Last Some Many Most Few Several All Both
	Each Every Either Neither No Not None Nobody Nothing One Two Three Four Five Six Seven Eight Nine Ten Another
	Other Others Such Only Even Just Perhaps Maybe Yes Is Are Was Were Do Does Did Has Have Had Can Could Will Would
	Shall Should May Might Must Let Please Also Again Always Never Often Sometimes Nevertheless Nonetheless Otherwise
	Indeed Rather Given According Asked Officials Police People Critics Analysts Experts`)

// zones are words that follow a time of day.
var zones = setOf(`ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET KST JST HKT Eastern Central Mountain
	Pacific Greenwich Korea Beijing Taiwan Tokyo Hong London Monday Tuesday Wednesday Thursday Friday Saturday Sunday
	Mon Tue Tues Wed Thu Thurs Fri Sat Sun January February March April May June July August September October
	November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec`)

// saysEn are the verbs of "she said".
var saysEn = setOf(`said says say asked asks replied replies answered answers cried cries shouted shouts whispered
	whispers called calls yelled yells screamed muttered murmured exclaimed demanded wondered thought inquired
	enquired added adds insisted snapped growled begged pleaded protested interrupted continued
	repeated echoed retorted wrote writes warned joked quipped roared told explained declared
	announced observed remarked responded commented noted`)

func setOf(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// maxWord is how many bytes before a full stop are looked at for its word.
const maxWord = 32

// wordBefore is the word that ends at offset at: letters, digits, marks on
// letters, and single dots, hyphens, ampersands and apostrophes among them.
func (s *scanner) wordBefore(at int) string {
	from := at
	for from > 0 && at-from < maxWord {
		r, n := s.before(from)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune(".-&'’", r) || wide(r) {
			break
		}
		from -= n
	}
	return strings.TrimLeft(s.text[from:at], ".-&'’")
}

// wordAt is the word that begins at offset at, without a possessive 's.
func (s *scanner) wordAt(at int) string {
	end := at
	for end < len(s.text) && end-at < maxWord {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-' {
			break
		}
		end += n
	}
	return strings.TrimRight(strings.ReplaceAll(s.text[at:end], "’", "'"), "'-")
}

// wide reports whether r belongs to a script without letter case that is set
// in full-width squares: ideographs, kana, Hangul, Bopomofo.
func wide(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

// label reports whether text is nothing but the number or letter that numbers
// an item: 1, 2.3, a, iv, 三, 가. White space around it does not count.
func label(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 12 {
		return false
	}
	if n := utf8.RuneCountInString(text); n == 1 {
		r, _ := utf8.DecodeRuneInString(text)
		return r < 0x250 && unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune("一二三四五六七八九十甲乙丙丁戊己庚辛가나다라마바사", r)
	}
	if n, ok := strings.CutPrefix(text, "제"); ok && strings.TrimLeft(n, "0123456789") != n {
		return strings.Contains("장절조항부편과", strings.TrimLeft(n, "0123456789")) // 제1장
	}
	return strings.Trim(text, "0123456789.") == "" || strings.Trim(text, "ivxIVX") == "" ||
		strings.Trim(text, "一二三四五六七八九十百") == "" || strings.Trim(text, "０１２３４５６７８９．") == ""
}

// sentenceSoFar is the text from the beginning of the sentence to offset at,
// at most 60 bytes of it; long reports that there is more.
func (s *scanner) sentenceSoFar(at int) (text string, long bool) {
	from := 0
	if n := len(s.cuts); n > 0 {
		from = s.cuts[n-1]
	}
	if n := len(s.frames); n > 0 {
		from = max(from, s.frames[n-1].inside)
	}
	if at-from > 60 {
		return "", true
	}
	return s.text[from:max(at, from)], false
}

// numbers reports whether the dot at offset pos ends the number of an item:
// nothing but that number stands before it in the sentence.
func (s *scanner) numbers(pos int) bool {
	text, long := s.sentenceSoFar(pos)
	return !long && label(strings.Trim(text, " \t\r\n()[]（）　"))
}
