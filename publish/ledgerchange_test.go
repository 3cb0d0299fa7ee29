package publish

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestLedgerMeanwhile: a build does not write over what a translate has put
// into the ledger since the build read it.
func TestLedgerMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.duizhao.jsonl")
	r := &run{opt: &Options{}}
	put := func(data string, was Hash) error { return r.writeLedger(&item{}, path, []byte(data), was) }
	if err := put("first", Hash{}); err != nil {
		t.Fatal(err)
	}
	if err := put("second", Sum([]byte("first"))); err != nil {
		t.Fatal(err)
	}
	for _, was := range []Hash{{}, Sum([]byte("first"))} {
		if err := put("third", was); !errors.Is(err, errChanging) {
			t.Errorf("%v", err)
		}
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "second" {
		t.Errorf("%q %v", data, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := put("third", Sum([]byte("second"))); !errors.Is(err, errChanging) {
		t.Errorf("%v", err)
	}
}
