package memory

import (
	"testing"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/lang"
)

func pair(source, target string) Unit {
	return Unit{Source: source, Target: target, From: lang.ZhHant, To: lang.En}
}

// with is a unit with one thing more.
func with(u Unit, change func(*Unit)) Unit {
	change(&u)
	return u
}

// TestAdd: what says the same is one unit, and the memory that it was added to
// is as it was.
func TestAdd(t *testing.T) {
	frozen, fished := pair("港口結了冰。", "The harbour froze."), pair("沒有人捕魚。", "Nobody fished.")
	reviewed := with(frozen, func(u *Unit) { u.Reviewed, u.Date = true, "20260301T000000Z" })
	inPlace := with(frozen, func(u *Unit) { u.Before = "三月了。" })
	elsewhere := with(frozen, func(u *Unit) { u.Before = "冬天來了。" })
	article := func(target string) Unit {
		return with(pair("沒有人捕魚。", target), func(u *Unit) {
			u.ID, u.Props = "s7h2kq4c", []exchange.Prop{{Key: ArticleProp, Value: "harbour"}}
		})
	}
	for _, c := range []struct {
		name string
		have []Unit
		add  []Unit
		want int
		look func(*Unit) bool // of the unit with the first source
	}{
		{"the same twice", []Unit{frozen}, []Unit{frozen, frozen}, 1, nil},
		{"white space is no difference", []Unit{frozen}, []Unit{with(frozen, func(u *Unit) { u.Target = "The  harbour froze. " })}, 1, nil},
		{"another translation", []Unit{frozen}, []Unit{pair("港口結了冰。", "The harbor froze.")}, 2, nil},
		{"reviewed now", []Unit{frozen}, []Unit{reviewed}, 1, func(u *Unit) bool { return u.Reviewed && u.Date == "20260301T000000Z" }},
		{"reviewed before", []Unit{reviewed}, []Unit{frozen}, 1, func(u *Unit) bool { return u.Reviewed }},
		{"its place is known now", []Unit{frozen}, []Unit{inPlace}, 1, func(u *Unit) bool { return u.Before == "三月了。" }},
		{"two places", []Unit{inPlace}, []Unit{elsewhere}, 2, nil},
		{"coming again is no change", []Unit{reviewed}, []Unit{with(reviewed, func(u *Unit) { u.Date = "20270101T000000Z" })}, 1,
			func(u *Unit) bool { return u.Date == "20260301T000000Z" }},
		{"an article's sentence is translated anew", []Unit{article("Nobody fished.")}, []Unit{article("No one fished.")}, 1,
			func(u *Unit) bool { return u.Target == "No one fished." }},
		{"twice in one call", nil, []Unit{article("Nobody fished."), article("No one fished.")}, 1,
			func(u *Unit) bool { return u.Target == "No one fished." }},
		{"another article", []Unit{article("Nobody fished.")}, []Unit{with(article("No one fished."), func(u *Unit) { u.Props = []exchange.Prop{{Key: ArticleProp, Value: "lake"}} })}, 2, nil},
		{"nothing to say", nil, []Unit{pair("", "x"), pair("港口", " "), fished}, 1, nil},
	} {
		m := New().Add(c.have...)
		before := m.Len()
		got := m.Add(c.add...)
		if got.Len() != c.want || m.Len() != before {
			t.Errorf("%s: %d units, want %d (and %d before, now %d)", c.name, got.Len(), c.want, before, m.Len())
		}
		if c.look != nil {
			for u := range got.All {
				if !c.look(u) {
					t.Errorf("%s: %+v", c.name, *u)
				}
			}
		}
		// The same on top of a file.
		path := written(t, m)
		onFile := mustOpen(t, path, "").Add(c.add...)
		if onFile.Len() != c.want {
			t.Errorf("%s, on a file: %d units, want %d", c.name, onFile.Len(), c.want)
		}
		if err := onFile.Save(path); err != nil {
			t.Fatal(err)
		}
		if n := mustOpen(t, path, "").Len(); n != c.want {
			t.Errorf("%s, saved: %d units, want %d", c.name, n, c.want)
		}
	}
}

// TestRank: which of several answers comes first, and what each scores.
func TestRank(t *testing.T) {
	source := "港口結了冰。"
	units := []Unit{
		with(pair(source, "by an engine"), func(u *Unit) { u.Origin, u.Date = "deepl", "20270101T000000Z" }),
		with(pair(source, "unknown"), func(u *Unit) { u.Date = "20260101T000000Z" }),
		with(pair(source, "reviewed, old"), func(u *Unit) { u.Reviewed, u.Date = true, "20240101T000000Z" }),
		with(pair(source, "reviewed, new"), func(u *Unit) { u.Reviewed, u.Date = true, "20250101T000000Z" }),
		with(pair(source, "in place"), func(u *Unit) { u.Before, u.After = "三月了。", "沒有人捕魚。" }),
		with(pair("港口结了冰。", "other script"), func(u *Unit) { u.From, u.Reviewed = lang.ZhHans, true }),
		pair("港口，結了冰。", "a comma"),
		with(pair("The harbour froze.", source), func(u *Unit) { u.From, u.To = lang.En, lang.ZhHant }),
		pair("湖結了冰。", "a lake"),
	}
	type answer struct {
		target string
		score  int
		kind   Kind
	}
	want := []answer{{"in place", 101, InContext}, {"reviewed, new", 100, Exact}, {"reviewed, old", 100, Exact}, {"unknown", 100, Exact},
		{"The harbour froze.", 100, Exact}, {"other script", 100, Exact}, {"a comma", 98, Fuzzy}, {"by an engine", 97, Exact}, {"a lake", 57, Fuzzy}}
	var got []answer
	for _, x := range New().Add(units...).Find(lang.ZhHant, lang.En, source, "三月了。", "沒有人捕魚。", 50, 0) {
		got = append(got, answer{x.Target, x.Score, x.Kind})
	}
	if len(got) != len(want) {
		t.Fatalf("got %v\nwant %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("place %d: got %v, want %v", i, got[i], want[i])
		}
	}
}

// TestScripts: sources in the two scripts are the same where one is the only
// spelling of the other, and nearly so where it is not.
func TestScripts(t *testing.T) {
	for _, c := range []struct {
		traditional, simplified string
		score                   int
	}{
		{"頭髮很長。", "头发很长。", 100},
		{"後天發表。", "后天发表。", 100},
		{"在臺灣的裏面。", "在台湾的里面。", 100},
		{"皇后很長壽。", "皇后很长寿。", 100},
		{"乾隆年間。", "乾隆年间。", 100},
		{"在那之後。", "在那之后。", 100},
		{"在那之后。", "在那之后。", 100}, // nothing in it is of one script only
		{"國王之后。", "国王之后。", 99},  // 后 by itself would be 後
		{"頭髮很長。", "头发很短。", 67},
	} {
		for _, turned := range []bool{false, true} {
			stored, asked, from, to := c.traditional, c.simplified, lang.ZhHant, lang.ZhHans
			if turned {
				stored, asked, from, to = asked, stored, to, from
			}
			got := New().Add(Unit{Source: stored, Target: "x", From: from, To: lang.En}).Find(to, lang.En, asked, "", "", 1, 1)
			if len(got) != 1 || got[0].Score != c.score {
				t.Errorf("%s for %s: %+v, want %d", stored, asked, got, c.score)
			}
		}
	}
}

// TestPrune: the rules.
func TestPrune(t *testing.T) {
	m := New().Add(
		with(pair("一。", "old machine"), func(u *Unit) { u.Origin, u.Date = "deepl", "20200101T000000Z" }),
		with(pair("二。", "new machine"), func(u *Unit) { u.Origin, u.Date = "deepl", "20260101T000000Z" }),
		with(pair("三。", "old reviewed"), func(u *Unit) { u.Reviewed, u.Date = true, "20200101T000000Z" }),
		with(pair("四。", "no date"), func(u *Unit) { u.Origin = Person }),
		with(pair("五。", "worse"), func(u *Unit) { u.Origin = "deepl" }),
		with(pair("五。", "better"), func(u *Unit) { u.Origin = Person }),
	)
	for _, c := range []struct {
		rules Rules
		want  string
	}{
		{Rules{OlderThan: "20210101T000000Z"}, "old machine, old reviewed, "},
		{Rules{OlderThan: "20210101T000000Z", Unreviewed: true}, "old machine, "},
		{Rules{Origin: "deepl"}, "old machine, new machine, worse, "},
		{Rules{Contradictory: true}, "worse, "},
		{Rules{Contradictory: true, Origin: Person}, ""},
	} {
		got := ""
		for _, u := range m.Matching(c.rules) {
			got += u.Target + ", "
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.rules, got, c.want)
		}
	}
	if s := m.Stats(); len(s) != 1 || s[0].Units != 6 || s[0].Contradictory != 1 || s[0].Reviewed != 1 || s[0].Origins["deepl"] != 3 {
		t.Errorf("stats: %+v", s)
	}
}
