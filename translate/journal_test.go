package translate

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzJournal: any file is read, and what is appended to it is found.
func FuzzJournal(f *testing.F) {
	for _, s := range []string{"", "{\"key\":\"a\",\"text\":\"b\",\"by\":\"c\"}\n", "{\"key\":\"a\"", "\x00\x00\n[]\nnull\n", "{\"key\":1,\"text\":{}}\r\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "journal")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readJournal(path); err != nil {
			t.Fatal(err)
		}
		j, err := openJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		want := entry{Key: "k", Text: "<x1>a</x1>\n&amp;", By: "stub", Model: "m", Repaired: true}
		if err := j.append([]entry{want}); err != nil {
			t.Fatal(err)
		}
		if err := j.close(); err != nil {
			t.Fatal(err)
		}
		got, err := readJournal(path)
		if err != nil || got["k"] != want {
			t.Fatalf("%v, %+v", err, got["k"])
		}
	})
}
