package check

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/value"
)

// at is a value in its sentence.
type at struct {
	value.Value
	sentence int
}

// gather lists the values of a range of sentences.
func (s *side) gather(r bitext.Range) []at {
	var out []at
	for i := r.From; i < r.To; i++ {
		for _, v := range s.values[i] {
			out = append(out, at{v, i})
		}
	}
	return out
}

// written is a value as the text has it.
func (s *side) written(v at) string { return strings.TrimSpace(s.raw[v.sentence][v.Start:v.End]) }

// values compares the numbers and dates of each bead. A value is kept when the
// other side has an equal one anywhere in the bead or, for values that moved
// over a sentence border, in a bead beside it; how often does not matter, since
// translators repeat and pronominalise. What is left over on both sides is
// paired: a pair is a changed value. A small number in words is only reported
// in a pair, and a word such as "one" never.
func (r *run) values() {
	if !r.on(Number) && !r.on(Date) && !r.on(Currency) && !r.on(Unit) {
		return
	}
	r.readValues(r.src)
	r.readValues(r.tgt)
	defer func() { r.src.values, r.tgt.values = nil, nil }() // nothing else needs them
	for i, b := range r.bt.Beads {
		if b.Source.Len() == 0 || b.Target.Len() == 0 {
			continue
		}
		source, target := r.src.gather(b.Source), r.tgt.gather(b.Target)
		if len(source) == 0 && len(target) == 0 {
			continue
		}
		lost := r.unmatched(source, target, func() []at { return r.around(r.tgt, r.near(i)) })
		added := r.unmatched(target, source, func() []at { return r.around(r.src, r.nearSource(i)) })
		relS, relT := r.relative(r.src, b.Source), r.relative(r.tgt, b.Target)
		r.pairs(i, lost, added, relS, relT)
		r.units(i, source, target)
	}
}

// around gathers the values of neighbouring beads.
func (r *run) around(s *side, ranges []bitext.Range) []at {
	var out []at
	for _, n := range ranges {
		out = append(out, s.gather(n)...)
	}
	return out
}

// unmatched lists the values of one side that the other has not. around is
// asked only for what is surely a number.
func (r *run) unmatched(values, other []at, around func() []at) []at {
	var out []at
	var beside []at
	asked := false
	for _, v := range values {
		if v.Strength == value.Weak || v.Approx == value.Vague || found(v, other) {
			continue
		}
		if !asked {
			beside, asked = around(), true
		}
		if v.Strength == value.Firm && exactly(v, beside) {
			continue
		}
		out = append(out, v)
	}
	return out
}

// found reports a counterpart of v, for a date also one that is scattered in
// its parts (10月30日至31日, from the 30th to the 31st of October).
func found(v at, other []at) bool {
	for _, o := range other {
		if same(v.Value, o.Value) {
			if v.Kind == value.Date && o.Kind != value.Date && v.Month != 0 && dated(other) {
				continue // another date stands there: a lone number is no proof
			}
			return true
		}
		if partOf(v.Value, o.Value) || o.Kind == value.Clock && v.Unit == "min" && v.Num == value.Int(int64(o.Num.Float())%60) { // 3:35, 3분 35초
			return true
		}
	}
	return v.Kind == value.Date && scattered(v, other) || v.Kind == value.Clock && scatteredClock(v, other) || inParts(v, other)
}

// dated reports a date with a month among values.
func dated(list []at) bool {
	for _, v := range list {
		if v.Kind == value.Date && v.Month != 0 {
			return true
		}
	}
	return false
}

// scattered reports that month and day of a date stand apart among values.
func scattered(d at, other []at) bool {
	if d.Day == 0 {
		return false
	}
	month, day := d.Month == 0, false
	for _, o := range other {
		switch {
		case o.Kind == value.Date && o.Year != 0 && d.Year != 0 && o.Year != d.Year:
		case o.Kind == value.Date:
			month = month || o.Month == d.Month
			day = day || o.Day == d.Day && (o.Month == 0 || o.Month == d.Month)
		case o.Den == 0:
			day = day || o.Num == value.Int(int64(d.Day))
		}
	}
	return month && day
}

// scatteredClock reports that hour and minute of a time stand apart among
// values: 11時55分 as 11, 55.
func scatteredClock(c at, other []at) bool {
	total := int64(c.Num.Float())
	hour, minute := false, total%60 == 0
	for _, o := range other {
		if o.Den == 0 && o.Kind != value.Clock {
			hour = hour || o.Num == value.Int(total/60) || o.Num == value.Int(total/60-12)
			minute = minute || o.Num == value.Int(total%60)
		}
	}
	return hour && minute && total%60 != 0
}

// exactly reports an equal value among those of other beads, where only the
// very same counts.
func exactly(v at, other []at) bool {
	for _, o := range other {
		if o.Strength != value.Weak && same(v.Value, o.Value) {
			return true
		}
	}
	return false
}

// temporal reports a kind that the date check is about.
func temporal(k value.Kind) bool {
	return k == value.Date || k == value.Decade || k == value.Century || k == value.Clock
}

// pairs reports what was left over.
func (r *run) pairs(bead int, lost, added []at, relSource, relTarget bool) {
	used := make([]bool, len(added))
	for _, l := range lost {
		partner := -1
		for pass := 0; pass < 2 && partner < 0; pass++ {
			for k, a := range added {
				if !used[k] && (pass == 1 || temporal(a.Kind) == temporal(l.Kind) && (a.Kind == l.Kind || a.Kind != value.Money || l.Kind == value.Number)) {
					partner = k
					break
				}
			}
		}
		if partner >= 0 {
			used[partner] = true
			r.changed(bead, l, added[partner])
			continue
		}
		if l.Strength == value.Firm && !(temporal(l.Kind) && relTarget) && !trivial(l) {
			r.lost(bead, l)
		}
	}
	for k, a := range added {
		if slices.ContainsFunc(added[:k], func(b at) bool { return b.Num == a.Num && b.Kind == a.Kind && b.String() == a.String() }) {
			continue // said once is enough
		}
		if used[k] || a.Strength != value.Firm || trivial(a) || relSource && (temporal(a.Kind) || year(a)) {
			continue
		}
		r.extra(bead, a)
	}
}

// trivial reports 1, 2 and 3, which translators write for 首, 雙方 and 三國
// and leave out as freely.
func trivial(v at) bool {
	n := number(v.Value)
	return v.Kind != value.Percent && v.Kind != value.Money && !temporal(v.Kind) && v.Den == 0 && n == float64(int(n)) && n <= 3
}

// year reports a plain number that is probably one.
func year(v at) bool {
	n := number(v.Value)
	return v.Kind == value.Number && n >= 1000 && n < 2100 && n == float64(int(n))
}

func codeOf(a value.Kind, b value.Kind) finding.Code {
	if temporal(a) || temporal(b) {
		return Date
	}
	return Number
}

// changed reports a value that became another.
func (r *run) changed(bead int, l, a at) {
	r.add(bead, finding.Finding{
		Code:   codeOf(l.Kind, a.Kind),
		Args:   map[string]any{"Kind": "changed", "Source": r.src.written(l), "Target": r.tgt.written(a), "Value": value.Format(r.tgt.tag, l.Value)},
		Source: r.src.place(l.sentence, doc.Span{Start: l.Start, End: l.End}),
		Target: r.tgt.place(a.sentence, doc.Span{Start: a.Start, End: a.End}),
	})
}

// lost reports a value without a counterpart.
func (r *run) lost(bead int, l at) {
	r.add(bead, finding.Finding{
		Code:   codeOf(l.Kind, l.Kind),
		Args:   map[string]any{"Kind": "missing", "Source": r.src.written(l), "Target": "", "Value": value.Format(r.tgt.tag, l.Value)},
		Source: r.src.place(l.sentence, doc.Span{Start: l.Start, End: l.End}),
		Target: r.tgt.first(r.bt.Beads[bead].Target),
	})
}

// extra reports a value that the source has not.
func (r *run) extra(bead int, a at) {
	r.add(bead, finding.Finding{
		Code:   codeOf(a.Kind, a.Kind),
		Args:   map[string]any{"Kind": "added", "Source": "", "Target": r.tgt.written(a), "Value": value.Format(r.tgt.tag, a.Value)},
		Source: r.src.first(r.bt.Beads[bead].Source),
		Target: r.tgt.place(a.sentence, doc.Span{Start: a.Start, End: a.End}),
	})
}

// units compares the currency and the unit of values that are equal in number.
func (r *run) units(bead int, source, target []at) {
	if !r.on(Currency) && !r.on(Unit) {
		return
	}
	for _, v := range source {
		if v.Unit == "" || v.Unit == "x" || v.Strength == value.Weak {
			continue
		}
		wrong := -1
		for k, o := range target {
			if o.Kind != v.Kind || o.Unit == "" || o.Num != v.Num {
				continue
			}
			if v.Kind == value.Money && sameCurrency(v.Unit, o.Unit) || v.Kind == value.Measure && (v.Unit == o.Unit || !convertible(v.Unit, o.Unit)) {
				wrong = -1
				break
			}
			if o.Strength != value.Weak {
				wrong = k
			}
		}
		if wrong < 0 || v.Kind != value.Money && v.Kind != value.Measure {
			continue
		}
		code := Unit
		if v.Kind == value.Money {
			code = Currency
		}
		o := target[wrong]
		r.add(bead, finding.Finding{
			Code:   code,
			Args:   map[string]any{"Source": r.src.written(v), "Target": r.tgt.written(o)},
			Source: r.src.place(v.sentence, doc.Span{Start: v.Start, End: v.End}),
			Target: r.tgt.place(o.sentence, doc.Span{Start: o.Start, End: o.End}),
		})
	}
}

// relativeWords place a text in time without a date: where one side has them,
// the other may name the day, the month or the year instead.
var relativeWords = map[bool][]string{
	true: {"今", "昨", "明天", "明年", "前天", "前年", "去年", "後天", "后天", "本月", "上月", "下月", "當天", "当天", "當日", "当日", "當年", "当年", "翌", "次日", "隔天", "日前", "同日", "同年", "該年", "该年",
		"週一", "週二", "週三", "週四", "週五", "週六", "週日", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "星期", "禮拜", "礼拜", "昔", "同月", "同一天"},
	false: {"today", "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "this year", "last year", "next year", "this month", "last month", "next month",
		"same day", "that day", "same year", "that year", "the day", "tonight", "this week", "last week", "now", "currently", "noon", "midnight", "morning", "evening", "afternoon",
		"오늘", "어제", "내일", "모레", "그제", "요일", "당일", "이날", "같은 날", "올해", "작년", "지난해", "내년", "이달", "지난달", "다음 달", "그날", "금년", "전날", "다음 날", "다음날", "정오", "자정", "오전", "오후", "아침", "저녁"},
}

// relative reports such a word in a range of sentences.
func (r *run) relative(s *side, rng bitext.Range) bool {
	for i := rng.From; i < rng.To; i++ {
		text := s.raw[i]
		if !s.tag.Chinese() {
			text = strings.ToLower(text)
		}
		for _, w := range relativeWords[s.tag.Chinese()] {
			if strings.Contains(text, w) {
				return true
			}
		}
	}
	return false
}
