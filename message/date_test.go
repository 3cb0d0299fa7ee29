package message

import (
	"testing"

	"github.com/duizhao/duizhao/lang"
)

func TestDate(t *testing.T) {
	for tag, want := range map[lang.Tag]string{lang.En: "3 November 2025", lang.ZhHant: "2025年11月3日", lang.ZhHans: "2025年11月3日", lang.Ko: "2025년 11월 3일"} {
		if got := New(tag).Date("2025-11-03"); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	for _, odd := range []string{"", "2025", "2025-13-45", "soon"} {
		if got := New(lang.En).Date(odd); got != odd {
			t.Errorf("%q became %q", odd, got)
		}
	}
}
