package segment

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
)

// tagsOf are the languages that the case files are named after.
var tagsOf = map[string]lang.Tag{"zh": lang.ZhHant, "en": lang.En, "ko": lang.Ko, "ja": "ja", "fr": "fr"}

var codePoint = regexp.MustCompile(`\\u\{([0-9A-Fa-f]+)\}`)

// readCases gives the cases of a file: the text, and the text with | at its
// cuts as the file has it, escapes undone and bars of the text as U+0001.
func readCases(t testing.TB, name string) (want []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		line = strings.ReplaceAll(line, `\|`, "\x01")
		line = strings.ReplaceAll(line, `\n`, "\n")
		line = codePoint.ReplaceAllStringFunc(line, func(m string) string {
			n, err := strconv.ParseUint(m[3:len(m)-1], 16, 32)
			if err != nil {
				t.Fatalf("%s: %s", name, m)
			}
			return string(rune(n))
		})
		want = append(want, strings.TrimSuffix(line, "|")) // the end of a text is no cut
	}
	return want
}

func plainText(want string) string {
	return strings.ReplaceAll(strings.ReplaceAll(want, "|", ""), "\x01", "|")
}

// bars writes a text with | between its spans.
func bars(text string, spans []doc.Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = strings.ReplaceAll(text[s.Start:s.End], "|", "\x01")
	}
	return strings.Join(parts, "|")
}

func TestCases(t *testing.T) {
	for _, name := range []string{"zh", "en", "ko", "ja", "fr"} {
		t.Run(name, func(t *testing.T) {
			cases := readCases(t, name)
			for _, want := range cases {
				text := plainText(want)
				if got := bars(text, Split(tagsOf[name], text)); got != want {
					t.Errorf("\ngot  %s\nwant %s", got, want)
				}
			}
			t.Logf("%d cases", len(cases))
		})
	}
}
