package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// texts are samples of our own in each encoding that they can be written in.
var texts = []struct {
	tag  lang.Tag
	sets []*charset
	text string
}{
	{lang.ZhHant, []*charset{utf8Set, utf16le, utf16be, gb18030, big5}, "老街的茶館換了新招牌。\n\n方女士說：「字要看得舒服。」\n\n作者：林曉晴\n"},
	{lang.ZhHant, []*charset{utf8Set, utf16le, utf16be, gb18030, big5}, "佢喺茶館飲茶，啲點心好好食。\n"}, // HKSCS
	{lang.ZhHant, []*charset{utf8Set, utf16le, utf16be, gb18030}, "𠮷野家在㐂街，賣ㄧ種飯。\n"},
	{lang.ZhHant, []*charset{utf8Set, utf16le, gb18030, big5}, "The tea house (茶館) of Ms. Fang (方女士) has a new sign, and it’s hers.\n"},
	{lang.ZhHans, []*charset{utf8Set, utf16le, utf16be, gb18030}, "老街的茶馆换了新招牌。\n\n方女士说：“字要看得舒服。”\n"},
	{lang.ZhHans, []*charset{utf8Set, utf16le, gb18030}, "开会通知\n"},
	{lang.Ko, []*charset{utf8Set, utf16le, utf16be, cp949}, "옛 거리의 찻집이 새 간판을 달았다. 방 씨는 “글씨가 편해야 한다”고 말했다.\n"},
	{lang.Ko, []*charset{utf8Set, utf16le, utf16be, cp949}, "펲시콜라를 마시며 똠방각하를 봤다. 李 대통령도 그랬다고 한다.\n"}, // outside KS X 1001
	{lang.En, []*charset{utf8Set, utf16le, utf16be, cp1252}, "“It’s a café,” she said – and a naïve one… The price: €5.\n"},
	{"fr", []*charset{utf8Set, utf16le, cp1252}, "Le thé était déjà prêt; où étaient les élèves?\n"},
	{lang.En, []*charset{utf8Set, utf16le, utf16be}, "Plain ASCII, nothing else.\n"},
}

// Written in an encoding and read again, a text is the same text, with a mark,
// without one, by name, and without anything to go by.
func TestEncodings(t *testing.T) {
	marks := map[*charset]string{utf8Set: "\xEF\xBB\xBF", utf16le: "\xFF\xFE", utf16be: "\xFE\xFF"}
	for _, c := range texts {
		for _, set := range c.sets {
			data := encode(t, set, c.text)
			if set.codec != nil {
				back, err := set.codec.NewDecoder().Bytes(data)
				if err != nil || string(back) != c.text {
					t.Fatalf("%s can't write %q", set.name, c.text)
				}
			}
			check := func(how string, data []byte, opt Options, path string) {
				t.Helper()
				d, err := Bytes(path, data, opt)
				if err != nil {
					t.Errorf("%s %s of %q: %v", set.name, how, c.text, err)
				} else if d.Text != c.text || d.Encoding != set.name {
					t.Errorf("%s %s of %q: read as %s, %q", set.name, how, c.text, d.Encoding, d.Text)
				}
			}
			check("alone", data, Options{}, "a.txt")
			check("with the language", data, Options{Lang: c.tag}, "a.txt")
			check("with the name", data, Options{}, "a."+string(c.tag)+".txt")
			check("by its name", data, Options{Encoding: strings.ToUpper(set.name)}, "a.txt")
			if mark := marks[set]; mark != "" {
				check("with a mark", append([]byte(mark), data...), Options{}, "a.txt")
				check("with a mark against its name", append([]byte(mark), data...), Options{Encoding: "big5"}, "a.txt")
			}
			if set == utf16le || set == utf16be {
				check("as utf-16", data, Options{Encoding: "utf-16"}, "a.txt")
			}
		}
	}
}

// The first eight characters and more are enough, with the language known.
func TestShortTexts(t *testing.T) {
	for _, c := range texts {
		for _, set := range c.sets {
			if set == utf16le || set == utf16be { // four characters without a mark may be anything
				continue
			}
			runes := []rune(strings.TrimSpace(c.text))
			for n := 8; n < len(runes); n++ {
				part := string(runes[:n])
				if beyond := len(part) - n; c.tag.CJK() && beyond < 4 { // a single character may be anything
					continue
				}
				text, name, err := decode("a.txt", encode(t, set, part), "", hint{tag: c.tag, chinese: c.tag.Chinese()})
				if err != nil || text != part {
					t.Errorf("%s of %q: read as %s, %q, %v", set.name, part, name, text, err)
				}
			}
		}
	}
}

func TestBadBytes(t *testing.T) {
	big5Text := string(encode(t, big5, "老街的茶館換了新招牌。\n方女士說：「字要看得舒服。」\n"))
	gbText := string(encode(t, gb18030, "老街的茶馆换了新招牌。\n"))
	for _, c := range []struct {
		name, data, encoding string
		id                   string
		line, column         int
	}{
		{"broken UTF-8", "一二三\n四\xFF五\n", "", "read.broken-utf8", 2, 2},
		{"UTF-8 cut off", "一二三\n四五\xE5\x85", "", "read.broken-utf8", 2, 3},
		{"overlong UTF-8", "一二三\xC0\xAF四五六\n", "", "read.broken-utf8", 1, 4},
		{"a surrogate in UTF-8", "一二三\xED\xA0\x80四五六\n", "", "read.broken-utf8", 1, 4},
		{"broken after a mark", "\xEF\xBB\xBFab\n\xE9", "", "read.broken-utf8", 2, 1},
		{"a byte that no encoding explains", "One line of text,\nand a \xFF in another.\n", "", "read.broken-utf8", 2, 7},
		{"a torn sequence", "One line of text,\nand \xC3( in another.\n", "", "read.broken-utf8", 2, 5},
		{"a torn quotation mark", "It\xE2\x80s one line of text.\n", "", "read.broken-utf8", 1, 3},
		{"UTF-8 by name", "caf\xE9", "utf-8", "read.broken-utf8", 1, 4},
		{"Big5 cut off", big5Text[:len(big5Text)-2], "", "read.bad-bytes", 2, 14},
		{"Big5 named GB 18030", "\xFF" + gbText, "gbk", "read.bad-bytes", 1, 1},
		{"UTF-16 cut off", "\xFF\xFEa\x00b\x00c", "", "read.bad-bytes", 1, 3},
		{"a surrogate alone", "\xFE\xFF\x00a\xD8\x00\x00b", "", "read.bad-bytes", 1, 2},
		{"NUL in a text", "一行\n二\x00行還有很多字，足夠看出這是中文的文章，不是二進位檔，所以要說出位置來\n", "", "read.nul-byte", 2, 2},
		{"bytes without sense", "\x00\x01\x02\x03\x04\x00\xFF\xFE\x80\x81\x00\x00\x07\x10\x11\x00\x93", "", "read.binary", 0, 0},
		{"control characters", strings.Repeat("a\x01\x02\x03", 20), "", "read.encoding-unknown", 0, 0},
		{"PDF", "%PDF-1.7\n", "", "read.binary", 0, 0},
		{"DOCX", "PK\x03\x04....", "", "read.binary", 0, 0},
		{"RTF", `{\rtf1 text}`, "", "read.binary", 0, 0},
		{"PNG", "\x89PNG\r\n\x1A\n\x00\x00", "", "read.binary", 0, 0},
		{"Russian in KOI8-R", "\xEC\xC9\xC4\xC5\xD2\xD9 \xC4\xD7\xD5\xC8 \xD3\xD4\xD2\xC1\xCE \xD7\xD3\xD4\xD2\xC5\xD4\xC9\xCC\xC9\xD3\xD8 \xD7 \xC7\xCF\xD2\xCF\xC4\xC5.", "", "read.encoding-unknown", 0, 0},
		{"no such encoding", "text", "klingon-8", "read.encoding-name", 0, 0},
		{"empty", "", "", "read.empty-file", 0, 0},
		{"a mark alone", "\xEF\xBB\xBF", "", "read.empty-file", 0, 0},
		{"white space alone", " \r\n\t\n", "", "read.empty-file", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Bytes("a.txt", []byte(c.data), Options{Encoding: c.encoding})
			wantFault(t, err, c.id, "a.txt", c.line, c.column)
		})
	}
}

// What is valid UTF-8 is read as such, however odd.
func TestUTF8IsBelieved(t *testing.T) {
	for _, s := range []string{"😀", "\uE000\uE001", "ก", "é", "一\u0085二", "\f甲", "naïve", "Ünïcödé", "٣", "\u200B字"} {
		d, err := Bytes("a.txt", []byte(s), Options{})
		if err != nil || d.Text != s {
			t.Errorf("%q: %v %v", s, d, err)
		}
	}
}

func TestEncodingNames(t *testing.T) {
	for _, name := range append(Encodings(), "GBK", "GB2312", "cp936", "Big5-HKSCS", "cp950", "euc-kr", "ks_c_5601-1987", "uhc", "latin1", "UTF-16LE", "utf8") {
		if _, _, err := choose("a", []byte("ab"), name, hint{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// On the gold texts, by line and by file: how often an encoding is told. The
// bounds are what was measured, rounded up; lines are as short as a word.
func TestSniffOnBitext(t *testing.T) {
	dir := require.Dir(t, "bitext", "DUIZHAO_BITEXT", "../shared/bitext")
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.*"))
	wrong, lines, docs := 0, 0, 0
	for _, f := range files {
		sets := map[string][]*charset{".zh": {gb18030, big5}, ".ko": {cp949}, ".en": {cp1252}}[filepath.Ext(f)]
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		tag := lang.Detect(string(data)).Tag
		if tag == lang.ZhHans {
			sets = sets[:1]
		}
		h := hint{tag: tag, chinese: tag.Chinese()}
		for _, set := range sets {
			whole := string(encode(t, set, string(data)))
			if text, name, err := decode(f, []byte(whole), "", hint{}); err != nil || (name != set.name && name != "utf-8") || len(text) == 0 {
				t.Errorf("%s in %s: told for %s: %v", f, set.name, name, err)
			}
			docs++
			for i, l := range strings.Split(whole, "\n") {
				if i%10 != 0 { // enough, and in time
					continue
				}
				lines++
				want, _ := utf8Set, 0
				if set.codec != nil {
					want = set
				}
				if text, name, err := decode(f, []byte(l), "", h); err != nil || name != want.name && name != "utf-8" {
					wrong++
					t.Logf("%s in %s: %.60q told for %s: %v", filepath.Base(f), set.name, text, name, err)
				}
			}
		}
	}
	t.Logf("%d files, %d lines, %d told wrongly", docs, lines, wrong)
	if wrong*1000 > lines {
		t.Errorf("%d of %d lines are told wrongly, want no more than 1 in 1,000", wrong, lines)
	}
}
