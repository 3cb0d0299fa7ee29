package check

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/duizhao/duizhao/bitext"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// large makes a bitext of about chars Chinese characters from the planted
// sentences of a language, and a glossary of n terms, some of which occur.
func large(b *testing.B, tag lang.Tag, chars, n int) (*bitext.Bitext, *glossary.Glossary) {
	b.Helper()
	files, _ := filepath.Glob("testdata/planted/*." + string(tag) + ".txt")
	var source, target []string
	for _, path := range files {
		_, blocks := readPlanted(b, path)
		for _, p := range blocks {
			for i := range p.source {
				if p.source[i] != "-" && p.target[i] != "-" {
					source, target = append(source, p.source[i]), append(target, strings.ReplaceAll(p.target[i], "\n", " "))
				}
			}
		}
	}
	// Sentences of news have about forty characters: three of these.
	var bigSource, bigTarget []string
	for count := 0; count < chars; {
		for i := 0; i+3 <= len(source); i += 3 {
			s := strings.Join(source[i:i+3], "")
			bigSource, bigTarget = append(bigSource, s), append(bigTarget, strings.Join(target[i:i+3], " "))
			count += utf8.RuneCountInString(s)
		}
	}
	// A term is a stretch of two to five characters of a sentence with words of
	// its translation.
	var terms strings.Builder
	fmt.Fprintf(&terms, "zh-Hant,%s\n", tag)
	seed := uint32(1)
	next := func(limit int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % limit
	}
	for i, made := 0, 0; i < 20*n && made < n; i++ {
		k := next(len(source))
		han := strings.FieldsFunc(source[k], func(r rune) bool { return r < 0x4E00 || r > 0x9FFF })
		words := strings.FieldsFunc(target[k], func(r rune) bool { return strings.ContainsRune(" |,.;\"“”‘’「」()", r) })
		words = slices.DeleteFunc(words, func(w string) bool { return len(w) < 6 }) // no "the"
		if len(han) == 0 || len(words) == 0 {
			continue
		}
		stretch := []rune(han[next(len(han))])
		at := next(len(stretch))
		term := string(stretch[at:min(len(stretch), at+4+next(3))]) // long, so that it stands nowhere else
		if utf8.RuneCountInString(term) < 4 {
			continue
		}
		from := next(len(words))
		form := strings.Join(words[from:min(len(words), from+1+next(3))], " ")
		if i%10 != 0 { // nine in ten don't occur, as in any article
			term += string(rune(0x4E00 + next(20000)))
			form += " " + strings.Repeat(string(rune('b'+next(20))), 1+next(4))
		}
		fmt.Fprintf(&terms, "%s,%s\n", term, form)
		made++
	}
	g, err := glossary.Parse("bench.csv", []byte(terms.String()))
	if err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	return pair(b, tag, bigSource, bigTarget), g
}

// BenchmarkRun checks a million Chinese characters and their translation
// against ten thousand terms: the term checks alone, then all.
// size is the number of Chinese characters.
const size = 1_000_000

func BenchmarkRun(b *testing.B) {
	terms := map[finding.Code]Level{}
	for _, d := range defaults {
		if !strings.HasPrefix(string(d.Code), "term-") && d.Code != NameReading {
			terms[d.Code] = Off
		}
	}
	for _, tag := range []lang.Tag{lang.En, lang.Ko} {
		bt, g := large(b, tag, size, 10_000)
		for _, c := range []struct {
			name string
			opt  Options
		}{{"terms", Options{Levels: terms, Dictionary: dictionary}}, {"all", Options{Dictionary: dictionary}}} {
			b.Run(string(tag)+"/"+c.name, func(b *testing.B) {
				found := 0
				for range b.N {
					found = len(Run(bt, IDs{}, g, c.opt).Findings)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapSys)/(1<<20), "MB-heap")
				b.ReportMetric(float64(found), "findings")
			})
		}
	}
}
