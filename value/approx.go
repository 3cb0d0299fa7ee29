package value

import "strings"

// approxWords are the words beside a number that say how exactly it is meant.
type approxWords struct{ about, over, under []string }

var (
	chineseBefore = approxWords{
		about: []string{"約", "约", "大概", "大约", "大致", "左右", "接近於"},
		over:  []string{"超過", "超过", "逾", "超", "多達", "多达", "高達", "高达", "至少", "突破", "以上"},
		under: []string{"近", "將近", "将近", "接近", "不到", "不足", "少於", "少于", "最多", "低於", "低于"},
	}
	chineseAfter = approxWords{
		about: []string{"左右", "上下"},
		over:  []string{"以上", "多", "餘", "余"},
		under: []string{"以下", "以內", "以内"},
	}
	englishBefore = approxWords{
		about: []string{"about", "around", "approximately", "roughly", "some", "circa", "an estimated"},
		over:  []string{"over", "more than", "at least", "above", "exceeding", "exceeded", "upwards of", "greater than", "as many as", "as much as", "topped", "surpassed"},
		under: []string{"nearly", "almost", "close to", "less than", "fewer than", "under", "below", "up to", "at most", "just short of"},
	}
	koreanBefore = approxWords{
		about: []string{"약", "대략", "대개"},
		over:  []string{"최소", "적어도", "무려"},
		under: []string{"거의", "최대", "채"},
	}
	koreanAfter = approxWords{
		about: []string{"안팎", "정도", "내외", "가량", "쯤"},
		over:  []string{"이상", "초과", "넘는", "넘게", "남짓", "여", "이 넘는", "을 넘는", "가 넘는"},
		under: []string{"미만", "이하", "가까이", "가까운", "에 가까운", "에 육박"},
	}
)

// ending gives what the words at the end of text say.
func (w approxWords) ending(text string) Approx {
	switch {
	case endsAny(text, w.under):
		return Under
	case endsAny(text, w.over):
		return Over
	case endsAny(text, w.about):
		return About
	}
	return Exact
}

// beginning gives what the words at offset i of text say.
func (w approxWords) beginning(text string, i int) Approx {
	switch {
	case hasAny(text, i, w.under) != "":
		return Under
	case hasAny(text, i, w.over) != "":
		return Over
	case hasAny(text, i, w.about) != "":
		return About
	}
	return Exact
}

// englishEnding is ending for whole English words in any case.
func (w approxWords) englishEnding(text string) Approx {
	tail := strings.ToLower(text[max(0, len(text)-20):])
	for _, set := range []struct {
		words []string
		is    Approx
	}{{w.under, Under}, {w.over, Over}, {w.about, About}} {
		for _, word := range set.words {
			if strings.HasSuffix(tail, word) && (len(tail) == len(word) || !isLetterByte(tail[len(tail)-len(word)-1])) {
				return set.is
			}
		}
	}
	return Exact
}

func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
