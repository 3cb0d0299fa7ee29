package fault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBecause: a path stands once in a message, the fault's own.
func TestBecause(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "a", "b")
	_, open := os.Open(missing)
	rename := os.Rename(missing, missing+"c")
	for _, err := range []error{open, rename} {
		f := New("x.unreadable", "text.md").Because(err)
		if strings.Contains(f.Error(), missing) || !errors.Is(f, fs.ErrNotExist) {
			t.Errorf("%v", f)
		}
		if f := New("x.unreadable", "").Because(err); !strings.Contains(f.Error(), missing) {
			t.Errorf("without a path of its own: %v", f)
		}
	}
}
