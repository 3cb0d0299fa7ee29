package publish

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// word is one thing in Chinese, English and Korean.
type word [3]string

// What the generated articles are made of. Each template is one sentence in
// three languages; {p} is a person, {c} a town, {t} a thing of the termbase, {n}
// and {m} numbers, {y} a year.
var (
	towns = []word{
		{"松嶺", "Songling", "쑹링"}, {"白沙", "Baisha", "바이사"}, {"柳溪", "Liuxi", "류시"}, {"鶴灣", "Hewan", "허완"}, {"石橋", "Shiqiao", "스차오"},
		{"雲浦", "Yunpu", "윈푸"}, {"南坡", "Nanpo", "난포"}, {"青渡", "Qingdu", "칭두"}, {"梅港", "Meigang", "메이강"}, {"古田", "Gutian", "구톈"},
	}
	people = []word{
		{"林秀雲", "Lin Hsiu-yun", "린슈윈"}, {"何大同", "Ho Ta-tung", "허다퉁"}, {"周若蘭", "Chou Jo-lan", "저우뤄란"}, {"許志遠", "Hsu Chih-yuan", "쉬즈위안"},
		{"方小梅", "Fang Hsiao-mei", "팡샤오메이"}, {"丁家和", "Ting Chia-ho", "딩자허"}, {"程慧", "Cheng Hui", "청후이"}, {"蕭文", "Hsiao Wen", "샤오원"},
	}
	templates = []word{
		{"{c}的{t}在{y}年重新開放，第一天就來了{n}人。", "The {t} of {c} opened again in {y}, and {n} people came on the first day.", "{c}의 {t}은 {y}년에 다시 문을 열었고 첫날 {n}명이 찾았다."},
		{"{p}說，修理屋頂用了{n}天，比原來想的多了{m}天。", "{p} said that mending the roof took {n} days, {m} more than had been planned.", "{p}는 지붕을 고치는 데 {n}일이 걸렸고 예정보다 {m}일 늦었다고 말했다."},
		{"從{c}到海邊有{n}公里，公車要走{m}分鐘。", "It is {n} kilometres from {c} to the sea, and the bus takes {m} minutes.", "{c}에서 바다까지는 {n}킬로미터이고 버스로 {m}분 걸린다."},
		{"村裡現在只剩{n}戶人家，{y}年的時候還有{m}戶。", "Only {n} households are left in the village; in {y} there were still {m}.", "마을에는 이제 {n}가구만 남았고 {y}년에는 아직 {m}가구가 있었다."},
		{"{p}每天早上五點起床，先去看{t}，再去{c}的市場。", "{p} gets up at five every morning, looks after the {t} first, and then goes to the market of {c}.", "{p}는 매일 아침 다섯 시에 일어나 먼저 {t}을 살피고 {c}의 시장에 간다."},
		{"{t}的帳目寫在一本舊簿子裡，一共{n}頁。", "The accounts of the {t} stand in an old notebook of {n} pages.", "{t}의 장부는 {n}쪽짜리 낡은 공책에 적혀 있다."},
		{"今年的雨下得晚，{c}的水位比{y}年低了{n}公分。", "The rain came late this year, and the water at {c} stood {n} centimetres lower than in {y}.", "올해는 비가 늦어 {c}의 수위가 {y}년보다 {n}센티미터 낮았다."},
		{"孩子們把{t}的故事寫成劇本，演了{n}場。", "The children made a play of the story of the {t} and gave it {n} times.", "아이들은 {t}의 이야기를 연극으로 만들어 {n}번 공연했다."},
		{"{p}在{c}住了{n}年，沒有一天後悔。", "{p} has lived in {c} for {n} years and has not regretted a day.", "{p}는 {c}에서 {n}년을 살았고 하루도 후회하지 않았다."},
		{"那張照片是{y}年拍的，照片裡有{n}個人和一隻狗。", "The photograph was taken in {y}; there are {n} people and a dog in it.", "그 사진은 {y}년에 찍은 것으로, 사진 속에는 {n}명과 개 한 마리가 있다."},
		{"有人提議把{t}搬到{c}，但是要花{n}元。", "Somebody proposed moving the {t} to {c}, but that would cost {n} yuan.", "{t}을 {c}로 옮기자는 의견이 있었지만 {n}위안이 든다."},
		{"天黑以後，第{n}號渡船離開{c}。", "After dark, ferry number {n} leaves {c}.", "어두워지면 {n}호 배가 {c}를 떠난다."},
		{"{p}笑著說：「{t}沒有屋頂，也還是{t}。」", "{p} laughed: \"Without a roof the {t} is still a {t}.\"", "{p}는 웃으며 말했다. \"지붕이 없어도 {t}은 {t}이다.\""},
		{"縣裡答應在{y}年以前補上缺的{n}根柱子。", "The county has promised to replace the {n} missing pillars before {y}.", "현에서는 {y}년까지 없어진 기둥 {n}개를 채우겠다고 약속했다."},
		{"風從{c}那邊吹來，帶著鹽和曬乾的魚的味道。", "The wind comes from {c} and smells of salt and dried fish.", "바람은 {c} 쪽에서 불어와 소금과 말린 생선 냄새를 풍긴다."},
		{"沒有人知道這{n}塊石頭是誰放在{t}門口的。", "Nobody knows who put these {n} stones before the gate of the {t}.", "이 돌 {n}개를 누가 {t} 문 앞에 놓았는지 아무도 모른다."},
	}
	things = []word{ // of the termbase
		{"渡船碼頭", "ferry landing", "나루터"}, {"石灰窯", "lime kiln", "석회 가마"}, {"水力磨坊", "watermill", "물레방앗간"}, {"鹽田", "salt pan", "염전"}, {"舊戲台", "old stage", "옛 무대"},
		{"糧倉", "granary", "곡물 창고"}, {"燈塔", "lighthouse", "등대"}, {"養蜂場", "apiary", "양봉장"}, {"鄉村圖書館", "village library", "마을 도서관"}, {"織布廠", "weaving mill", "방직 공장"},
		{"木橋", "wooden bridge", "나무다리"}, {"茶園", "tea garden", "차밭"}, {"郵局", "post office", "우체국"}, {"造紙坊", "paper mill", "제지소"}, {"天文台", "observatory", "천문대"},
		{"蠶房", "silkworm house", "잠실"}, {"菜市場", "vegetable market", "채소 시장"}, {"鐘樓", "bell tower", "종루"}, {"船塢", "dockyard", "조선소"}, {"舊車站", "old railway station", "옛 기차역"},
	}
)

// generate writes a project of n articles of 40 sentences each, in Chinese,
// English and Korean, into dir. Article i is the same whatever n is.
func generate(tb testing.TB, dir string, n int) {
	tb.Helper()
	write := func(path, text string) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	write("duizhao.yaml", "version: 1\nsources: [articles]\ntargets: [en, ko]\nlayouts: [each]\nglossary: terms.csv\n")
	var terms strings.Builder
	terms.WriteString("zh-Hant,en,ko,en-forbidden\n")
	for _, t := range things {
		fmt.Fprintf(&terms, "%s,%s,%s,\n", t[0], t[1], t[2])
	}
	for i := range 80 { // terms that nothing uses
		fmt.Fprintf(&terms, "第%d號倉庫,warehouse number %d,제%d호 창고,\n", i, i, i)
	}
	write("terms.csv", terms.String())
	for i := range n {
		for k, text := range article(i) {
			write(fmt.Sprintf("articles/%02d/a%05d.%s.md", i/100, i, []string{"zh-Hant", "en", "ko"}[k]), text)
		}
	}
}

// article makes article i, two terms of which are its own subject.
func article(i int) [3]string {
	r := rand.New(rand.NewPCG(uint64(i), 40))
	pick := func(list []word) word { return list[r.IntN(len(list))] }
	own := []word{things[i%len(things)], things[(i*7+3)%len(things)]}
	town := pick(towns)
	var out [3]strings.Builder
	day := fmt.Sprintf("20%02d-%02d-%02d", 10+i%15, 1+i%12, 1+i%28)
	for k, title := range []string{town[0] + "的" + own[0][0], "The " + own[0][1] + " of " + town[1], town[2] + "의 " + own[0][2]} {
		fmt.Fprintf(&out[k], "---\ntitle: %s %d\ndate: %s\ntags: [%s]\n---\n", title, i, day, own[0][k])
	}
	for s := range sentences() {
		t := templates[r.IntN(len(templates))]
		p, c, n, m, y := pick(people), pick(towns), 11+r.IntN(900), 11+r.IntN(80), 1950+r.IntN(70)
		thing := own[r.IntN(2)]
		for k := range out {
			t[k] = agree(t[k], "{p}", p[2])
			t[k] = agree(t[k], "{c}", c[2])
			t[k] = agree(t[k], "{t}", thing[2])
			text := strings.NewReplacer("{p}", p[k], "{c}", c[k], "{t}", thing[k], "{n}", strconv.Itoa(n), "{m}", strconv.Itoa(m), "{y}", strconv.Itoa(y)).Replace(t[k])
			switch {
			case s%5 == 0:
				out[k].WriteString("\n" + text)
			case k == 0:
				out[k].WriteString(text)
			default:
				out[k].WriteString(" " + text)
			}
			if s%5 == 4 {
				out[k].WriteString("\n")
			}
		}
	}
	return [3]string{out[0].String(), out[1].String(), out[2].String()}
}

// sentences is the length of an article.
func sentences() int {
	if n, err := strconv.Atoi(os.Getenv("DUIZHAO_SENTENCES")); err == nil {
		return n
	}
	return 40
}

// agree gives the Korean particles behind a place in a template the form that
// the word there asks for.
func agree(template, place, korean string) string {
	last := []rune(korean)
	final := (last[len(last)-1] - '가') % 28 // the final consonant, 0 for none; 8 is ㄹ
	for _, p := range [][2]string{{"은", "는"}, {"을", "를"}, {"으로", "로"}} {
		form := p[0]
		if final == 0 || p[1] == "로" && final == 8 {
			form = p[1]
		}
		template = strings.ReplaceAll(template, place+p[0], place+form)
		template = strings.ReplaceAll(template, place+p[1]+" ", place+form+" ")
	}
	return template
}

// TestGenerate writes a generated project where DUIZHAO_GENERATE says, of
// DUIZHAO_ARTICLES articles of DUIZHAO_SENTENCES sentences, for measuring the program from outside.
func TestGenerate(t *testing.T) {
	dir := os.Getenv("DUIZHAO_GENERATE")
	if dir == "" {
		t.Skip("set DUIZHAO_GENERATE to a folder, and DUIZHAO_ARTICLES")
	}
	n, err := strconv.Atoi(os.Getenv("DUIZHAO_ARTICLES"))
	if err != nil {
		n = 1000
	}
	generate(t, dir, n)
}
