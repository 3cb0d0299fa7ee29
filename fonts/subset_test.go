package fonts

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
	"github.com/go-pdf/fpdf"
	oracle "github.com/go-text/typesetting/font"
)

// sample is characters from all over a font: every step-th.
func sample(f *font, step int) []rune {
	var out []rune
	for i, m := range f.open().Cmap {
		if i%step == 0 {
			out = append(out, m.Rune)
		}
	}
	return out
}

// TestSubsetOracle: in a subset of each embedded font another parser finds
// every character that was asked for under its code, as wide as Advance says
// and with ink where Ink says.
func TestSubsetOracle(t *testing.T) {
	for _, f := range every {
		face := f.face(Regular)
		runes := sample(f, 17)
		s, err := face.Subset(runes)
		if err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		parsed, err := oracle.ParseTTF(bytes.NewReader(s.Data))
		if err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		if len(s.Code) != len(runes) {
			t.Errorf("%s: %d of %d characters have a code", f.name, len(s.Code), len(runes))
		}
		for _, r := range runes {
			id, ok := parsed.NominalGlyph(s.Code[r])
			if !ok || id == 0 {
				t.Fatalf("%s: %q is missing", f.name, r)
			}
			if got := int(parsed.HorizontalAdvance(id)); got != face.Advance(r) {
				t.Fatalf("%s: %q is %d wide, Advance says %d", f.name, r, got, face.Advance(r))
			}
			if err := inkOf(parsed, id, face, r); err != nil {
				t.Fatalf("%s: %v", f.name, err)
			}
		}
	}
}

// inkOf compares Face.Ink with the points of the oracle's outline.
func inkOf(parsed *oracle.Face, id oracle.GID, face *Face, r rune) error {
	outline, _ := parsed.GlyphDataOutline(id)
	left, right, ok := face.Ink(r)
	if ok != (len(outline.Segments) > 0) {
		return fmt.Errorf("%q: ink %v, and %d segments", r, ok, len(outline.Segments))
	}
	if !ok {
		return nil
	}
	var xs []float32
	for _, s := range outline.Segments {
		for _, p := range s.ArgsSlice() {
			xs = append(xs, p.X)
		}
	}
	// Composites may say a larger box than their points fill, by rounding.
	if dl, dr := int(slices.Min(xs))-left, right-int(slices.Max(xs)); dl < -1 || dl > 2 || dr < -1 || dr > 2 {
		return fmt.Errorf("%q: ink from %d to %d, the outline from %v to %v", r, left, right, slices.Min(xs), slices.Max(xs))
	}
	return nil
}

// TestSubsetSets: the order of the characters and repeats do not matter, and
// what the font lacks is left out.
func TestSubsetSets(t *testing.T) {
	face := Choose(lang.ZhHant, Regular, '中')
	a, err := face.Subset([]rune("對照中文𠺢𡃁"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := face.Subset([]rune("𡃁文中照對文中A한𠮷𠺢"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Data, b.Data) || len(a.Code) != 6 || len(b.Code) != 6 {
		t.Errorf("two subsets of the same characters differ: %v, %v", a.Code, b.Code)
	}
	if a.Code['𠺢'] == a.Code['𡃁'] || a.Code['𠺢'] < privateFirst || a.Code['𠺢'] > privateLast || a.Code['中'] != '中' {
		t.Errorf("codes: %v", a.Code)
	}
	a.Data[100]++
	if again, _ := face.Subset([]rune("對照中文𠺢𡃁")); !bytes.Equal(again.Data, b.Data) {
		t.Error("the bytes of a subset belong to its caller, and changing them changed the font")
	}
	if empty, err := face.Subset(nil); err != nil || len(empty.Code) != 0 {
		t.Errorf("an empty subset: %v", err)
	}
}

// TestSubsetFull: what a cmap of format 4 cannot hold is a fault; whole fonts
// that it can hold are cut, and web fonts know no such limit.
func TestSubsetFull(t *testing.T) {
	for _, f := range every {
		all := sample(f, 1)
		if s, err := f.face(Regular).Subset(all); err != nil || len(s.Code) != len(all) {
			t.Errorf("all of %s: %v", f.name, err)
		}
	}
	// A font with the same glyph for every second character of the plane.
	tt := *serifSC.regular.open()
	tt.Cmap = nil
	var runes []rune
	for r := rune(0x100); r < 0xD800; r += 2 {
		tt.Cmap = append(tt.Cmap, truetype.Mapping{Rune: r, Glyph: 1})
		runes = append(runes, r)
	}
	scattered := newFont("scattered", false, func() (*truetype.Font, error) { return &tt, nil }).face(Regular)
	if _, err := scattered.Subset(runes); !errors.Is(err, fault.New("fonts.full", "")) {
		t.Errorf("%d characters apart: %v", len(runes), err)
	}
	if s, err := scattered.Subset(runes[:8000]); err != nil || len(s.Code) != 8000 {
		t.Errorf("8,000 characters apart: %v", err)
	}
	if _, _, err := scattered.WebFont(runes); err != nil {
		t.Errorf("as a web font: %v", err)
	}
	// And one with more characters beyond the plane than it has private ones.
	tt.Cmap = nil
	runes = nil
	for r := rune(0x20000); r < 0x20000+6401; r++ {
		tt.Cmap = append(tt.Cmap, truetype.Mapping{Rune: r, Glyph: 1})
		runes = append(runes, r)
	}
	if _, err := scattered.Subset(runes); !errors.Is(err, fault.New("fonts.full", "")) {
		t.Errorf("%d characters beyond U+FFFF: %v", len(runes), err)
	}
	if s, err := scattered.Subset(runes[1:]); err != nil || s.Code[runes[6400]] != privateLast {
		t.Errorf("6,400 characters beyond U+FFFF: %v", err)
	}
}

// TestConcurrent: fonts are opened and cut from many goroutines.
func TestConcurrent(t *testing.T) {
	f := newFont("cold", false, serifTC.regular.load)
	want, err := Choose(lang.ZhHant, Regular, '中').Subset([]rune("對照中文"))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			got, err := f.face(Regular).Subset([]rune("對照中文"))
			if err != nil || !bytes.Equal(got.Data, want.Data) {
				t.Errorf("another subset, or %v", err)
			}
		})
	}
	wait.Wait()
}

// TestFPDF: fpdf takes the subsets without a word, leaves their bytes alone,
// and the PDF gives the characters back.
func TestFPDF(t *testing.T) {
	pdftotext := require.Tool(t, "poppler", "pdftotext")
	lines := []struct {
		tag  lang.Tag
		text string
	}{
		{lang.ZhHant, "李在明總統在慶州——會議……ㄅㄆㄇㄧㄨㄩ「『』」·‧“”嘅"},
		{lang.ZhHans, "李在明总统在庆州——会议……汉语们“”"},
		{lang.Ko, "대한민국이재명대통령경주ㄱㅏ「」"},
		{lang.En, "President “Lee” in Gyeongju – façade, ﬁ Ωж"},
	}
	for _, line := range lines {
		var pdf *fpdf.Fpdf
		var subset *Subset
		var before []byte
		var text string
		printed := stdout(t, func() {
			// One line a face: characters of other faces are left out here.
			face := Choose(line.tag, Regular, []rune(line.text)[0])
			for _, r := range line.text {
				if Choose(line.tag, Regular, r) == face {
					text += string(r)
				}
			}
			var err error
			if subset, err = face.Subset([]rune(text)); err != nil {
				t.Fatal(err)
			}
			before = bytes.Clone(subset.Data)
			pdf = fpdf.New("P", "pt", "A4", "")
			pdf.AddUTF8FontFromBytes("f", "", subset.Data)
			pdf.AddPage()
			pdf.SetFont("f", "", 10)
			pdf.Text(20, 40, text)
			width := 0
			for _, r := range text {
				width += face.Advance(r)
			}
			if got := pdf.GetStringWidth(text); got < float64(width)/100-0.01 || got > float64(width)/100+0.01 {
				t.Errorf("%s: %v pt wide in fpdf, %v by Advance", line.tag, got, float64(width)/100)
			}
		})
		path := filepath.Join(t.TempDir(), "a.pdf")
		printed += stdout(t, func() {
			if err := pdf.OutputFileAndClose(path); err != nil {
				t.Fatal(err)
			}
		})
		if printed != "" {
			t.Errorf("%s: fpdf printed %q", line.tag, printed)
		}
		if !bytes.Equal(before, subset.Data) {
			t.Errorf("%s: fpdf changed the bytes of the font", line.tag)
		}
		out, err := exec.Command(pdftotext, "-enc", "UTF-8", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(string(out)); got != strings.TrimSpace(text) {
			t.Errorf("%s:\n got %q\nwant %q", line.tag, got, text)
		}
	}
}

// stdout gives what is printed while f runs.
func stdout(t *testing.T, f func()) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	saved := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = saved }()
	done := make(chan string)
	go func() {
		b, _ := io.ReadAll(r)
		done <- string(b)
	}()
	f()
	w.Close()
	return <-done
}

// TestFonttools: fonttools, the reference implementation of most of these
// formats, reads the subsets and the web fonts, finds their check sums right,
// and sees the same outlines in both.
func TestFonttools(t *testing.T) {
	python := require.Tool(t, "fonttools", "python3")
	if out, err := exec.Command(python, "-c", "import fontTools, brotli").CombinedOutput(); err != nil {
		require.Missing(t, "fonttools", strings.TrimSpace(string(out)))
	}
	dir := t.TempDir()
	for _, f := range every {
		face := f.face(Regular)
		runes := sample(f, 29)
		s, err := face.Subset(runes)
		if err != nil {
			t.Fatal(err)
		}
		web, format, err := face.WebFont(runes)
		if err != nil || format != "woff2" {
			t.Fatal(format, err)
		}
		var list strings.Builder
		for _, r := range slices.Compact(runes) {
			fmt.Fprintf(&list, "%d %d %d\n", r, s.Code[r], face.Advance(r))
		}
		for name, content := range map[string][]byte{"s.ttf": s.Data, "w.woff2": web, "list": []byte(list.String())} {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(python, "testdata/check.py", filepath.Join(dir, "s.ttf"), filepath.Join(dir, "w.woff2"), filepath.Join(dir, "list"))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", f.name, err, out)
		}
	}
}

// TestChromium: the browser's font sanitizer lets the web fonts through, and
// the browser sets their characters as wide as Advance says.
func TestChromium(t *testing.T) {
	chromium := require.Tool(t, "chromium", "chromium", "chromium-browser", "google-chrome")
	var page strings.Builder
	page.WriteString("<!doctype html><meta charset=utf-8><style>")
	var checks []string
	for i, f := range every {
		face := f.face(Regular)
		runes := slices.DeleteFunc(sample(f, 101), func(r rune) bool { return Ignorable(r) || !unicode.In(r, unicode.L, unicode.N, unicode.P) })
		web, format, err := face.WebFont(runes)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&page, "@font-face{font-family:f%d;src:url(data:font/woff2;base64,%s) format(%q)}", i, base64.StdEncoding.EncodeToString(web), format)
		width := 0
		for _, r := range runes {
			width += face.Advance(r)
		}
		// Without kerning and ligatures, as the widths of single characters.
		checks = append(checks, fmt.Sprintf("[%d,%q,%d]", i, string(runes), width))
	}
	page.WriteString("</style><body><script>const out=[];(async()=>{for(const [i,text,width] of [" + strings.Join(checks, ",") + `]){
		try { const got = await document.fonts.load('1000px f'+i, text);
			const c = document.createElement('canvas').getContext('2d'); c.font = '1000px f'+i; let w = 0;
			for (const ch of text) w += c.measureText(ch).width;
			out.push(got.length + ':' + Math.round(w - width)); } catch (e) { out.push('refused') } }
		document.body.textContent = 'RESULT ' + out.join(' ') + ' END' })()</script>`)
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, []byte(page.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir="+t.TempDir(), "--virtual-time-budget=60000", "--dump-dom", "file://"+filepath.ToSlash(path))
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	_, result, _ := strings.Cut(string(out), "RESULT ")
	result, _, _ = strings.Cut(result, " END")
	if want := strings.TrimSuffix(strings.Repeat("1:0 ", len(every)), " "); result != want {
		t.Errorf("fonts loaded, and difference of widths: %q, want %q", result, want)
	}
}
