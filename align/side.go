package align

import (
	"unicode/utf8"

	"github.com/duizhao/duizhao/align/internal/unit"
	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/segment"
)

func decodeRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// side is one text as the aligner sees it, in flat arrays. Tokens of sentence
// i are tok[i] ≤ t < tok[i+1]; an entry says that a token may be met under a
// form of the vocabulary.
type side struct {
	text *segment.Text
	tag  lang.Tag
	n    int // sentences

	tok     []int32 // n+1: first token of each sentence
	stop    []bool  // per token: a function word
	clause  []uint8 // per token: its clause in the sentence
	clauses []uint8 // n: clauses of each sentence
	ent     []int32 // n+1: first entry of each sentence
	entPos  []int32 // per entry: its token's place in the sentence
	entForm []int32 // per entry: the form's number
	entMain []bool  // per entry: the token's principal form

	vocab map[string]int32
	forms []string // by number
	count []int32  // by number: entries in the text

	chars   [][]rune       // source only: characters of each sentence, simplified
	charTok [][]int32      // and the token in which each stands
	upper   map[int32]bool // forms that were seen with a capital and never without
	nums    []int32        // n+1: numbers before each sentence
	surface surface
}

// maxTokens bounds the tokens of a sentence that take part in comparison; what
// follows still counts for its length.
const maxTokens = 400

func newSide(text *segment.Text, tag lang.Tag) *side {
	n := len(text.Sentences)
	s := &side{text: text, tag: tag, n: n, tok: make([]int32, n+1), ent: make([]int32, n+1), clauses: make([]uint8, n), vocab: map[string]int32{}, upper: map[int32]bool{}}
	if tag.Chinese() {
		s.chars, s.charTok = make([][]rune, n), make([][]int32, n)
	}
	lower := map[int32]bool{}
	s.nums = make([]int32, 1, n+1)
	for i := range n {
		s.nums = append(s.nums, s.nums[i])
		str := text.String(i)
		k := 0
		for c, part := range clausesOf(str) {
			if tag.Chinese() {
				k = s.addHan(i, k, c, part)
				continue
			}
			tokens := unit.English
			if tag == lang.Ko {
				tokens = unit.Korean
			}
			for _, t := range tokens(part) {
				if k == maxTokens {
					break
				}
				s.addToken(k, c, t)
				if id := s.vocab[t.Forms[0]]; !t.Upper {
					lower[id] = true
				} else if k > 0 || len(t.Text) > 1 {
					s.upper[id] = true
				}
				k++
			}
		}
		s.clauses[i] = 1
		if n := len(s.clause); n > int(s.tok[i]) {
			s.clauses[i] += s.clause[n-1]
		}
		s.tok[i+1] = int32(len(s.stop))
		s.ent[i+1] = int32(len(s.entForm))
	}
	for id := range lower {
		delete(s.upper, id)
	}
	s.readSurface()
	return s
}

func (s *side) addToken(pos, clause int, t unit.Token) {
	s.stop = append(s.stop, t.Stop)
	s.clause = append(s.clause, uint8(min(clause, maxClauses-1)))
	for k, f := range t.Forms {
		s.addEntry(pos, f, k == 0)
	}
	if t.Value > 0 {
		s.addEntry(pos, valueForm(t.Value), false)
		s.nums[len(s.nums)-1]++
	}
}

func (s *side) addEntry(pos int, form string, main bool) {
	id := s.form(form)
	s.count[id]++
	s.entPos = append(s.entPos, int32(pos))
	s.entForm = append(s.entForm, id)
	s.entMain = append(s.entMain, main)
}

// form gives the number of a form, new or known.
func (s *side) form(form string) int32 {
	id, ok := s.vocab[form]
	if !ok {
		id = int32(len(s.forms))
		s.vocab[form] = id
		s.forms = append(s.forms, form)
		s.count = append(s.count, 0)
	}
	return id
}

func valueForm(v unit.Value) string {
	var b [20]byte
	at := len(b)
	for ; v > 0; v /= 10 {
		at--
		b[at] = byte('0' + v%10)
	}
	return "=" + string(b[at:])
}

// addHan adds the units of a clause of Chinese sentence i, of which k came
// before, and gives their number with it.
func (s *side) addHan(i, k, clause int, text string) int {
	for _, u := range data().hanUnits(text) {
		if k == maxTokens {
			break
		}
		s.addToken(k, clause, u.Token)
		if u.chars == nil {
			s.addChar(i, k, 0) // a gap, so that names do not reach across it
		}
		for _, c := range u.chars {
			s.addChar(i, k, c)
		}
		k++
	}
	s.addChar(i, max(k-1, 0), 0)
	return k
}

func (s *side) addChar(i, token int, c rune) {
	s.chars[i] = append(s.chars[i], c)
	s.charTok[i] = append(s.charTok[i], int32(token))
}

// tokens is the number of tokens in sentences [from, to).
func (s *side) tokens(from, to int) int { return int(s.tok[to] - s.tok[from]) }

// numbers counts the numbers in sentences [from, to).
func (s *side) numbers(from, to int) int32 { return s.nums[to] - s.nums[from] }

// block is the block of sentence i.
func (s *side) block(i int) *doc.Block { return s.text.Doc.Blocks[s.text.Sentences[i].Block] }
