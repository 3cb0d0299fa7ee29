package value

// unit is one spelling of a unit or currency.
type unit struct {
	text, symbol string
	kind         Kind
}

// Longer spellings stand before their prefixes.

var chineseUnits = []unit{
	{"元人民幣", "CNY", Money}, {"元人民币", "CNY", Money}, {"元新台幣", "TWD", Money}, {"元新台币", "TWD", Money}, {"元港幣", "HKD", Money}, {"元港币", "HKD", Money},
	{"人民幣", "CNY", Money}, {"人民币", "CNY", Money}, {"新台幣", "TWD", Money}, {"新臺幣", "TWD", Money}, {"新台币", "TWD", Money},
	{"美元", "USD", Money}, {"美金", "USD", Money}, {"台幣", "TWD", Money}, {"臺幣", "TWD", Money}, {"台币", "TWD", Money},
	{"港元", "HKD", Money}, {"港幣", "HKD", Money}, {"港币", "HKD", Money}, {"日圓", "JPY", Money}, {"日元", "JPY", Money},
	{"韓元", "KRW", Money}, {"韩元", "KRW", Money}, {"韓圜", "KRW", Money}, {"韓圓", "KRW", Money}, {"歐元", "EUR", Money}, {"欧元", "EUR", Money},
	{"英鎊", "GBP", Money}, {"英镑", "GBP", Money}, {"盧布", "RUB", Money}, {"卢布", "RUB", Money}, {"澳元", "AUD", Money}, {"加元", "CAD", Money},
	{"平方公里", "km²", Measure}, {"平方公尺", "m²", Measure}, {"平方米", "m²", Measure}, {"立方米", "m³", Measure},
	{"公里", "km", Measure}, {"千米", "km", Measure}, {"公尺", "m", Measure}, {"公分", "cm", Measure}, {"厘米", "cm", Measure}, {"毫米", "mm", Measure},
	{"公斤", "kg", Measure}, {"千克", "kg", Measure}, {"公克", "g", Measure}, {"公噸", "t", Measure}, {"公吨", "t", Measure}, {"噸", "t", Measure}, {"吨", "t", Measure},
	{"公頃", "ha", Measure}, {"公顷", "ha", Measure}, {"英里", "mile", Measure}, {"英哩", "mile", Measure}, {"英尺", "ft", Measure}, {"英呎", "ft", Measure},
	{"英寸", "in", Measure}, {"英吋", "in", Measure}, {"磅", "lb", Measure},
	{"個小時", "hour", Measure}, {"个小时", "hour", Measure}, {"小時", "hour", Measure}, {"小时", "hour", Measure}, {"分鐘", "min", Measure}, {"分钟", "min", Measure}, {"秒", "s", Measure},
	{"個月", "month", Measure}, {"个月", "month", Measure}, {"個星期", "week", Measure}, {"个星期", "week", Measure}, {"個禮拜", "week", Measure},
	{"星期", "week", Measure}, {"週", "week", Measure}, {"周", "week", Measure}, {"歲", "year", Measure}, {"岁", "year", Measure}, {"年", "year", Measure},
	{"天", "day", Measure}, {"度", "°", Measure}, {"倍", "x", Measure}, {"元", "¤", Money}, {"圓", "¤", Money}, {"米", "m", Measure}, {"克", "g", Measure},
}

// chinesePrefixes are currencies that stand before the number.
var chinesePrefixes = []unit{
	{"人民幣", "CNY", Money}, {"人民币", "CNY", Money}, {"新台幣", "TWD", Money}, {"新臺幣", "TWD", Money}, {"新台币", "TWD", Money},
	{"港幣", "HKD", Money}, {"港币", "HKD", Money}, {"美金", "USD", Money},
}

// signs are currency signs and codes that stand before digits in any language.
var signs = []unit{
	{"US$", "USD", Money}, {"NT$", "TWD", Money}, {"HK$", "HKD", Money}, {"A$", "AUD", Money}, {"C$", "CAD", Money}, {"S$", "SGD", Money},
	{"$", "$", Money}, {"＄", "$", Money}, {"€", "EUR", Money}, {"£", "GBP", Money}, {"￡", "GBP", Money}, {"¥", "¥", Money}, {"￥", "¥", Money},
	{"₩", "KRW", Money}, {"RMB", "CNY", Money}, {"USD", "USD", Money}, {"CNY", "CNY", Money}, {"KRW", "KRW", Money}, {"TWD", "TWD", Money},
	{"NTD", "TWD", Money}, {"HKD", "HKD", Money}, {"JPY", "JPY", Money}, {"EUR", "EUR", Money}, {"GBP", "GBP", Money},
}

// englishUnits are the words after a number, in lower case.
var englishUnits = map[string]unit{}

// englishUnitWords lists them by symbol.
var englishUnitWords = []struct {
	symbol string
	kind   Kind
	words  []string
}{
	{"USD", Money, []string{"us dollar", "us dollars", "u.s. dollar", "u.s. dollars", "usd"}}, {"$", Money, []string{"dollar", "dollars"}},
	{"CNY", Money, []string{"yuan", "renminbi", "rmb", "cny"}}, {"KRW", Money, []string{"won", "krw"}}, {"JPY", Money, []string{"yen", "jpy"}},
	{"EUR", Money, []string{"euro", "euros", "eur"}}, {"GBP", Money, []string{"pounds sterling", "gbp"}}, {"RUB", Money, []string{"rouble", "roubles", "ruble", "rubles"}},
	{"HKD", Money, []string{"hong kong dollars", "hkd"}}, {"TWD", Money, []string{"taiwan dollars", "new taiwan dollars", "twd", "ntd"}},
	{"km²", Measure, []string{"square kilometers", "square kilometres", "square kilometer", "square kilometre", "km²", "sq km"}},
	{"m²", Measure, []string{"square meters", "square metres", "m²"}}, {"m³", Measure, []string{"cubic meters", "cubic metres"}},
	{"km", Measure, []string{"km", "kilometer", "kilometers", "kilometre", "kilometres", "kms"}}, {"m", Measure, []string{"meter", "meters", "metre", "metres"}},
	{"cm", Measure, []string{"cm", "centimeter", "centimeters", "centimetre", "centimetres"}}, {"mm", Measure, []string{"mm", "millimeter", "millimeters", "millimetre", "millimetres"}},
	{"kg", Measure, []string{"kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"}}, {"g", Measure, []string{"gram", "grams", "gramme", "grammes"}},
	{"t", Measure, []string{"ton", "tons", "tonne", "tonnes", "metric tons"}}, {"ha", Measure, []string{"hectare", "hectares"}},
	{"mile", Measure, []string{"mile", "miles"}}, {"ft", Measure, []string{"foot", "feet", "ft"}}, {"in", Measure, []string{"inch", "inches"}}, {"lb", Measure, []string{"lb", "lbs", "pound", "pounds"}},
	{"hour", Measure, []string{"hour", "hours"}}, {"min", Measure, []string{"minute", "minutes"}}, {"s", Measure, []string{"second", "seconds"}},
	{"day", Measure, []string{"day", "days"}}, {"week", Measure, []string{"week", "weeks"}}, {"month", Measure, []string{"month", "months"}},
	{"year", Measure, []string{"year", "years", "years old", "year-old", "years-old"}}, {"°", Measure, []string{"degree", "degrees", "°c", "°f", "°"}},
	{"x", Measure, []string{"times", "x"}},
}

func init() {
	for _, u := range englishUnitWords {
		for _, w := range u.words {
			englishUnits[w] = unit{w, u.symbol, u.kind}
		}
	}
}

var koreanUnits = []unit{
	{"홍콩달러", "HKD", Money}, {"홍콩 달러", "HKD", Money}, {"대만달러", "TWD", Money}, {"대만 달러", "TWD", Money}, {"미국 달러", "USD", Money}, {"미국달러", "USD", Money},
	{"달러", "USD", Money}, {"위안", "CNY", Money}, {"유로", "EUR", Money}, {"파운드", "GBP", Money}, {"루블", "RUB", Money}, {"엔", "JPY", Money}, {"원", "KRW", Money},
	{"제곱킬로미터", "km²", Measure}, {"㎢", "km²", Measure}, {"제곱미터", "m²", Measure}, {"㎡", "m²", Measure}, {"킬로미터", "km", Measure}, {"㎞", "km", Measure}, {"km", "km", Measure},
	{"센티미터", "cm", Measure}, {"㎝", "cm", Measure}, {"cm", "cm", Measure}, {"밀리미터", "mm", Measure}, {"㎜", "mm", Measure}, {"mm", "mm", Measure},
	{"킬로그램", "kg", Measure}, {"㎏", "kg", Measure}, {"kg", "kg", Measure}, {"미터", "m", Measure}, {"그램", "g", Measure}, {"톤", "t", Measure}, {"헥타르", "ha", Measure},
	{"마일", "mile", Measure}, {"피트", "ft", Measure}, {"인치", "in", Measure}, {"시간", "hour", Measure}, {"분", "min", Measure}, {"초", "s", Measure},
	{"개월", "month", Measure}, {"달", "month", Measure}, {"주일", "week", Measure}, {"주", "week", Measure}, {"년", "year", Measure}, {"살", "year", Measure}, {"세", "year", Measure}, {"일", "day", Measure},
	{"도", "°", Measure}, {"배", "x", Measure},
}

// unitAt gives the unit whose spelling stands at offset i.
func unitAt(text string, i int, units []unit) (unit, bool) {
	if i < len(text) {
		for _, u := range units {
			if len(text)-i >= len(u.text) && text[i:i+len(u.text)] == u.text {
				return u, true
			}
		}
	}
	return unit{}, false
}

// signBefore gives the currency sign that ends at offset i.
func signBefore(text string, i int) (unit, bool) {
	for _, u := range signs {
		if i >= len(u.text) && text[i-len(u.text):i] == u.text {
			// A code is a word of its own: not the end of a longer one.
			if c := u.text[0]; c >= 'A' && c <= 'Z' && i > len(u.text) {
				if p := text[i-len(u.text)-1] | 0x20; p >= 'a' && p <= 'z' {
					continue
				}
			}
			return u, true
		}
	}
	return unit{}, false
}
