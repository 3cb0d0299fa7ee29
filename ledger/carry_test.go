package ledger

import (
	"bytes"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

// textOf makes a text of the sentences, one a line.
func textOf(tag lang.Tag, sentences ...string) *segment.Text {
	return segment.Lines("a."+string(tag)+".txt", tag, strings.Join(sentences, "\n"))
}

// vocabulary to make sentences of.
var vocabulary = map[lang.Tag][]string{
	lang.ZhHant: strings.Split("海港燈塔漁船冰雪風浪春夏秋冬老人孩子碼頭繩網鹽米酒茶夜晝星月雲雨門窗紙筆書信歌路橋山河石火木金土鳥魚馬牛羊狗貓來去看聽說寫走坐立睡醒笑哭等忘記開關買賣給拿放高低遠近新舊好壞多少輕重冷熱", ""),
	lang.En: strings.Fields(`harbour lamp boat ice snow wind wave spring summer old man child pier rope net salt rice tea night
		day star moon cloud rain door window paper letter song road bridge hill river stone fire wood bird fish horse came
		went saw heard said wrote walked sat stood slept woke laughed waited forgot opened closed bought sold gave took`),
	lang.Ko: strings.Fields(`항구 등불 배 얼음 눈 바람 파도 봄 여름 노인 아이 부두 밧줄 그물 소금 쌀 차 밤 낮 별 달 구름 비 문 창 종이 편지 노래 길 다리
		산 강 돌 불 나무 새 물고기 말 왔다 갔다 보았다 들었다 말했다 썼다 걸었다 앉았다 섰다 잤다 깼다 웃었다 기다렸다 잊었다 열었다 닫았다`),
}

// sentenceOf makes a random sentence.
func sentenceOf(r *rand.Rand, tag lang.Tag) string {
	words := vocabulary[tag]
	n := 6 + r.Intn(14)
	list := make([]string, n)
	for i := range list {
		list[i] = words[r.Intn(len(words))]
	}
	if tag == lang.ZhHant {
		return strings.Join(list, "") + "。"
	}
	return strings.Join(list, " ") + "."
}

func sentencesOf(r *rand.Rand, tag lang.Tag, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = sentenceOf(r, tag)
	}
	return list
}

// changed replaces at most 40 % of a sentence's characters, together or
// scattered.
func changed(r *rand.Rand, tag lang.Tag, s string) string {
	runes := []rune(s)
	n := 1 + r.Intn(max(1, len(runes)*4/10))
	other := []rune(sentenceOf(r, tag) + sentenceOf(r, tag) + sentenceOf(r, tag) + sentenceOf(r, tag))
	if r.Intn(2) == 0 {
		at := r.Intn(len(runes) - n + 1)
		copy(runes[at:at+n], other)
		return string(runes)
	}
	for _, i := range r.Perm(len(runes))[:n] {
		runes[i] = other[i%len(other)]
	}
	return string(runes)
}

func carryOne(l *Ledger, t *segment.Text) ([]string, *Ledger) {
	ids, next := l.Carry(t)
	return ids.Source, next
}

func checkIDs(t *testing.T, ids []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, id := range ids {
		if !validID(id) || seen[id] {
			t.Fatalf("id %q is wrong or given twice", id)
		}
		seen[id] = true
	}
}

// TestDerived holds that ids without a ledger depend on the text alone, and
// that equal sentences have ids of their own.
func TestDerived(t *testing.T) {
	text := textOf(lang.ZhHant, "海。", "是。", "是。", "山。", "是。", "", "")
	ids, _ := carryOne(&Ledger{}, text)
	checkIDs(t, ids)
	if again, _ := carryOne(&Ledger{}, text); !slices.Equal(ids, again) {
		t.Errorf("%v, then %v", ids, again)
	}
	// Published ids: a change of the hash, of its alphabet or of what is
	// hashed would break every link.
	want := []string{"sypf6rmo"}
	if got, _ := carryOne(&Ledger{}, textOf(lang.En, "  The harbour\tfroze. ")); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, _ := carryOne(&Ledger{}, textOf(lang.En, "The harbour froze.")); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCarryUnchanged(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for tag := range vocabulary {
		for n := 0; n < 60; n += 7 {
			list := sentencesOf(r, tag, n)
			for i := range list { // equal sentences, among them neighbours
				if i > 1 && r.Intn(4) == 0 {
					list[i] = list[r.Intn(i)]
				}
			}
			text := textOf(tag, list...)
			ids, l := carryOne(&Ledger{}, text)
			checkIDs(t, ids)
			again, l2 := carryOne(l, text)
			if !slices.Equal(ids, again) || !bytes.Equal(l.Bytes(), l2.Bytes()) {
				t.Fatalf("%s: %v, then %v", tag, ids, again)
			}
		}
	}
}

// TestCarryEdits changes texts at random, many times over, and holds that each
// sentence that was not touched keeps its id, that one changed by at most 40 %
// does, and that no new sentence gets an id that was ever given.
func TestCarryEdits(t *testing.T) {
	for _, tag := range []lang.Tag{lang.ZhHant, lang.En, lang.Ko} {
		for seed := range int64(40) {
			r := rand.New(rand.NewSource(seed))
			type entry struct {
				text, id string
				touched  bool // edited or moved in this round; one that is both may be new
			}
			var now []entry
			for _, s := range sentencesOf(r, tag, 1+r.Intn(60)) {
				now = append(now, entry{text: s})
			}
			ever := map[string]bool{}
			l := &Ledger{}
			for round := range 6 {
				texts := make([]string, len(now))
				for i := range now {
					texts[i] = now[i].text
				}
				var ids []string
				ids, l = carryOne(l, textOf(tag, texts...))
				checkIDs(t, ids)
				for i, id := range ids {
					if want := now[i].id; want != "" && want != id {
						t.Fatalf("%s, seed %d, round %d: sentence %d %q was %s, is %s", tag, seed, round, i, now[i].text, want, id)
					} else if want == "" && ever[id] {
						t.Fatalf("%s, seed %d, round %d: new sentence %q has the id %s of another", tag, seed, round, now[i].text, id)
					}
					now[i].id, ever[id] = id, true
				}
				for range 1 + r.Intn(6) {
					if len(now) == 0 {
						break
					}
					i := r.Intn(len(now))
					switch r.Intn(4) {
					case 0:
						now = slices.Insert(now, i, entry{text: sentenceOf(r, tag)})
					case 1:
						now = slices.Delete(now, i, i+1)
					case 2:
						if !now[i].touched {
							now[i].text, now[i].touched = changed(r, tag, now[i].text), true
						}
					case 3:
						if e := now[i]; !e.touched {
							e.touched = true
							now = slices.Delete(now, i, i+1)
							now = slices.Insert(now, r.Intn(len(now)+1), e)
						}
					}
				}
				for i := range now {
					now[i].touched = false
				}
			}
		}
	}
}

func TestCarrySplitAndMerge(t *testing.T) {
	whole := []string{"風停了。", "老人坐在碼頭上補他的舊漁網，孩子把燈籠掛在船頭，等著父親從海上回來。", "月亮很亮。"}
	ids, l := carryOne(&Ledger{}, textOf(lang.ZhHant, whole...))
	split := []string{"風停了。", "老人坐在碼頭上補他的舊漁網。", "孩子把燈籠掛在船頭，等著父親從海上回來。", "月亮很亮。"}
	after, l2 := carryOne(l, textOf(lang.ZhHant, split...))
	if after[0] != ids[0] || after[3] != ids[2] || after[1] != ids[1] && after[2] != ids[1] {
		t.Errorf("split: %v became %v", ids, after)
	}
	back, _ := carryOne(l2, textOf(lang.ZhHant, whole...))
	if !slices.Equal(back, ids) {
		t.Errorf("merged again: %v became %v", ids, back)
	}
}

func TestCarryGone(t *testing.T) {
	ids, l := carryOne(&Ledger{}, textOf(lang.En, "The wind fell.", "Nobody fished that winter.", "The moon was bright."))
	_, l = carryOne(l, textOf(lang.En, "The wind fell.", "The moon was bright."))
	if !strings.Contains(string(l.Bytes()), `"text":"Nobody fished that winter.","gone":true`) {
		t.Errorf("the deleted sentence is not kept:\n%s", l.Bytes())
	}
	back, l := carryOne(l, textOf(lang.En, "Nobody fished that winter.", "The wind fell.", "The moon was bright."))
	if want := []string{ids[1], ids[0], ids[2]}; !slices.Equal(back, want) {
		t.Errorf("came back as %v, want %v", back, want)
	}
	if bytes.Contains(l.Bytes(), []byte("gone")) {
		t.Errorf("still gone:\n%s", l.Bytes())
	}
}

// TestCarryReappears: an edited sentence keeps its id, so the text that it had,
// when it is written anew, must get another.
func TestCarryReappears(t *testing.T) {
	ids, l := carryOne(&Ledger{}, textOf(lang.En, "The harbour froze in March."))
	ids2, l := carryOne(l, textOf(lang.En, "The harbour froze in April."))
	ids3, _ := carryOne(l, textOf(lang.En, "The harbour froze in April.", "And then?", "The harbour froze in March."))
	if ids[0] != ids2[0] || ids3[0] != ids[0] || ids3[2] == ids[0] {
		t.Errorf("%v %v %v", ids, ids2, ids3)
	}
}

// TestCarryDiff holds that one edit changes one line of the file, an insertion
// adds one and a deletion changes one.
func TestCarryDiff(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	list := sentencesOf(r, lang.ZhHant, 50)
	_, l := carryOne(&Ledger{}, textOf(lang.ZhHant, list...))
	for name, edited := range map[string][]string{
		"edit":   append(append(slices.Clone(list[:20]), changed(r, lang.ZhHant, list[20])), list[21:]...),
		"insert": slices.Insert(slices.Clone(list), 20, sentenceOf(r, lang.ZhHant)),
		"delete": slices.Delete(slices.Clone(list), 20, 21),
	} {
		_, l2 := carryOne(l, textOf(lang.ZhHant, edited...))
		before, after := strings.Split(string(l.Bytes()), "\n"), strings.Split(string(l2.Bytes()), "\n")
		head := 0
		for head < len(before) && head < len(after) && before[head] == after[head] {
			head++
		}
		tail := 0
		for tail < min(len(before), len(after))-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
			tail++
		}
		if n := max(len(before), len(after)) - head - tail; n != 1 {
			t.Errorf("%s: %d lines differ", name, n)
		}
	}
}

// TestCarryOthers: texts that are not carried stay as they were, and two texts
// in one language do not disturb each other.
func TestCarryOthers(t *testing.T) {
	zh, en := textOf(lang.ZhHant, "海。", "山。"), textOf(lang.En, "Sea.", "Hill.")
	_, l := (&Ledger{}).Carry(zh, en)
	_, l2 := l.Carry(textOf(lang.ZhHant, "海。"))
	if got := l2.IDs(en); !slices.Equal(got, l.IDs(en)) || len(got) != 2 {
		t.Errorf("%v, was %v", got, l.IDs(en))
	}
	ids, l3 := l.Carry(zh, en, en)
	checkIDs(t, ids.Targets[1])
	if !bytes.Equal(l3.Bytes(), l.Bytes()) {
		t.Errorf("%s\n%s", l3.Bytes(), l.Bytes())
	}
}

func TestNeeded(t *testing.T) {
	zh := textOf(lang.ZhHant, "港口結了很厚的冰。", "是。", "是。", "沒有人捕魚。")
	_, l := (&Ledger{}).Carry(zh)
	if l.Needed() {
		t.Error("derived ids are needed")
	}
	_, l = l.Carry(textOf(lang.ZhHant, "港口結了薄薄的冰。", "是。", "是。", "沒有人捕魚。"))
	if !l.Needed() {
		t.Error("an id that was carried over is not needed")
	}
}

func TestDistance(t *testing.T) {
	naive := func(a, b []rune) int {
		row := make([]int, len(b)+1)
		for j := range row {
			row[j] = j
		}
		for i := range a {
			last := row[0]
			row[0]++
			for j := range b {
				keep := row[j+1]
				cost := last + 1
				if a[i] == b[j] {
					cost = last
				}
				row[j+1] = min(cost, row[j]+1, keep+1)
				last = keep
			}
		}
		return row[len(b)]
	}
	r := rand.New(rand.NewSource(2))
	for range 2000 {
		a, b := make([]rune, r.Intn(200)), make([]rune, r.Intn(200))
		letters := 2 + r.Intn(20)
		for i := range a {
			a[i] = rune('a' + r.Intn(letters))
		}
		for i := range b {
			if b[i] = rune('a' + r.Intn(letters)); i < len(a) && r.Intn(3) > 0 {
				b[i] = a[i]
			}
		}
		if got, want := distance(a, b), naive(a, b); got != want {
			t.Fatalf("%q %q: %d, want %d", string(a), string(b), got, want)
		}
	}
}

// TestCommon holds that the pairs ascend and are equal, on sequences with many
// repetitions, and that the whole of equal sequences is paired.
func TestCommon(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 3000 {
		a, b := make([]int, r.Intn(40)), make([]int, r.Intn(40))
		for i := range a {
			a[i] = r.Intn(1 + r.Intn(30))
		}
		for i := range b {
			b[i] = r.Intn(1 + r.Intn(30))
		}
		last := -1
		for j, i := range common(a, b) {
			if i < 0 {
				continue
			}
			if a[i] != b[j] || i <= last {
				t.Fatalf("%v %v: %v", a, b, common(a, b))
			}
			last = i
		}
		for j, i := range common(a, a) {
			if i != j {
				t.Fatalf("%v: %v", a, common(a, a))
			}
		}
	}
}

// TestCarryLarge carries texts that are all different, all equal, and turned
// around; quadratic time would show.
func TestCarryLarge(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	n := 20_000
	a, b := sentencesOf(r, lang.En, n), sentencesOf(r, lang.En, n)
	same := slices.Repeat([]string{"The same sentence again."}, n)
	turned := slices.Clone(a)
	slices.Reverse(turned)
	for i, texts := range [][2][]string{{a, b}, {same, same[1:]}, {same[1:], same}, {same, a}, {a, turned}, {a, nil}} {
		_, l := carryOne(&Ledger{}, textOf(lang.En, texts[0]...))
		ids, _ := carryOne(l, textOf(lang.En, texts[1]...))
		if checkIDs(t, ids); len(ids) != len(texts[1]) {
			t.Errorf("%d: %d ids", i, len(ids))
		}
	}
	if long := strings.Repeat("海港", 50_000); len(long) > maxText {
		ids, l := carryOne(&Ledger{}, textOf(lang.ZhHant, long, "山。"))
		ids2, _ := carryOne(l, textOf(lang.ZhHant, long+"燈", "山。"))
		if !slices.Equal(ids, ids2) || len(l.Bytes()) > 3*maxText {
			t.Errorf("%v %v, %d bytes", ids, ids2, len(l.Bytes()))
		}
	}
}

// TestNamerTries holds that equal sentences do not each try the ids of all
// before them: a text of one sentence over and over costs as many hashes as it
// has sentences, but for the few that are taken by chance.
func TestNamerTries(t *testing.T) {
	const n = 100_000
	names := newNamer(nil)
	for range n {
		names.name("The harbour froze.")
	}
	if tries := names.next["The harbour froze."]; len(names.taken) != n || tries > n+n/100 {
		t.Errorf("%d ids for %d sentences, after %d tries", len(names.taken), n, tries)
	}
}

func BenchmarkCarry(b *testing.B) {
	r := rand.New(rand.NewSource(6))
	for _, n := range []int{40, 1000, 200_000} {
		list := sentencesOf(r, lang.ZhHant, n)
		_, l := carryOne(&Ledger{}, textOf(lang.ZhHant, list...))
		for i := 0; i < n; i += 20 {
			list[i] = changed(r, lang.ZhHant, list[i])
		}
		text := textOf(lang.ZhHant, list...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				carryOne(l, text)
			}
		})
	}
}
