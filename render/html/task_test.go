package html

import "testing"

func TestBox(t *testing.T) {
	for _, c := range []struct {
		text, want string
		n          int
	}{
		{"[x] done", `<span class="tk on"><span class="vh">[x]</span></span>`, 3},
		{"[ ] 待追蹤", `<span class="tk"><span class="vh">[ ]</span></span>`, 3},
		{"[x]y", "", 0}, {"[1] a source", "", 0}, {"", "", 0},
	} {
		var w writer
		if n := w.box(c.text); n != c.n || string(w.buf) != c.want {
			t.Errorf("%q: %d %s, want %d %s", c.text, n, w.buf, c.n, c.want)
		}
	}
}
