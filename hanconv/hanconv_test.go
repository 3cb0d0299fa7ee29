package hanconv

import (
	"testing"
	"unicode/utf8"
)

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		c        Conversion
		in, want string
	}{
		{S2T, "头发", "頭髮"}, {S2T, "发现", "發現"}, {S2T, "干燥", "乾燥"}, {S2T, "干部", "幹部"}, {S2T, "皇后", "皇后"}, {S2T, "以后", "以後"},
		{S2T, "李在明访问庆州", "李在明訪問慶州"}, {S2T, "萨德", "薩德"}, {S2T, "一只猫", "一隻貓"},
		{T2S, "薩德反導系統", "萨德反导系统"}, {T2S, "慶州", "庆州"}, {T2S, "乾隆乾燥", "乾隆干燥"},
		{T2TW, "裏面着", "裡面著"}, {T2HK, "僞裝", "偽裝"}, {HK2S, "裏面着火", "里面着火"}, {TW2S, "裡面著火", "里面着火"},
		{S2T, "", ""}, {S2T, "APEC 2025", "APEC 2025"}, {T2S, "a\xff薩", "a\xff萨"}, {S2T, "𠮷野家", "𠮷野家"},
	} {
		if got := Convert(c.c, c.in); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.c, c.in, got, c.want)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	if list, ok := Ambiguous('发'); !ok || len(list) < 2 {
		t.Errorf("发: %q %v", string(list), ok)
	}
	if _, ok := Ambiguous('庆'); ok {
		t.Error("庆 has one traditional form")
	}
}

// FuzzConvert: valid text stays valid, and what is no Chinese stays itself.
func FuzzConvert(f *testing.F) {
	f.Add("头发 abc \xff 薩德")
	f.Fuzz(func(t *testing.T, text string) {
		for c := range chains {
			out := Convert(c, text)
			if utf8.ValidString(text) && !utf8.ValidString(out) {
				t.Errorf("%s: %q became invalid: %q", c, text, out)
			}
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	text := "近年来，两国关系因导弹防御系统入韩而遭遇波折，此次会晤标志着关系重启。"
	Convert(S2T, text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Convert(S2T, text)
	}
}
