package value

// This file holds the rest of a number behind a space: Korean newspapers write
// 1만 8450명 for 18,450 (the space between myriads is the rule of 한글 맞춤법 §44),
// and Chinese texts that put a space between digits and characters 1 萬 8,450 人.

// restKo reports that the digits from at to end, which a space parts from 만,
// 억 or 조, are the rest of its number. A unit of their own or money shows it;
// behind 만 so do four digits that are no year, and fewer with a counter.
func (s *scanner) restKo(big, at, end int, n Decimal) bool {
	near := s.skipSpace(end)
	if r, _ := decode(s.text, near); sinoUnit(r) > 0 || r == '여' || r == '원' {
		return true
	}
	rest, whole := n.int()
	if big != 4 || !whole || rest < 10 || rest >= 10_000 || s.text[at] == '0' {
		return false
	}
	if yearly(int64(rest)) && hasAny(s.text, near, []string{"년", "학년", "시즌"}) != "" {
		return false
	}
	if hasAny(s.text, near, []string{"명", "위안", "달러", "유로", "엔", "파운드", "표", "가구", "세대", "건", "톤"}) != "" {
		return true
	}
	return rest >= 1000 && (!yearly(int64(rest)) || rest == 2000 || end < len(s.text) && hangulRune(peek(s.text, end)))
}

// restZh is the same for digits behind 萬, 億 or 兆 and a space. end is the
// offset after them.
func (s *scanner) restZh(big, at, end int, n Decimal) bool {
	near := s.skipSpace(end)
	next, size := decode(s.text, near)
	if p := hanUnit(next); p > 0 && p < big {
		after, _ := decode(s.text, near+size)
		return p >= 4 || hanUnit(after) >= 4 || big == 4
	}
	rest, whole := n.int()
	if big != 4 || !whole || rest < 10 || rest >= 10_000 || s.text[at] == '0' || next == '年' {
		return false
	}
	return hasAny(s.text, near, []string{"人", "名", "元", "美元", "歐元", "欧元", "日圓", "戶", "户", "票", "件", "輛", "辆", "公噸", "噸", "吨"}) != "" ||
		rest >= 1000 && !yearly(int64(rest))
}

// yearly reports a number that may be a year of our time.
func yearly(n int64) bool { return n >= 1900 && n < 2100 }
