package unit

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// English cuts text into words. Clitics are parted from their host (didn't →
// did not, she'll → she will), hyphenated words are split, figures become
// tokens with a value, and everything else is dropped. The result's tokens
// have as form the stem (see Stem).
func English(text string) []Token {
	var out []Token
	for i := 0; i < len(text); {
		c, w := decode(text[i:])
		switch {
		case isDigit(c):
			n := figures(text[i:])
			out = append(out, Token{Text: text[i : i+n]})
			i += n
		case unicode.IsLetter(c) && !isCJK(c):
			n, before := letters(text[i:]), len(out)
			out = words(out, text[i:i+n])
			if before > 0 && i > 0 && text[i-1] == '-' && out[before-1].Upper && len(out) > before {
				out[before].Upper = true // the second half of a name: Bao-yu
			}
			i += n
		default:
			i += w
		}
	}
	english2numbers(out)
	return out
}

// letters is the length of the word at the start of s: letters with single
// apostrophes between letters.
func letters(s string) int {
	i := 0
	for i < len(s) {
		c, w := decode(s[i:])
		if unicode.IsLetter(c) && !isCJK(c) || unicode.Is(unicode.Mn, c) {
			i += w
			continue
		}
		if c == '\'' || c == '\u2019' {
			if next, _ := decode(s[i+w:]); unicode.IsLetter(next) && !isCJK(next) {
				i += w
				continue
			}
		}
		break
	}
	return i
}

// clitics are parted from their host word; the longest ending comes first.
var clitics = []struct{ end, host, word string }{
	{"won't", "will", "not"}, {"can't", "can", "not"}, {"shan't", "shall", "not"},
	{"n't", "", "not"}, {"'re", "", "are"}, {"'ve", "", "have"}, {"'ll", "", "will"},
	{"'m", "", "am"}, {"'d", "", "would"}, {"'s", "", "'s"},
}

func words(out []Token, raw string) []Token {
	low := strings.ToLower(strings.ReplaceAll(raw, "\u2019", "'"))
	first, _ := decode(raw)
	up := unicode.IsUpper(first)
	add := func(w string) {
		if w != "" {
			out = append(out, Token{Forms: []string{Stem(w)}, Text: raw, Upper: up, Stop: stop[w]})
		}
	}
	if strings.IndexByte(low, '\'') < 0 {
		add(low)
		return out
	}
	for _, c := range clitics {
		if c.host != "" && low == c.end {
			add(c.host)
			add(c.word)
			return out
		}
		if c.host == "" && strings.HasSuffix(low, c.end) && len(low) > len(c.end) {
			add(strings.ReplaceAll(strings.TrimSuffix(low, c.end), "'", ""))
			add(c.word)
			return out
		}
	}
	add(strings.ReplaceAll(low, "'", ""))
	return out
}

// Stem is the form under which an English word in lower case is looked up:
// the base of an irregular form, else Porter's stem (Snowball's "English") of
// its American spelling.
func Stem(w string) string {
	if b, ok := irregular[w]; ok {
		w = b
	}
	if stop[w] || len(w) <= 2 {
		return w
	}
	if s, ok := stems.Load(w); ok {
		return s.(string)
	}
	s := english.Stem(american(w), false)
	if stemCount.Add(1) <= maxStems {
		stems.Store(w, s)
	}
	return s
}

// stems remembers what has been stemmed, up to maxStems words.
var (
	stems     sync.Map
	stemCount atomic.Int64
)

const maxStems = 50_000

// IsStop reports whether an English word in lower case is a function word.
func IsStop(w string) bool { return stop[w] }

// stop lists function words. They stay tokens (the lexicon knows some of
// them) but speak with less weight.
var stop = set(`a an the and or but if then than that this these those there here of to in on at by for from with
without into onto upon over under about as is am are was were be been being do does did done have has had having will would shall
should can could may might must not no nor so such very too also just only even still yet i me my mine we us our ours you your
yours he him his she her hers it its they them their theirs who whom whose which what when where why how all any each every some
other another one 's s t up down out off again more most much many own same while because until through during before after
above below between against both few once himself herself itself myself yourself themselves ourselves let get got`)

// irregular maps inflected forms to their base.
var irregular = irregulars(`be:am,is,are,was,were,been,being have:has,had,having do:does,did,done,doing go:goes,went,gone
arise:arose,arisen awake:awoke,awoken bear:bore,borne,born beat:beaten become:became begin:began,begun bend:bent bet: bind:bound
bite:bit,bitten bleed:bled blow:blew,blown break:broke,broken breed:bred bring:brought build:built burn:burnt burst: buy:bought
catch:caught choose:chose,chosen cling:clung come:came creep:crept deal:dealt dig:dug draw:drew,drawn dream:dreamt drink:drank,drunk
drive:drove,driven dwell:dwelt eat:ate,eaten fall:fell,fallen feed:fed feel:felt fight:fought find:found flee:fled fling:flung
fly:flew,flown forbid:forbade,forbidden forget:forgot,forgotten forgive:forgave,forgiven freeze:froze,frozen get:got,gotten
give:gave,given grind:ground grow:grew,grown hang:hung hear:heard hide:hid,hidden hold:held keep:kept kneel:knelt know:knew,known
lay:laid lead:led lean:leant leap:leapt learn:learnt leave:left lend:lent lie:lain,lying light:lit lose:lost make:made mean:meant
meet:met mistake:mistook,mistaken overcome:overcame pay:paid ride:rode,ridden ring:rang,rung rise:rose,risen run:ran say:said see:saw,seen
seek:sought sell:sold send:sent shake:shook,shaken shine:shone shoot:shot show:shown shrink:shrank,shrunk sing:sang,sung sink:sank,sunk
sit:sat sleep:slept slide:slid sling:slung smell:smelt speak:spoke,spoken speed:sped spend:spent spin:spun spit:spat spring:sprang,sprung
stand:stood steal:stole,stolen stick:stuck sting:stung stink:stank strike:struck,stricken strive:strove,striven swear:swore,sworn
sweep:swept swell:swollen swim:swam,swum swing:swung take:took,taken teach:taught tear:tore,torn tell:told think:thought throw:threw,thrown
tread:trod,trodden understand:understood undergo:underwent,undergone wake:woke,woken wear:wore,worn weave:wove,woven weep:wept win:won
wind:wound withdraw:withdrew,withdrawn withstand:withstood wring:wrung write:wrote,written foresee:foresaw,foreseen undertake:undertook
overtake:overtook,overtaken uphold:upheld behold:beheld partake:partook bid:bade,bidden slay:slew,slain smite:smote,smitten
man:men woman:women child:children foot:feet tooth:teeth goose:geese mouse:mice ox:oxen person:people life:lives wife:wives knife:knives
leaf:leaves half:halves self:selves shelf:shelves thief:thieves wolf:wolves loaf:loaves calf:calves brother:brethren die:dying tie:tying
good:better,best bad:worse,worst far:further,farther,furthest old:elder,eldest`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

func irregulars(list string) map[string]string {
	m := map[string]string{}
	for _, entry := range strings.Fields(list) {
		base, forms, _ := strings.Cut(entry, ":")
		for _, f := range strings.Split(forms, ",") {
			if f != "" {
				m[f] = base
			}
		}
	}
	return m
}
