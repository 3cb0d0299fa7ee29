package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/align/internal/pack"
	"github.com/duizhao/duizhao/align/internal/unit"
)

// lines calls f for every line of a file, which may be packed by bzip2.
func lines(path string, f func(string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scan := bufio.NewScanner(file)
	if strings.HasSuffix(path, ".bz2") {
		scan = bufio.NewScanner(bzip2.NewReader(file))
	}
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		f(scan.Text())
	}
	return scan.Err()
}

// readHangul gives characters their Sino-Korean readings (Unihan kHangul). A
// simplified character has the readings of its traditional forms.
func readHangul(dir string, norm map[rune]rune) (*pack.Builder, error) {
	reads := map[rune][]string{}
	err := lines(filepath.Join(dir, "Unihan_Readings.txt.bz2"), func(l string) {
		f := strings.Split(l, "\t")
		if len(f) == 3 && f[1] == "kHangul" {
			for _, r := range strings.Fields(f[2]) {
				syllable, _, _ := strings.Cut(r, ":")
				reads[code(f[0])] = append(reads[code(f[0])], syllable)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	all := map[rune][]string{}
	add := func(c rune, list []string) {
		for _, s := range list {
			known := false
			for _, k := range all[c] {
				known = known || k == s
			}
			if !known {
				all[c] = append(all[c], s)
			}
		}
	}
	order := make([]rune, 0, len(reads))
	for c := range reads {
		order = append(order, c)
	}
	sort.Slice(order, func(i, j int) bool { return order[i] < order[j] })
	for _, c := range order {
		if n, ok := norm[c]; ok {
			add(n, reads[c])
		} else {
			add(c, reads[c])
		}
	}
	err = lines(filepath.Join(dir, "Unihan_Variants.txt.bz2"), func(l string) {
		f := strings.Split(l, "\t")
		if len(f) == 3 && f[1] == "kTraditionalVariant" {
			for _, v := range strings.Fields(f[2]) {
				add(code(f[0]), reads[code(v)])
			}
		}
	})
	if err != nil {
		return nil, err
	}
	b := new(pack.Builder)
	for c, list := range all {
		for i, s := range list[:min(len(list), 4)] {
			b.Add(string(c), s, 1/float64(i+1))
		}
	}
	return b, nil
}

func code(s string) rune {
	n, _ := strconv.ParseInt(strings.TrimPrefix(s, "U+"), 16, 32)
	return rune(n)
}

// readHanja lists the words of two and three characters that Korean shares
// with the dictionary's heads, as Korean reads them (libhangul's hanja.txt:
// 경제:經濟:).
func readHanja(path string, norm map[rune]rune, entries []entry) (*pack.Builder, error) {
	known := map[string]bool{}
	for _, e := range entries {
		for _, h := range heads(e, norm) {
			known[h] = true
		}
	}
	b := new(pack.Builder)
	err := lines(path, func(l string) {
		f := strings.Split(l, ":")
		if len(f) < 2 || strings.HasPrefix(l, "#") {
			return
		}
		n := len([]rune(f[1]))
		for _, c := range f[1] {
			if !unit.IsHan(c) {
				return
			}
		}
		if key := normal(norm, f[1]); n >= 2 && n <= 3 && len([]rune(f[0])) == n && known[key] {
			b.Add(key, f[0], 1)
		}
	})
	return b, err
}

// readLexko compiles the project's own Chinese–Korean lexicon: lines of a
// Chinese word, a tab, and Korean words parted by |.
func readLexko(dir string, norm map[rune]rune) (*pack.Builder, error) {
	b := new(pack.Builder)
	files, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	words := map[string][]string{}
	for _, path := range files {
		number := 0
		var bad error
		err := lines(path, func(l string) {
			number++
			if l = strings.TrimSpace(l); l == "" || strings.HasPrefix(l, "#") {
				return
			}
			zh, ko, ok := strings.Cut(l, "\t")
			if !ok {
				bad = fmt.Errorf("%s:%d: no tab", path, number)
				return
			}
			key := normal(norm, strings.TrimSpace(zh))
			words[key] = append(words[key], strings.Split(ko, "|")...)
		})
		if err != nil {
			return nil, err
		}
		if bad != nil {
			return nil, bad
		}
	}
	for zh, list := range words {
		for _, w := range list {
			for _, f := range unit.KoreanStemForms(w) {
				b.Add(zh, f, 1/float64(len(list)))
			}
		}
	}
	return b, nil
}
