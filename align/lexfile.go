package align

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/fault"
)

const lexiconHead = "# duizhao lexicon 1"

// maxLexicon bounds the lines of a lexicon file.
const maxLexicon = 2_000_000

// WriteTo writes the lexicon as text, made to be committed: one source form a
// line in byte order, then its target forms, each with its weight in
// hundredths, parted by tabs. Learning more of the same changes few lines.
func (l *Lexicon) WriteTo(w io.Writer) (int64, error) {
	out := bufio.NewWriter(w)
	total := int64(0)
	put := func(s string) {
		n, _ := out.WriteString(s)
		total += int64(n)
	}
	put(lexiconHead + "\n")
	forms := make([]string, 0, len(l.pairs))
	for f := range l.pairs {
		forms = append(forms, f)
	}
	sort.Strings(forms)
	for _, f := range forms {
		line := f
		for _, p := range l.pairs[f] {
			if hundredths := int(math.Round(100 * p.weight)); hundredths > 0 {
				line += fmt.Sprintf("\t%s %d", p.target, hundredths)
			}
		}
		if line != f {
			put(line + "\n")
		}
	}
	return total, out.Flush()
}

// Len is the number of word pairs.
func (l *Lexicon) Len() (n int) {
	for _, list := range l.pairs {
		n += len(list)
	}
	return n
}

// ReadLexicon reads what WriteTo wrote. Lines that begin with # are comments.
// A first line of another kind is the fault align.lexicon-kind, a line that
// cannot be read align.lexicon-line; path is for messages.
func ReadLexicon(path string, r io.Reader) (*Lexicon, error) {
	l := &Lexicon{pairs: map[string][]learnedPair{}}
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	n := 0
	for scan.Scan() {
		n++
		line := strings.TrimRight(strings.TrimPrefix(scan.Text(), "\ufeff"), "\r")
		if n == 1 {
			if line != lexiconHead {
				return nil, fault.New("align.lexicon-kind", path).At(1, 1)
			}
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		bad := fault.New("align.lexicon-line", path, "Text", clipText(line)).At(n, 1)
		if n > maxLexicon {
			return nil, bad
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 2 || fields[0] == "" {
			return nil, bad
		}
		for _, f := range fields[1:] {
			target, weight, ok := strings.Cut(f, " ")
			hundredths, err := strconv.Atoi(weight)
			if !ok || target == "" || err != nil || hundredths < 1 || hundredths > 100 {
				return nil, bad
			}
			l.pairs[fields[0]] = append(l.pairs[fields[0]], learnedPair{target: target, weight: float64(hundredths) / 100})
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fault.New("align.lexicon-line", path, "Text", "").Because(err).At(n+1, 1)
	}
	if n == 0 {
		return nil, fault.New("align.lexicon-kind", path).At(1, 1)
	}
	return l, nil
}
