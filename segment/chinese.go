package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chinese cuts at 。！？ and, where the text before is long enough for a
// sentence, at ……, with the marks that close after them. Titles and brackets
// stay whole. A quotation is cut where it holds two or more sentences; what
// says who spoke stays with its last.
var chinese = rules{quotations: true, brackets: true, straight: true,
	stops: chineseStops, starts: chineseStarts, embeds: chineseEmbeds, leads: chineseLeads}

func chineseStops(s *scanner, e *end) bool {
	if e.full || e.dots || e.mark > 0x2000 {
		return e.mark != '．' || e.stop-e.pos > len("．") || s.fullDot(e)
	}
	// The marks of ASCII: in Chinese text they may be those of a sentence, of
	// an embedded word or of an address.
	before, _ := s.before(e.pos)
	after, _ := s.at(e.stop)
	if after < 0x250 && (unicode.IsLetter(after) || unicode.IsDigit(after)) || after != 0 && strings.ContainsRune(",;:/=&%_@-，、；：", after) {
		return false
	}
	switch {
	case e.mark == '.' && wide(before) && wide(after):
		return s.fullDot(e)
	case wide(before) || !unicode.IsLetter(before) && !unicode.IsDigit(before):
		return true
	case e.mark != '.':
		return !(e.mark == '!' && strings.HasSuffix(s.wordBefore(e.pos), "Yahoo"))
	case unicode.IsDigit(before):
		return !wide(after) && !s.numbers(e.pos) && !isDigitAfterSpace(s, e.stop)
	}
	switch e.abbr = s.abbreviation(e.pos); e.abbr {
	case word:
		return true
	case anyAbbr:
		return after == 0
	}
	return false
}

// fullDot reports whether a dot that touches what follows is a full stop. It
// also parts the names of foreigners (約翰．藍儂), numbers and their items; so it
// is one only in a text without 。, and after a clause of some length.
func (s *scanner) fullDot(e *end) bool {
	before, _ := s.before(e.pos)
	after, n := s.at(e.stop)
	switch {
	case unicode.IsDigit(before):
		return !unicode.IsDigit(after) && !s.numbers(e.pos)
	case n == 0 || !wide(after):
		return true
	}
	return !s.circles() && s.clause(e.pos) >= minClause
}

// circles reports whether the text has a 。.
func (s *scanner) circles() bool {
	if s.circle == 0 {
		if s.circle = 1; strings.Contains(s.text, "。") {
			s.circle = 2
		}
	}
	return s.circle == 2
}

func isDigitAfterSpace(s *scanner, at int) bool {
	r, _ := s.at(skipSpace(s.text, at))
	return unicode.IsDigit(r)
}

// maxClause is how many characters after a quotation are looked at for a verb
// of saying, and how many an ellipsis needs before it to end a sentence.
const (
	maxClause = 18
	minClause = 5
)

func chineseStarts(s *scanner, e *end) bool {
	at := skipSpace(s.text, e.at)
	r, n := s.at(at)
	k := kindOf(r)
	switch {
	case n == 0:
		return true
	case strings.ContainsRune("，、；：,;:…—–─―～~·/%％", r), k == shut, k == shutB:
		return false
	case e.whole:
		return true
	case e.quote:
		return s.afterQuotation(e, at)
	case e.dots:
		return s.afterDots(e, at)
	case !e.full && r < 0x250 && unicode.IsLower(r):
		return false
	}
	return true
}

// afterDots decides for an ellipsis: it ends a sentence where a clause of some
// length stands before it, and what follows neither repeats nor goes on.
func (s *scanner) afterDots(e *end, at int) bool {
	if s.clause(e.pos) < minClause && !s.lastClause(e.pos, at) || s.has(at, goesOnZh) {
		return false
	}
	a, _ := s.before(backSpace(s.text, e.pos))
	b, _ := s.at(at)
	return a != b && !(b < 0x250 && unicode.IsLower(b))
}

// clause counts the characters between the last mark and offset at, up to
// minClause of them.
func (s *scanner) clause(at int) int {
	length := 0
	for at > 0 && length < minClause {
		r, n := s.before(at)
		if k := kindOf(r); k != none && k != straight || strings.ContainsRune("，、；：,;:—", r) {
			break
		}
		if at -= n; !isSpace(r) {
			length++
		}
	}
	return length
}

// lastClause reports whether the four characters before offset at are the last
// clause of a longer sentence, 他笑了笑，沒有回答……, and a clause of some length
// begins at offset next. Where someone speaks, such an ellipsis is more often a
// hesitation; so it is behind a word that asks for another.
func (s *scanner) lastClause(at, next int) bool {
	if len(s.frames) > 0 || s.clause(at) != minClause-1 {
		return false
	}
	from := at
	for range minClause - 1 {
		_, n := s.before(from)
		from -= n
	}
	comma, n := s.before(from)
	clause := s.text[from:at]
	if comma != '，' || s.clause(from-n) < minClause-2 || s.has(from, waitsZh) || endsIn(clause, waitsZh) {
		return false
	}
	for range minClause - 1 {
		r, n := s.at(next)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
		next += n
	}
	return true
}

// waitsZh are words that something follows, at the beginning or the end of a
// clause.
var waitsZh = strings.Fields(`我們 我们 你們 你们 他們 他们 她們 她们 咱們 咱们 自己 這 这 那 這個 这个 那個 那个 這些 这些 那些 一個 一个 的 地 得 是 在 把 被 跟 和 與 与 對 对 向 從 从 給 给 為 为
	很 太 最 更 像 可 但 如果 要是 因為 因为 雖然 虽然 可是 但是 不過 不过 可能 也許 也许 或許 或许 大概 恐怕 好像 似乎 彷彿 仿佛 其實 其实 應該 应该 難道 难道 所以 於是 于是 只是 就是 還是 还是`)

// goesOnZh are beginnings that go on with the sentence before them.
var goesOnZh = strings.Fields(`又 再 的 得 之 了 吧 嗎 吗 呢 啊 呀 嘛 就 才 便 卻 却 也 都 還 还 而 並 并 然後 然后 但 可 不過 不过 所以 因為 因为 於是 于是 或 和 與 与 及`)

// afterQuotation decides for a quotation that ended with a sentence.
func (s *scanner) afterQuotation(e *end, at int) bool {
	r, _ := s.at(at)
	if k := kindOf(r); k == open || k == straight {
		return true // 「甲？」「乙。」
	}
	if s.has(at, boundZh) && !s.has(at, looseZh) {
		return false
	}
	if e.opened > 0 && !s.begins(e.opened) {
		// 高喊「加油！」衝過終點: the quotation is a part of its sentence. A
		// full stop would have been dropped there, so it ends the sentence, and
		// so does a subject that follows.
		if r, _ := s.before(backSpace(s.text, e.opened)); wide(r) {
			return e.mark == '。' || s.has(at, subjectsZh)
		}
	}
	if e.led {
		return true
	}
	return !s.saidZh(at)
}

// subjectsZh begin a new sentence behind a quotation within one.
var subjectsZh = strings.Fields(`他 她 它 牠 我 你 您 咱 大家`)

// boundZh are beginnings that bind the quotation before them into a sentence,
// and looseZh words that begin like them and begin a sentence.
var (
	boundZh = strings.Fields(`的 地一 之 等， 等。 等等 等語 等语 等話 等话 等口號 等口号 等字 時， 时， 後， 后， 後便 后便 後就 后就 就 便 而 並 并 也
		一詞 一词 一語 一语 一句 一類 一类 一文 一書 一书 云云 為由 为由 為題 为题 為主題 为主题 為名 为名 作為 作为 字樣 字样 然後 然后 以及 和 與 与 及 或
		這句 这句 這類話 这类话 這種話 这种话 這種說法 这种说法 這種想法 这种想法 這種口號 这种口号 這種問題 这种问题 這個詞 这个词 這個問題 这个问题
		兩個字 两个字 二字 三個字 三个字 四個字 四个字 四字`)
	looseZh = strings.Fields(`就在 就是 就算 就這 就这 也許 也许 也就是 或許 或许 或者 之前 之後 之后 並不 并不 並非 并非 便是 與此同時 与此同时 而今 和往常 的確 的确 的士`)
)

// saidZh reports whether the clause at offset at says who spoke: 他說。 老王
// 小聲問道， but not 他說：, which introduces what comes next.
func (s *scanner) saidZh(at int) bool {
	from := at
	var mark rune
	for i := 0; ; i++ {
		r, n := s.at(at)
		if n == 0 || i > maxClause {
			mark = 0
			if n != 0 {
				return false
			}
			break
		}
		if k := kindOf(r); k != none || strings.ContainsRune("，、；：,;:—\n", r) {
			mark = r
			break
		}
		at += n
	}
	if k := kindOf(mark); mark == '：' || mark == ':' || k == open || k == straight {
		return false
	}
	return saysZh(s.text[from:at]) && !(mark == '，' && s.introduces(at+len("，")))
}

// introduces reports whether the clause at offset at ends in a colon: 他想了想，說：
func (s *scanner) introduces(at int) bool {
	for i := 0; i < maxClause; i++ {
		r, n := s.at(at)
		if r == '：' || r == ':' {
			return true
		}
		if n == 0 || kindOf(r) != none || strings.ContainsRune("，、；,;—", r) {
			return false
		}
		at += n
	}
	return false
}

// saysZh reports whether a clause ends in a verb of saying, or holds one that
// has no other use.
func saysZh(clause string) bool {
	clause = strings.TrimSpace(clause)
	for _, w := range strongZh {
		if strings.Contains(clause, w) {
			return true
		}
	}
	if strings.Contains(clause, "沒") || strings.Contains(clause, "没") || endsIn(clause, nounsZh) {
		return false // 他沒有說話。
	}
	for again := true; again; {
		again = false
		for _, w := range trailZh {
			if cut := strings.TrimSuffix(clause, w); len(cut) < len(clause) && cut != "" {
				clause, again = cut, true
			}
		}
	}
	if endsIn(clause, nounsZh) {
		return false
	}
	if endsIn(clause, verbsZh) {
		return true
	}
	// 她說着站了起來
	for _, w := range []string{"說着", "說著", "说着", "問着", "問著", "问着", "喊着", "喊著", "叫着", "叫著", "說得", "说得"} {
		if i := strings.Index(clause, w); i >= 0 && utf8.RuneCountInString(clause[:i]) <= 4 {
			return true
		}
	}
	return false
}

func endsIn(clause string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(clause, w) {
			return true
		}
	}
	return false
}

var (
	strongZh = strings.Fields(`說道 说道 問道 问道 答道 喊道 笑道 叫道 嘆道 叹道 罵道 骂道 吼道 哭道 應道 应道 寫道 写道 怒道 喝道 低聲說 低声说 回答 答覆說 補充說 补充说
		表示 指出 強調 强调 坦言 直言 喃喃 自言自語 自言自语 嘟囔 嘀咕 反問 反问 追問 追问 插嘴 解釋說 解释说 認為 认为 透露`)
	verbsZh = strings.Fields(`說 说 道 問 问 答 喊 叫 嚷 吼 罵 骂 嘆 叹 想 笑道 念 唸 稱 称 補充 补充 解釋 解释 吩咐 命令 提醒 警告 承認 承认 宣布 宣佈 抱怨 感嘆 感叹
		建議 建议 催促 央求 哀求 請求 请求 開口 开口 回應 回应 評論 评论 寫 写 讚嘆 赞叹 驚呼 惊呼 高呼 呼喊 大喊 哭喊 尖叫 咕噥 咕哝`)
	nounsZh = strings.Fields(`想說 想说 要說 要说 不說 不说 來說 来说 好說 好说 再說 再说 應該說 应该说 可以說 可以说 也就是說 也就是说 老實說 老实说 換句話說 换句话说 想起來 想起来 想起 想了想 想想 想了一下 想了一會 想了一会
		知道 味道 街道 通道 人行道 軌道 轨道 跑道 車道 车道 隧道 管道 頻道 频道 小說 小说 聽說 听说 據說 据说 傳說 传说 學說 学说 疑問 疑问 訪問 访问 顧問 顾问
		學問 学问 請問 请问 門道 地道 難道 难道 霸道 公道 報答 报答 夢想 梦想 理想 思想 感想 聯想 联想 幻想 不想 沒想 没想 名稱 名称 對稱 对称 概念 紀念 纪念 觀念 观念 想念 懷念 怀念`)
	trailZh = strings.Fields(`我 你 您 他 她 它 們 们 大家 自己 眾人 众人 對方 对方 了 著 着 過 过 一句 一聲 一声 起來 起来 下去 出來 出来 完 一遍`)
)

// chineseLeads reports whether a colon, or a verb of saying, stands before the
// quotation that opens at offset opened.
func chineseLeads(s *scanner, opened int) bool {
	at := backSpace(s.text, opened)
	r, n := s.before(at)
	switch r {
	case '：', ':':
		return true
	case '，', ',':
		at = backSpace(s.text, at-n)
	}
	from := at
	for i := 0; i < 12 && from > 0; i++ {
		r, n := s.before(from)
		if kindOf(r) != none || strings.ContainsRune("，、；：,;:—", r) {
			break
		}
		from -= n
	}
	return from < at && saysZh(s.text[from:at])
}

// maxEmbedded is how many bytes a quotation may have that is a part of speech.
const maxEmbedded = 240

// chineseEmbeds reports whether the quotation is used as a word of its
// sentence: 「自由！民主！」的口號, 「甲！乙！」等.
func chineseEmbeds(s *scanner, f *frame, at int) bool {
	if at-f.opened > maxEmbedded {
		return false
	}
	return s.has(skipSpace(s.text, at), embedsZh)
}

var embedsZh = strings.Fields(`的 之 等 一詞 一词 一語 一语 一句 一類 一类 字樣 字样 之類 這句 这句 這類 这类 這種 这种 為題 为题 為由 为由 為名 为名 四字 四個字 四个字 、 和 與 与 及 或`)
