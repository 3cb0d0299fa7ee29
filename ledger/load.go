package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"sort"
	"unicode/utf8"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// Bounds of what is read.
const (
	maxFile   = 256 << 20 // bytes
	maxLine   = 1 << 20   // bytes
	maxFields = 64        // of an object
	maxDepth  = 16        // of nested values
	maxIDs    = 1000      // sentences on a side of a bead
	maxTexts  = 100       // languages
	version   = 1
)

// Load reads a ledger. A file that does not exist is an empty ledger; anything
// in it that cannot be read is a fault with its line.
func Load(path string) (*Ledger, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &Ledger{}, nil
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return Parse(path, data)
}

func unreadable(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fault.New("ledger.unreadable", path, "Reason", err.Error()).Because(err)
}

// Parse reads the bytes of a ledger; path is for messages.
func Parse(path string, data []byte) (*Ledger, error) {
	if len(data) > maxFile {
		return nil, fault.New("ledger.too-large", path, "Limit", maxFile>>20)
	}
	l := &Ledger{}
	p := &parser{path: path, ledger: l}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	for len(data) > 0 {
		line := data
		if n := bytes.IndexByte(data, '\n'); n >= 0 {
			line, data = data[:n], data[n+1:]
		} else {
			data = nil
		}
		p.line++
		if err := p.read(bytes.TrimSpace(line)); err != nil {
			return nil, err
		}
	}
	if !p.headed && p.line > 0 && !l.Empty() {
		return nil, fault.New("ledger.no-header", path).At(1, 1)
	}
	sort.SliceStable(l.texts, func(i, j int) bool { return l.texts[i].tag < l.texts[j].tag })
	l.beads = sorted(l)
	return l, nil
}

// parser reads the lines of one file.
type parser struct {
	path   string
	line   int
	headed bool
	ledger *Ledger
}

func (p *parser) fault(id string, args ...any) error {
	return fault.New(id, p.path, args...).At(p.line, 1)
}

// markers begin the lines that git leaves in a file that it could not merge.
var markers = []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"}

func (p *parser) read(line []byte) error {
	if len(line) == 0 {
		return nil
	}
	for _, m := range markers {
		if bytes.HasPrefix(line, []byte(m)) {
			return p.fault("ledger.conflict")
		}
	}
	if len(line) > maxLine {
		return p.fault("ledger.long-line", "Limit", maxLine>>10)
	}
	if !utf8.Valid(line) {
		return p.fault("ledger.encoding")
	}
	fields, err := object(line)
	if err != nil {
		return p.fault("ledger.syntax", "Reason", err.Error())
	}
	has := map[string]bool{}
	for _, f := range fields {
		has[f.key] = true
	}
	switch {
	case has["duizhao"]:
		return p.header(fields)
	case !p.headed:
		return p.fault("ledger.no-header")
	case has["lang"] && has["id"]:
		return p.sentence(fields)
	case has["from"] && has["to"]:
		return p.bead(fields)
	}
	p.ledger.others = append(p.ledger.others, compact(line))
	return nil
}

// header reads the first line.
func (p *parser) header(fields []field) error {
	if p.headed {
		return p.fault("ledger.two-headers")
	}
	p.headed = true
	var kind string
	var number int
	r := reader{fields: fields}
	r.get("duizhao", &kind)
	r.get("version", &number)
	switch {
	case r.bad != "":
		return p.fault("ledger.field", "Field", r.bad)
	case kind != "ledger" || number < 1:
		return p.fault("ledger.no-header")
	case number > version:
		return p.fault("ledger.version", "Version", number, "Known", version)
	}
	p.ledger.header = r.rest()
	return nil
}

// sentence reads the line of a sentence.
func (p *parser) sentence(fields []field) error {
	var s sentence
	var tag string
	r := reader{fields: fields}
	r.get("lang", &tag)
	r.get("id", &s.id)
	r.get("text", &s.text)
	r.get("sum", &s.sum)
	r.get("gone", &s.gone)
	s.extra = r.rest()
	switch {
	case r.bad != "":
		return p.fault("ledger.field", "Field", r.bad)
	case !validTag(tag):
		return p.fault("ledger.field", "Field", "lang")
	case !validID(s.id):
		return p.fault("ledger.field", "Field", "id")
	case s.sum != "" && !validSum(s.sum):
		return p.fault("ledger.field", "Field", "sum")
	}
	s.text = normalize(s.text)
	if head, sum := clip(s.text); sum != "" {
		s.text = head
		if s.sum == "" {
			s.sum = sum
		}
	}
	t := p.text(lang.Tag(tag))
	if t == nil {
		return p.fault("ledger.languages", "Limit", maxTexts)
	}
	if old := t.get(s.id); old != nil {
		// A merge may leave the same line twice; two texts under one id are
		// for a person to look at.
		if old.text == s.text && old.sum == s.sum && old.gone == s.gone {
			return nil
		}
		return p.fault("ledger.two-texts", "ID", s.id)
	}
	t.at[s.id] = len(t.sentences)
	t.sentences = append(t.sentences, s)
	return nil
}

// text is the text of a language, made if there is none yet; nil for one
// language too many.
func (p *parser) text(tag lang.Tag) *text {
	l := p.ledger
	for i := range l.texts {
		if l.texts[i].tag == tag {
			return &l.texts[i]
		}
	}
	if len(l.texts) == maxTexts {
		return nil
	}
	l.texts = append(l.texts, newText(tag, nil))
	return &l.texts[len(l.texts)-1]
}

// bead reads the line of a bead.
func (p *parser) bead(fields []field) error {
	var b Bead
	var from, to, pin string
	var origin, basis json.RawMessage
	r := reader{fields: fields}
	r.get("from", &from)
	r.get("to", &to)
	r.get("source", &b.Source)
	r.get("target", &b.Target)
	r.get("after", &b.After)
	r.get("pin", &pin)
	r.get("origin", &origin)
	r.get("review", &b.Review)
	r.get("basis", &basis)
	b.extra = r.rest()
	b.From, b.To, b.Pin = lang.Tag(from), lang.Tag(to), Pin(pin)
	if r.bad == "" && origin != nil {
		b.Origin = &Origin{}
		r.nest("origin", origin, func(n *reader) {
			n.get("by", &b.Origin.By)
			n.get("model", &b.Origin.Model)
			n.get("score", &b.Origin.Score)
			n.get("repaired", &b.Origin.Repaired)
			b.Origin.extra = n.rest()
		})
	}
	if r.bad == "" && basis != nil {
		r.nest("basis", basis, func(n *reader) {
			n.get("source", &b.Basis.Source)
			n.get("target", &b.Basis.Target)
		})
	}
	switch {
	case r.bad != "":
		return p.fault("ledger.field", "Field", r.bad)
	case !validTag(from):
		return p.fault("ledger.field", "Field", "from")
	case !validTag(to):
		return p.fault("ledger.field", "Field", "to")
	case !validIDs(b.Source) || len(b.Source)+len(b.Target) == 0:
		return p.fault("ledger.field", "Field", "source")
	case !validIDs(b.Target):
		return p.fault("ledger.field", "Field", "target")
	case b.After != "" && (!validID(b.After) || len(b.Source) > 0 && len(b.Target) > 0):
		return p.fault("ledger.field", "Field", "after")
	}
	p.ledger.beads = append(p.ledger.beads, b)
	return nil
}

// validID reports whether id can stand in an address and an attribute.
func validID(id string) bool {
	if id == "" || len(id) > 64 || id[0] < 'a' || id[0] > 'z' {
		return false
	}
	return validSum(id)
}

func validSum(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) <= 64
}

func validIDs(ids []string) bool {
	for i, id := range ids {
		if !validID(id) {
			return false
		}
		for _, other := range ids[:i] {
			if other == id {
				return false
			}
		}
	}
	return len(ids) <= maxIDs
}

func validTag(tag string) bool {
	if tag == "" || len(tag) > 35 {
		return false
	}
	for i := 0; i < len(tag); i++ {
		if c := tag[i] | 0x20; (c < 'a' || c > 'z') && (tag[i] < '0' || tag[i] > '9') && tag[i] != '-' {
			return false
		}
	}
	return true
}
