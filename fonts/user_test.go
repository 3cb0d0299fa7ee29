package fonts

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// userFont writes a font with some characters of an embedded one.
func userFont(t *testing.T, name string, tag lang.Tag, chars string) string {
	t.Helper()
	runes := []rune(chars)
	s, err := Choose(tag, Regular, runes[0]).Subset(runes)
	if err != nil {
		t.Fatal(err)
	}
	return file(t, name, s.Data)
}

func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestUserFonts: a font that is added is asked last, one that is preferred
// first, and both are kept apart from embedded fonts of their name.
func TestUserFonts(t *testing.T) {
	// U+E000 and U+E001 are 𠺢 and 𡃁 in this font.
	path := userFont(t, "mine.ttf", lang.ZhHant, "中國𠺢𡃁")
	var s Set
	if err := s.Add(path); err != nil {
		t.Fatal(err)
	}
	if f := s.Choose(lang.ZhHant, Regular, '中'); f.Name() != "NotoSerifTC-Regular" {
		t.Errorf("中 from %s", f.Name())
	}
	f := s.Choose(lang.En, Regular, 0xE000)
	if f == nil || f.Name() != "NotoSerifTC-Regular-User1" || f.Advance(0xE000) != 1000 {
		t.Fatalf("U+E000 from %v", f)
	}
	if got := s.Choose(lang.En, Bold, 0xE000); got.Name() != f.Name() || !got.Synthetic() {
		t.Error("bold of a regular font is synthetic")
	}
	if err := s.Prefer(lang.ZhHans, path); err != nil {
		t.Fatal(err)
	}
	if f := s.Choose(lang.ZhHans, Regular, '中'); f.Name() != "NotoSerifTC-Regular-User2" {
		t.Errorf("zh-Hans: 中 from %s", f.Name())
	}
	if f := s.Choose(lang.ZhHant, Regular, '中'); f.Name() != "NotoSerifTC-Regular" {
		t.Errorf("zh-Hant: 中 from %s", f.Name())
	}
	cascade := s.Cascade(lang.ZhHans, Regular)
	if first, last := cascade[0].Name(), cascade[len(cascade)-1].Name(); first != "NotoSerifTC-Regular-User2" || last != "NotoSerifTC-Regular-User1" {
		t.Errorf("the cascade goes from %s to %s", first, last)
	}
	if Choose(lang.En, Regular, 0xE000) != nil {
		t.Error("a set changed the embedded fonts")
	}
	if bold := userFont(t, "bold.ttf", lang.En, "ABC"); s.Add(bold) != nil || s.Cascade(lang.En, Bold)[len(s.Cascade(lang.En, Bold))-1].Name() != "NotoSerif-Regular-User3" {
		t.Error("the third font has another name")
	}
}

// TestPrivateUse: a private-use character of the font keeps its code, and the
// stand-ins of others go around it.
func TestPrivateUse(t *testing.T) {
	mine := userFont(t, "mine.ttf", lang.ZhHant, "中𠺢") // 𠺢 is U+E000
	tt, err := openUser(mine, "")
	if err != nil {
		t.Fatal(err)
	}
	cmap := tt.open().Cmap
	cmap = append(cmap, cmap[len(cmap)-1])
	cmap[len(cmap)-1].Rune = '𠺢' // the same glyph under its own code
	tt.tt.Cmap = cmap
	s, err := tt.face(Regular).Subset([]rune{0xE000, '𠺢', '中'})
	if err != nil {
		t.Fatal(err)
	}
	if s.Code[0xE000] != 0xE000 || s.Code['𠺢'] != 0xE001 {
		t.Errorf("codes %v", s.Code)
	}
}

// TestUserFaults: what is no TrueType font is refused with a fault that says
// what it is.
func TestUserFaults(t *testing.T) {
	good, err := os.ReadFile(userFont(t, "a.ttf", lang.En, "ABC"))
	if err != nil {
		t.Fatal(err)
	}
	with := func(magic string) []byte { return append([]byte(magic), good[4:]...) }
	for _, c := range []struct {
		path, id string
	}{
		{filepath.Join(t.TempDir(), "nowhere.ttf"), "fonts.unreadable"},
		{t.TempDir(), "fonts.unreadable"},
		{file(t, "empty.ttf", nil), "fonts.not-font"},
		{file(t, "text.ttf", []byte("not a font, just words")), "fonts.not-font"},
		{file(t, "a.ttc", with("ttcf")), "fonts.collection"},
		{file(t, "a.otf", with("OTTO")), "fonts.cff"},
		{file(t, "a.woff", with("wOFF")), "fonts.woff"},
		{file(t, "a.woff2", with("wOF2")), "fonts.woff"},
		{file(t, "half.ttf", good[:len(good)/2]), "fonts.damaged"},
		{file(t, "big.ttf", make([]byte, 64<<20+1)), "fonts.large"},
	} {
		var s Set
		err := s.Add(c.path)
		if !errors.Is(err, fault.New(c.id, "")) {
			t.Errorf("%s: %v, want %s", filepath.Base(c.path), err, c.id)
		}
		var f *fault.Error
		if errors.As(err, &f) && f.Path != c.path {
			t.Errorf("%s: the fault is about %s", c.path, f.Path)
		}
		if s.Prefer(lang.Und, c.path) == nil || len(s.Cascade(lang.En, Regular)) != len(Cascade(lang.En, Regular)) {
			t.Errorf("%s: a font that is refused is used", c.path)
		}
	}
}

// TestDamagedOutline: an outline that is damaged shows when it is cut.
func TestDamagedOutline(t *testing.T) {
	s, err := Choose(lang.En, Regular, 'A').Subset([]rune("A"))
	if err != nil {
		t.Fatal(err)
	}
	// Glyph 1 is A: let its first contour end at a point that does not exist.
	at := bytes.Index(s.Data, []byte("glyf"))
	offset := int(s.Data[at+10])<<8 | int(s.Data[at+11])
	loca := bytes.Index(s.Data, []byte("loca"))
	first := int(s.Data[loca+10])<<8 | int(s.Data[loca+11])
	glyph := offset + 2*(int(s.Data[first+2])<<8|int(s.Data[first+3]))
	s.Data[glyph+10], s.Data[glyph+11] = 0xFF, 0xFE
	var set Set
	if err := set.Prefer(lang.Und, file(t, "a.ttf", s.Data)); err != nil {
		t.Fatal(err)
	}
	face := set.Choose(lang.En, Regular, 'A')
	if _, err := face.Subset([]rune("A")); !errors.Is(err, fault.New("fonts.outline", "")) {
		t.Errorf("Subset: %v", err)
	}
	if _, _, err := face.WebFont([]rune("A")); !errors.Is(err, fault.New("fonts.outline", "")) {
		t.Errorf("WebFont: %v", err)
	}
	if _, _, ok := face.Ink('A'); ok {
		t.Error("a damaged outline has no ink")
	}
}
