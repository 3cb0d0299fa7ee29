// Command gen compiles OpenCC's conversion dictionaries into
// hanconv/data/opencc.txt.gz. The dictionaries are taken from the module
// github.com/longbridgeapp/opencc, which carries them as text; its program is
// not linked, since it needs a module under the GNU GPL. Run from the root:
//
//	go run ./hanconv/gen
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// source pins what the data is compiled from.
const source = "github.com/longbridgeapp/opencc@v0.3.13"

// files are the dictionaries that package hanconv uses.
var files = []string{"STPhrases", "STCharacters", "TSPhrases", "TSCharacters", "TWVariants", "TWVariantsRevPhrases", "TWVariantsRev",
	"HKVariants", "HKVariantsRevPhrases", "HKVariantsRev"}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "hanconv/gen:", err)
		os.Exit(1)
	}
}

func run() error {
	raw, err := exec.Command("go", "mod", "download", "-json", source).Output()
	if err != nil {
		return err
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(raw, &module); err != nil {
		return err
	}
	var text bytes.Buffer
	for _, name := range files {
		if err := dictionary(&text, module.Dir, name); err != nil {
			return err
		}
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := os.WriteFile("hanconv/data/opencc.txt.gz", packed.Bytes(), 0o644); err != nil {
		return err
	}
	licence, err := os.ReadFile(filepath.Join(module.Dir, "LICENSE"))
	if err != nil {
		return err
	}
	return os.WriteFile("hanconv/data/LICENSE-opencc.txt", licence, 0o644)
}

// dictionary appends one dictionary: "# NAME", then its lines "key\tvalue
// value…" sorted by key.
func dictionary(w *bytes.Buffer, dir, name string) error {
	f, err := os.Open(filepath.Join(dir, "dictionary", name+".txt"))
	if err != nil {
		return err
	}
	defer f.Close()
	var lines []string
	s := bufio.NewScanner(f)
	for s.Scan() {
		line := strings.TrimSpace(s.Text())
		if key, value, ok := strings.Cut(line, "\t"); ok && key != "" && value != "" {
			lines = append(lines, key+"\t"+value)
		}
	}
	if err := s.Err(); err != nil {
		return err
	}
	sort.Strings(lines)
	fmt.Fprintf(w, "# %s\n%s\n", name, strings.Join(lines, "\n"))
	return nil
}
