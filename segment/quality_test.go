package segment

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

// score compares sentence boundaries. The boundary at the end of a text is no
// decision and does not count.
type score struct{ hit, miss, extra int }

func (s score) f1() float64 {
	if s.hit == 0 {
		return 0
	}
	return 2 * float64(s.hit) / float64(2*s.hit+s.miss+s.extra)
}

// rejoin joins sentences with sep, cuts the text again and compares.
func rejoin(tag lang.Tag, sentences []string, sep string) (s score, wrong []string) {
	gold := map[int]bool{}
	var b strings.Builder
	for i, l := range sentences {
		if i > 0 {
			b.WriteString(sep)
			gold[b.Len()] = true
		}
		b.WriteString(l)
	}
	text := b.String()
	got := map[int]bool{}
	for _, span := range Split(tag, text) {
		at := span.Start
		if at == 0 {
			continue
		}
		got[at] = true
		if gold[at] {
			s.hit++
		} else {
			s.extra++
			wrong = append(wrong, "+ "+around(text, at))
		}
	}
	for at := range gold {
		if !got[at] {
			s.miss++
			wrong = append(wrong, "- "+around(text, at))
		}
	}
	return s, wrong
}

func around(text string, at int) string {
	return strings.ToValidUTF8(text[max(0, at-60):at]+" ¦ "+text[at:min(len(text), at+60)], "")
}

// TestQuality measures on prose of the project's own.
func TestQuality(t *testing.T) {
	for _, set := range []struct {
		name, sep string
		floor     float64
	}{{"zh", "", 0.99}, {"en", " ", 0.99}, {"ko", " ", 0.99}} {
		t.Run(set.name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/prose." + set.name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			var all score
			for _, paragraph := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n\n") {
				var lines []string
				for _, l := range strings.Split(strings.TrimSpace(paragraph), "\n") {
					if l != "" && !strings.HasPrefix(l, "#") {
						lines = append(lines, l)
					}
				}
				s, wrong := rejoin(tagsOf[set.name], lines, set.sep)
				all.hit += s.hit
				all.miss += s.miss
				all.extra += s.extra
				for _, w := range wrong {
					t.Log(w)
				}
			}
			t.Logf("F1 %.4f: %d found, %d missed, %d too many", all.f1(), all.hit, all.miss, all.extra)
			if all.f1() < set.floor {
				t.Errorf("F1 %.4f is under the floor %.4f", all.f1(), set.floor)
			}
		})
	}
}

// TestQualityBitext measures on gold sets that are not part of the project:
// the sentences of a file are joined to one paragraph and cut again. Gold
// lines that end without any mark (headlines, lines of verse) cannot be found
// in a paragraph and are left out.
func TestQualityBitext(t *testing.T) {
	dir := require.Dir(t, "bitext", "DUIZHAO_BITEXT", "../shared/bitext")
	for _, set := range []struct {
		name, ext, sep string
		tag            lang.Tag
		floor          float64
	}{
		{"mac-dev", "zh", "", lang.ZhHans, 0.985},
		{"mac-dev", "en", " ", lang.En, 0.997},
		{"news-zhtwen", "zh", "", lang.ZhHant, 0.99},
		{"news-zhtwen", "en", " ", lang.En, 0.985},
		{"news-zhtwko", "ko", " ", lang.Ko, 0.99},
		{"news-zhko-drop", "zh", "", lang.ZhHans, 0.97},
		{"news-zhko-drop", "ko", " ", lang.Ko, 0.99},
		{"pydocs-zhko-gap", "zh", "", lang.ZhHans, 0.975},
		{"pydocs-zhko-gap", "ko", " ", lang.Ko, 0.97},
		{"progit-zhko", "zh", "", lang.ZhHans, 0.993},
		{"progit-zhko", "ko", " ", lang.Ko, 0.993},
	} {
		t.Run(set.name+"."+set.ext, func(t *testing.T) {
			files, err := filepath.Glob(filepath.Join(dir, set.name, "*."+set.ext))
			if err != nil || len(files) == 0 {
				require.Missing(t, "bitext", "no "+set.name)
			}
			var all score
			for _, f := range files {
				data, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				var lines []string
				for _, l := range strings.Split(string(data), "\n") {
					if l = strings.TrimSpace(l); l != "" && strings.ContainsAny(l[max(0, len(l)-12):], "。！？…….!?") {
						lines = append(lines, l)
					}
				}
				s, wrong := rejoin(set.tag, lines, set.sep)
				all.hit += s.hit
				all.miss += s.miss
				all.extra += s.extra
				if os.Getenv("DUIZHAO_SHOW") != "" {
					for _, w := range wrong {
						fmt.Println(w)
					}
				}
			}
			t.Logf("F1 %.4f: %d found, %d missed, %d too many", all.f1(), all.hit, all.miss, all.extra)
			if all.f1() < set.floor {
				t.Errorf("F1 %.4f is under the floor %.4f", all.f1(), set.floor)
			}
		})
	}
}
