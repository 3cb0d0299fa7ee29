package pipeline

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestPictures: what lies beside the article is taken; what lies elsewhere,
// is no picture, or claims to be enormous is not.
func TestPictures(t *testing.T) {
	dir := t.TempDir()
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	huge := bytes.Clone(small.Bytes()) // the header says 60,000 × 60,000
	binary.BigEndian.PutUint32(huge[16:], 60_000)
	binary.BigEndian.PutUint32(huge[20:], 60_000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for path, data := range map[string][]byte{
		"article/a.png": small.Bytes(), "article/in/b c.png": small.Bytes(), "outside.png": small.Bytes(),
		"article/huge.png": huge, "article/text.png": []byte("no picture"),
	} {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Symlink(filepath.Join(dir, "outside.png"), filepath.Join(dir, "article", "link.png"))
	root, err := os.OpenRoot(filepath.Join(dir, "article"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for dest, want := range map[string]bool{
		"a.png": true, "./a.png": true, "in/b%20c.png": true,
		"../outside.png": false, "/etc/passwd": false, "https://example.org/a.png": false, "file:///a.png": false,
		"huge.png": false, "text.png": false, "none.png": false, "link.png": false, "in": false, "": false, `..\outside.png`: false,
	} {
		a, ok := loadPicture(root, dest)
		if ok != want {
			t.Errorf("%q: %v, want %v", dest, ok, want)
		}
		if ok && (a.Type != "image/png" || a.Width != 3 || a.Height != 2) {
			t.Errorf("%q: %s %d×%d", dest, a.Type, a.Width, a.Height)
		}
	}
}
