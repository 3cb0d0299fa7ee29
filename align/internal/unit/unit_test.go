package unit

import (
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func describe(tokens []Token) string {
	var out []string
	for _, t := range tokens {
		s := t.Forms[0]
		if t.Stop {
			s += "*"
		}
		if t.Value > 0 {
			s += "[" + strconv.FormatFloat(float64(t.Value)/scale, 'f', -1, 64) + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestUnits(t *testing.T) {
	data, err := os.ReadFile("testdata/units.txt")
	if err != nil {
		t.Fatal(err)
	}
	cut := map[string]func(string) []Token{"en": English, "ko": Korean}
	for _, line := range strings.Split(string(data), "\n") {
		f := strings.Split(line, "|")
		if strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		text, want := strings.TrimSpace(f[1]), strings.TrimSpace(f[2])
		if got := describe(cut[strings.TrimSpace(f[0])](text)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestHanNumber(t *testing.T) {
	for text, want := range map[string]float64{"三十二": 32, "二〇二五年": 2025, "一千二百噸": 1200, "3.5萬": 35000, "十": 10, "兩億三千萬": 230000000,
		"１２": 12, "1,200": 1200, "好": 0, "萬一": 0, "一百零五": 105} {
		if v, _ := HanNumber(text); float64(v)/scale != want {
			t.Errorf("%s is %v, want %v", text, float64(v)/scale, want)
		}
	}
}

// Every shape of a verb in text must be found under a form of its entry.
func TestKoreanVerbs(t *testing.T) {
	for entry, words := range map[string][]string{
		"먹다": {"먹었다", "먹는", "먹고"}, "마시다": {"마셨다", "마신다", "마시는"}, "모르다": {"몰랐다", "모르는"}, "듣다": {"들었다", "듣고"},
		"돕다": {"도왔다", "돕는"}, "어렵다": {"어려웠다", "어렵고", "어려운"}, "짓다": {"지었다", "짓는"}, "그렇다": {"그래서", "그런", "그렇게"},
		"쓰다": {"썼다", "쓰는"}, "오다": {"왔다", "오는"}, "배우다": {"배웠다", "배우고"}, "하다": {"했다", "하는"}, "되다": {"됐다", "되었다"}, "살다": {"사는", "살았다"},
	} {
		forms := map[string]bool{}
		for _, f := range KoreanForms(entry) {
			forms[f] = true
		}
		for _, w := range words {
			found := false
			for _, f := range Korean(w)[0].Forms {
				found = found || forms[f]
			}
			if !found {
				t.Errorf("%s is not found under %s", w, entry)
			}
		}
	}
}

// A regular verb must not be met under the shapes of an irregular one.
func TestKoreanRegularVerbs(t *testing.T) {
	for entry, words := range map[string][]string{
		"웃다": {"우는", "우리", "우물"}, "입다": {"이우", "이웃"}, "받다": {"발로", "발을"}, "놓다": {"노래", "노는"}, "벗다": {"버리고"},
		"집다": {"지우고"}, "믿다": {"밀고"}, "씻다": {"씨는"}, "닫다": {"달아나"}, "좋다": {"조는"}, "수줍다": {"수주와"},
	} {
		forms := map[string]bool{}
		for _, f := range KoreanForms(entry) {
			forms[f] = true
		}
		for _, w := range words {
			for _, f := range Korean(w)[0].Forms {
				if forms[f] {
					t.Errorf("%s is met under %s as %s", w, entry, f)
				}
			}
		}
	}
	for entry, word := range map[string]string{"깨닫다": "깨달았다", "파랗다": "파란", "붙잡다": "붙잡았다", "떠나다": "떠나버렸다", "모이다": "모여있다"} {
		found := false
		for _, f := range Korean(word)[0].Forms {
			for _, g := range KoreanForms(entry) {
				found = found || f == g
			}
		}
		if !found {
			t.Errorf("%s is not found under %s", word, entry)
		}
	}
}

func FuzzUnits(f *testing.F) {
	f.Add("It's 3.5萬 어머니가 二〇二五 ‘a’ 1,2,3")
	f.Fuzz(func(t *testing.T, s string) {
		for _, tokens := range [][]Token{English(s), Korean(s)} {
			for _, x := range tokens {
				if len(x.Forms) == 0 || x.Forms[0] == "" {
					t.Fatalf("a token without a form: %+v", x)
				}
			}
		}
		if !reflect.DeepEqual(English(s), English(s)) {
			t.Fatal("not the same twice")
		}
		HanNumber(s)
	})
}

// A figure before bytes that are no UTF-8 is read: a reader that finds nothing
// there would not go on.
func TestBrokenBytes(t *testing.T) {
	if v, n := HanNumber("2" + strings.Repeat("\x8e", 200)); v != 2000 || n != 1 {
		t.Errorf("2 and broken bytes: %d, %d bytes", v, n)
	}
}
