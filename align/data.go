package align

import (
	_ "embed"
	"sync"

	"github.com/duizhao/duizhao/align/internal/pack"
)

// The compiled tables (see align/gen and data/README.md). They are read in
// place: nothing is unpacked when the program starts.
var (
	//go:embed data/cedict.bin
	cedictData string
	//go:embed data/chars.bin
	charsData string
	//go:embed data/pinyin.bin
	pinyinData string
	//go:embed data/script.bin
	scriptData string
	//go:embed data/hangul.bin
	hangulData string
	//go:embed data/hanja.bin
	hanjaData string
	//go:embed data/lexko.bin
	lexkoData string
	//go:embed data/synonym.bin
	synonymData string
)

// tables are the opened tables.
type tables struct {
	words    *pack.Table // Chinese words to English stems
	chars    *pack.Table // characters to English stems
	pinyin   *pack.Table // characters to toneless pinyin
	hangul   *pack.Table // characters to Sino-Korean readings
	hanja    *pack.Table // words that Korean has, to their reading
	lexko    *pack.Table // Chinese words to Korean forms
	synonyms *pack.Table // English stems to related ones
	script   map[rune]rune
}

// data opens the tables when they are first needed.
var data = sync.OnceValue(openTables)

func openTables() *tables {
	open := func(s string) *pack.Table {
		t, err := pack.Open(s)
		if err != nil { // the embedded files are made by align/gen and tested
			return new(pack.Table)
		}
		return t
	}
	d := &tables{words: open(cedictData), chars: open(charsData), pinyin: open(pinyinData),
		hangul: open(hangulData), hanja: open(hanjaData), lexko: open(lexkoData), synonyms: open(synonymData)}
	script := open(scriptData)
	d.script = make(map[rune]rune, script.Len())
	var pairs []pack.Pair
	for i := range script.Len() {
		pairs = script.Pairs(i, pairs[:0])
		d.script[[]rune(script.Key(i))[0]] = []rune(script.Value(pairs[0].Value))[0]
	}
	return d
}
