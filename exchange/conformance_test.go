package exchange

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/internal/require"
	"github.com/duizhao/duizhao/lang"
)

func conformance(t *testing.T) string {
	return require.Dir(t, "conformance", "DUIZHAO_CONFORMANCE", "../shared/conformance")
}

// table reads a file of rows of words; # begins a comment.
func table(t *testing.T, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(string(data), "\n") {
		if line, _, _ = strings.Cut(line, "#"); strings.TrimSpace(line) != "" {
			out = append(out, strings.Fields(line))
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s is empty", path)
	}
	return out
}

// sum is a hash of texts, short enough for a table.
func sum(texts []string) string {
	h := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return fmt.Sprintf("%x", h[:6])
}

// TestXLIFFInvalid: every invalid file of the suite is refused for the reason
// that it was made for, in its line.
func TestXLIFFInvalid(t *testing.T) {
	dir := filepath.Join(conformance(t), "xliff", "invalid")
	seen := 0
	for _, row := range table(t, "testdata/xliff-invalid.txt") {
		line, _ := strconv.Atoi(row[2])
		_, err := ReadFile(filepath.Join(dir, "bad_"+row[0]+".xlf"), "")
		var f *fault.Error
		if !errors.As(err, &f) || f.ID != "exchange."+row[1] || f.Line != line || f.Column == 0 {
			t.Errorf("%s: %v, want %s in line %d", row[0], err, row[1], line)
		}
		seen++
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.xlf"))
	if len(files) != seen {
		t.Errorf("%d invalid files, %d in the table", len(files), seen)
	}
}

// TestXLIFFValid: every valid file of the suite, and those for processors, are
// read with as many units as they have segments.
func TestXLIFFValid(t *testing.T) {
	dir := filepath.Join(conformance(t), "xliff")
	rows := table(t, "testdata/xliff-valid.txt")
	for _, row := range rows {
		f, err := ReadFile(filepath.Join(dir, row[0]+".xlf"), "")
		if err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		translated, codes := 0, 0
		for _, u := range f.Units {
			if u.Target != "" {
				translated++
			}
			codes += len(u.Codes)
		}
		got := fmt.Sprint(len(f.Units), translated, codes)
		if got != strings.Join(row[1:4], " ") {
			t.Errorf("%s: units, translated, codes: %s, want %v", row[0], got, row[1:4])
		}
	}
	valid, _ := filepath.Glob(filepath.Join(dir, "valid", "*.xlf"))
	other, _ := filepath.Glob(filepath.Join(dir, "in-out", "*.xlf"))
	if len(valid)+len(other) != len(rows) {
		t.Errorf("%d files, %d in the table", len(valid)+len(other), len(rows))
	}
}

// TestTMXCompliance: the files of the TMX kit are read as the table says:
// counts, languages, and hashes of the texts of a language pair.
func TestTMXCompliance(t *testing.T) {
	dir := filepath.Join(conformance(t), "tmx")
	rows := table(t, "testdata/tmx.txt")
	for _, row := range rows {
		f, err := ReadFile(filepath.Join(dir, row[0]+".tmx"), "")
		if err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		groups, codes := map[int]bool{}, 0
		var source, target []string
		for _, u := range f.Units {
			groups[u.Group] = true
			if strings.EqualFold(u.FromAs, row[3]) && strings.EqualFold(u.ToAs, row[4]) {
				source, target = append(source, u.Source), append(target, u.Target)
				codes += len(u.Codes)
				if strings.Join(Placeholders(u.Source), "") != strings.Join(Placeholders(u.Target), "") {
					t.Errorf("%s:%d: source and target do not have the same codes: %q, %q", row[0], u.Line, u.Source, u.Target)
				}
			}
		}
		got := fmt.Sprintf("%d %d %s %s %d %d %s %s", len(groups), len(f.Units), row[3], row[4], len(source), codes, sum(source), sum(target))
		if got != strings.Join(row[1:], " ") {
			t.Errorf("%s:\n got %s\nwant %s", row[0], got, strings.Join(row[1:], " "))
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.tmx"))
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row[0]] = true
	}
	if len(files) != len(seen) {
		t.Errorf("%d files, %d in the table", len(files), len(seen))
	}
}

// TestTMXSameText: files of the kit that differ in encoding, or in how
// characters are written, hold the same texts; and codes of level 2 are the
// same in HTML and in RTF.
func TestTMXSameText(t *testing.T) {
	dir := filepath.Join(conformance(t), "tmx")
	texts := func(name string) []string {
		f, err := ReadFile(filepath.Join(dir, name+".tmx"), "")
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, u := range f.Units {
			out = append(out, u.Source, u.Target)
		}
		return out
	}
	for _, group := range [][]string{
		{"ImportTest1D", "ImportTest1E", "ImportTest1F", "ImportTest1G", "ImportTest1H"}, // UTF-8 with and without mark, UTF-16 of both orders, ASCII
		{"ExportTest1A", "ExportTest1C", "ExportTest1D", "ExportTest1E"},
		{"ImportTest2A", "ImportTest2A-0index"}, // x counted from 1 and from 0
	} {
		for _, other := range group[1:] {
			a, b := texts(group[0]), texts(other)
			for i := range a {
				if i >= len(b) || a[i] != b[i] {
					t.Errorf("text %d of %s and %s differs", i, group[0], other)
				}
			}
		}
	}
	// What a Canadian memory is for: languages whichever their case, pairs that
	// do not hold the source, and none that the file does not have.
	f, err := ReadFile(filepath.Join(dir, "ImportTest1C.tmx"), "")
	if err != nil {
		t.Fatal(err)
	}
	if pairs := f.Pairs("ja", "fr"); len(pairs) != 3 || pairs[0].FromAs != "ja-jp" {
		t.Errorf("%d pairs from Japanese to French: %v", len(pairs), pairs)
	}
	if pairs := f.Pairs("fr", lang.En); len(pairs) != 3 || pairs[0].ToAs != "en-us" {
		t.Errorf("%d pairs from French to English: %v", len(pairs), pairs)
	}
	if pairs := f.Pairs(lang.ZhHant, lang.En); len(pairs) != 0 {
		t.Errorf("%d pairs from Chinese", len(pairs))
	}
}
