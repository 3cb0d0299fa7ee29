package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// TestLicences: the table of origin names every embedded font, with the sum
// of the very bytes that are embedded and the holder that the font itself
// names, and nothing else.
func TestLicences(t *testing.T) {
	var listed []string
	hash, npm := regexp.MustCompile(`^[0-9a-f]{64}$`), regexp.MustCompile(`^@expo-google-fonts/noto-(serif(-[a-z]+)?|sans-mono)$`)
	for _, l := range Licences() {
		listed = append(listed, l.File)
		b, err := data.ReadFile("data/" + l.File)
		if err != nil {
			t.Errorf("%s is in the table and not embedded", l.File)
			continue
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != l.Out {
			t.Errorf("%s has another SHA-256 than the table says: run fonts/gen", l.File)
		}
		if !hash.MatchString(l.In) || !npm.MatchString(l.Package) || l.Version == "" || l.Source == "" || l.Changes == "" || l.SPDX != "OFL-1.1" {
			t.Errorf("%s: a column is missing: %+v", l.File, l)
		}
		i := slices.IndexFunc(every, func(f *font) bool { return f.name+".dzf" == l.File })
		if i < 0 {
			t.Errorf("%s is used by no family", l.File)
			continue
		}
		tt := every[i].open()
		if every[i].err != nil {
			t.Errorf("%s: %v", l.File, every[i].err)
		}
		for id, want := range map[int]string{truetype.NameCopyright: l.Holder, truetype.NameFamily: l.Family, truetype.NamePostScript: every[i].name} {
			if got := tt.NameOf(id); got != want {
				t.Errorf("%s: name %d is %q, the table says %q", l.File, id, got, want)
			}
		}
		if !strings.Contains(tt.NameOf(truetype.NameLicence), "SIL Open Font License") || tt.NameOf(truetype.NameLicenceURL) == "" {
			t.Errorf("%s does not state its licence itself", l.File)
		}
		if !strings.HasPrefix(l.Text, l.Holder+"\n") || !strings.Contains(l.Text, "SIL OPEN FONT LICENSE Version 1.1") ||
			!strings.Contains(l.Text, "PERMISSION & CONDITIONS") || !strings.Contains(l.Text, "DISCLAIMER") || strings.Contains(l.Text, "2012 Google") {
			t.Errorf("%s: the licence text is not whole", l.File)
		}
	}
	files, err := data.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".dzf") && !slices.Contains(listed, f.Name()) {
			t.Errorf("%s is embedded and its origin is not told", f.Name())
		}
	}
	if len(listed) != len(every) {
		t.Errorf("%d fonts in the table, %d in the program", len(listed), len(every))
	}
}

// TestSize: the program stays within what its fonts may weigh.
func TestSize(t *testing.T) {
	total := int64(0)
	files, err := data.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > 12<<20 {
		t.Errorf("the embedded fonts are %d bytes", total)
	}
}
