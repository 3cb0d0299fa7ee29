package html

import (
	"os"
	"testing"

	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/render"
)

// TestWriteSamples writes pages to look at into the folder that DUIZHAO_LOOK
// names.
func TestWriteSamples(t *testing.T) {
	dir := os.Getenv("DUIZHAO_LOOK")
	if dir == "" {
		t.Skip("set DUIZHAO_LOOK to a folder to get pages to look at")
	}
	for name, langs := range map[string][]lang.Tag{"en": {lang.En}, "ko": {lang.Ko}, "three": {lang.En, lang.Ko}, "alone": nil} {
		page, findings, err := Render(ferry(t, langs...), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			t.Log(f.Code, f.Args)
		}
		if err := os.WriteFile(dir+"/"+name+".html", page, 0o644); err != nil {
			t.Fatal(err)
		}
		page, findings, err = Render(ferry(t, langs...), Options{Unit: render.Sentence, EmbedFonts: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			t.Log(f.Code, f.Args)
		}
		if err := os.WriteFile(dir+"/"+name+".fonts.html", page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
