package value

import (
	"os"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// show writes values in the notation of testdata/values.txt.
func show(values []Value) string {
	var out []string
	for _, v := range values {
		out = append(out, [...]string{"", "~", ">", "<", "*"}[v.Approx]+v.String()+[...]string{"?", "'", ""}[v.Strength])
	}
	if out == nil {
		return "(none)"
	}
	return strings.Join(out, " ")
}

// cases reads testdata/values.txt.
func cases(t testing.TB, each func(line int, tag lang.Tag, text, want string)) {
	t.Helper()
	data, err := os.ReadFile("testdata/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			t.Fatalf("testdata/values.txt:%d: not three fields", i+1)
		}
		each(i+1, lang.Tag(f[0]), f[1], f[2])
	}
}

func TestFind(t *testing.T) {
	cases(t, func(line int, tag lang.Tag, text, want string) {
		if got := show(Find(tag, text)); got != want {
			t.Errorf("testdata/values.txt:%d: %s %q\n\tgot  %s\n\twant %s", line, tag, text, got, want)
		}
	})
}

// TestMegaZhao: 兆 is a million where it is said to be.
func TestMegaZhao(t *testing.T) {
	if got := show(FindWith(lang.ZhHans, "5兆字节, 3亿", Options{MegaZhao: true})); got != "5,000,000 300,000,000" {
		t.Error(got)
	}
	if got := show(Find(lang.ZhHans, "5兆")); got != "5,000,000,000,000" {
		t.Error(got)
	}
}
