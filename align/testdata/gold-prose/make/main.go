// Command make writes the files of a gold set from its sources, NAME.beads,
// and checks them. From the root of the repository:
//
//	go run ./align/testdata/gold-prose/make align/testdata/gold-prose align/testdata/gold-news
//
// With -check it writes nothing and fails if a file differs. The form of a
// source is described in gold-prose/README.md. Two kinds of set come of it:
// sentences (NAME.zh, NAME.en, NAME.ko, one sentence a line) when a source has
// no block marks, and documents (NAME.zh-Hant.md and so on) when it has; the
// sentences of documents are held against packages read and segment.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// strict also holds single sentences against package segment.
var strict = flag.Bool("strict", false, "report sentences that package segment would cut")

func main() {
	check := flag.Bool("check", false, "write nothing; fail if a file would change")
	flag.Parse()
	failed := false
	for _, dir := range flag.Args() {
		if err := set(dir, *check); err != nil {
			fmt.Fprintln(os.Stderr, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// set makes every article of one folder and prints what its beads are like.
func set(dir string, check bool) error {
	sources, err := filepath.Glob(filepath.Join(dir, "*.beads"))
	if err != nil || len(sources) == 0 {
		return fmt.Errorf("%s: no sources: %v", dir, err)
	}
	shapes := map[string]map[string]int{"en": {}, "ko": {}}
	count := map[string]int{}
	var faults []string
	for _, source := range sources {
		a, err := parse(source)
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		files := a.files()
		faults = append(faults, a.verify(files)...)
		for _, name := range sorted(files) {
			if err := put(filepath.Join(dir, name), files[name], check); err != nil {
				faults = append(faults, err.Error())
			}
		}
		fmt.Printf("%-12s %-8s", a.name, a.lang)
		for _, side := range []string{"z", "e", "k"} {
			count[side] += len(a.sides[side].sentences)
			fmt.Printf(" %s %3d", side, len(a.sides[side].sentences))
		}
		fmt.Println()
		for target, beads := range map[string][]bead{"en": a.beads["e"], "ko": a.beads["k"]} {
			for _, b := range beads {
				shapes[target][fmt.Sprintf("%d-%d", len(b.source), len(b.target))]++
			}
		}
	}
	fmt.Printf("%s: %d articles, sentences zh %d, en %d, ko %d\n", filepath.Base(dir), len(sources), count["z"], count["e"], count["k"])
	for _, target := range []string{"en", "ko"} {
		fmt.Printf("  zh-%s:%s\n", target, tally(shapes[target]))
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s", strings.Join(faults, "\n"))
	}
	return nil
}

// tally prints counts and shares of bead shapes, the most frequent first.
func tally(shapes map[string]int) string {
	var out strings.Builder
	total := 0
	keys := make([]string, 0, len(shapes))
	for k, n := range shapes {
		keys, total = append(keys, k), total+n
	}
	sort.Slice(keys, func(i, j int) bool {
		if shapes[keys[i]] != shapes[keys[j]] {
			return shapes[keys[i]] > shapes[keys[j]]
		}
		return keys[i] < keys[j]
	})
	fmt.Fprintf(&out, " %d beads:", total)
	for _, k := range keys {
		fmt.Fprintf(&out, " %s %d (%.0f %%),", k, shapes[k], 100*float64(shapes[k])/float64(total))
	}
	return strings.TrimSuffix(out.String(), ",")
}

func put(path, text string, check bool) error {
	old, err := os.ReadFile(path)
	if err == nil && string(old) == text {
		return nil
	}
	if check {
		return fmt.Errorf("%s is not what its source makes: run make", path)
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

func sorted(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
