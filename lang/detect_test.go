package lang

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// cases reads a table of fields parted by "|"; the last field may hold any text.
func cases(t *testing.T, path string, fields int) (rows [][]string, at []string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.SplitN(line, "|", fields)
		if len(row) != fields {
			t.Fatalf("%s:%d: %d fields, want %d", path, i+1, len(row), fields)
		}
		for j := range row {
			row[j] = strings.TrimSpace(row[j])
		}
		rows, at = append(rows, row), append(at, fmt.Sprintf("%s:%d", path, i+1))
	}
	return rows, at
}

func tagOf(s string) Tag {
	if s == "-" {
		return Und
	}
	return Tag(s)
}

func TestDetect(t *testing.T) {
	names := [...]string{"agrees", "other-script", "disagrees"}
	rows, at := cases(t, "testdata/detect.txt", 4)
	for i, row := range rows {
		g := Detect(strings.ReplaceAll(row[3], `\n`, "\n"))
		if g.Tag != tagOf(row[0]) {
			t.Errorf("%s: Detect(%q) = %q (%+v), want %q", at[i], row[3], g.Tag, g, row[0])
		}
		if got := names[g.Against(Tag(row[1]))]; got != row[2] {
			t.Errorf("%s: %q against %s: %s, want %s (%+v)", at[i], row[3], row[1], got, row[2], g)
		}
	}
}

func TestParse(t *testing.T) {
	rows, at := cases(t, "testdata/parse.txt", 2)
	for i, row := range rows {
		tag, ok := Parse(row[0])
		got := string(tag)
		switch {
		case !ok:
			got = "none"
		case tag == Und:
			got = "chinese"
		}
		if got != row[1] {
			t.Errorf("%s: Parse(%q) = %s, want %s", at[i], row[0], got, row[1])
		}
	}
}

// The tables hold what they say: each script's list is disjoint from the
// other's, in the block that hanSet covers, and the classes come back.
func TestHanTables(t *testing.T) {
	seen := map[rune]Tag{}
	for _, list := range []struct {
		chars string
		tag   Tag
	}{{hantOnly, ZhHant}, {hansOnly, ZhHans}} {
		for _, r := range list.chars {
			if seen[r] != Und {
				t.Errorf("%c is in both lists or twice", r)
			}
			seen[r] = list.tag
			if Script(r) != list.tag {
				t.Errorf("Script(%c) = %q, want %q", r, Script(r), list.tag)
			}
		}
	}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if Script(r) != seen[r] {
			t.Fatalf("Script(%U) = %q, want %q", r, Script(r), seen[r])
		}
	}
	for r, want := range map[rune]int{'的': 1, '国': 1, '國': 1, '風': 2, '风': 2, '慶': 0, 'a': 0, '다': 0} {
		if got := Frequency(r); got != want {
			t.Errorf("Frequency(%c) = %d, want %d", r, got, want)
		}
	}
	// in everyday use in both scripts, so in neither list
	for _, r := range "台后里干着著於乾面才回余云" {
		if Script(r) != Und {
			t.Errorf("Script(%c) = %q, but both scripts write it", r, Script(r))
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"", "a", "漢字", "한글", "かな", "the of and", "é́\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := Detect(s)
		if g.Share < 0 || g.Share > 1.0001 || (g.Tag == Und) != (g.Letters == 0) {
			t.Fatalf("Detect(%q) = %+v", s, g)
		}
		if g.Tag != Und && g.Against(g.Tag) != Agrees {
			t.Fatalf("Detect(%q) denies its own tag: %+v", s, g)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	for name, text := range map[string]string{
		"zh": strings.Repeat("兩國領導人在慶州會面，討論貿易與安全。", 1000),
		"en": strings.Repeat("The two leaders met in Gyeongju and talked about trade. ", 1000),
		"ko": strings.Repeat("두 정상은 경주에서 만나 무역과 안보를 논의했다. ", 1000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Detect(text)
			}
		})
	}
}
