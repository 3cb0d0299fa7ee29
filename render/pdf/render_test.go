package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// write puts a PDF into a file for an outside tool.
func write(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "edition.pdf")
	if dir := os.Getenv("DUIZHAO_KEEP_PDF"); dir != "" { // to look at what the tests made
		path = filepath.Join(dir, filepath.Base(t.Name())+".pdf")
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSameBytes(t *testing.T) {
	ed := proseEdition(t, 1, 1, 2)
	first := rendered(t, ed, Options{})
	for i := 0; i < 3; i++ {
		if !bytes.Equal(first, rendered(t, proseEdition(t, 1, 1, 2), Options{})) {
			t.Fatal("the same edition gave other bytes")
		}
	}
	write(t, first)
}
