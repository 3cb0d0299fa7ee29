package main

import (
	"bytes"
	"os"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/draft"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/read"
	"github.com/duizhao/duizhao/segment"
)

// maxRewrites is how often work is done again whose files change meanwhile.
const maxRewrites = 5

// rewrite does work that reads files and writes them anew. Between the two a
// person may have written in one of them, or another run: then the work is done
// again with the files as they are by now, so that nobody's words are written
// over that it has not seen. attempt reads the files, of which it is given the
// bytes (nil for a file that is not there), and gives what writes them, nil for
// nothing. Files that never hold still are an error, and nothing is written.
func rewrite(paths []string, attempt func(was [][]byte) (write func() error, err error)) error {
	for try := 1; ; try++ {
		was := onDisk(paths)
		write, err := attempt(was)
		if err != nil || write == nil {
			return err
		}
		k := firstChanged(was, onDisk(paths))
		switch {
		case k < 0:
			return write()
		case try == maxRewrites:
			return fault.New("draft.keeps-changing", paths[k])
		}
	}
}

// onDisk are files as they are now, nil for one that is not there.
func onDisk(paths []string) [][]byte {
	files := make([][]byte, len(paths))
	for i, path := range paths {
		if data, err := os.ReadFile(path); err == nil {
			files[i] = append([]byte{}, data...)
		}
	}
	return files
}

// firstChanged is the first file that is not what it was, or there only once;
// -1 for none.
func firstChanged(was, now [][]byte) int {
	for i := range was {
		if (was[i] == nil) != (now[i] == nil) || !bytes.Equal(was[i], now[i]) {
			return i
		}
	}
	return -1
}

// saveDraft writes the ledger, then the file, each whole or not at all: a file
// whose ledger is missing would count as a person's. target is the file as it
// was, nil for none, and old its bytes, whose encoding and line ends it keeps.
func saveDraft(ledgerPath, path string, target *segment.Text, old []byte, out *draft.Draft) (err error) {
	if err := out.Ledger.Save(ledgerPath); err != nil {
		return err
	}
	if target != nil && target.Doc.Text == out.Text {
		return nil
	}
	data := []byte(out.Text)
	if target != nil {
		if data, err = read.Encode(target.Doc, out.Text, old); err != nil {
			return err
		}
	}
	return atomicfile.Write(path, data, 0o644)
}
