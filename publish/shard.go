package publish

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
)

// A share of a project is a folder of outputs with a manifest: one JSON object
// a line, then for each article its entry followed by its facts as the cache
// has them (see store.go), in the order of the paths, and an end.
//
//	{"duizhao":"shard","version":1,"shard":3,"of":10,"project":"q4…","articles":1000}
//	{"entry":{…},"key":"ab…"}
//	…three lines of facts
//	{"failed":"a/b.zh-Hant.md"}
//	{"end":97}

// ManifestName is the name of a share's manifest in its folder of outputs.
func ManifestName(s Shard) string { return fmt.Sprintf(".duizhao-shard-%d-of-%d.jsonl", s.Index, s.Of) }

// maxFactsLine bounds one line of a manifest, in bytes: a text is read up to
// 64 MiB, and its facts hold each sentence once.
const maxFactsLine = 256 << 20

type manifestHead struct {
	Kind     string `json:"duizhao"`
	Version  int    `json:"version"`
	Shard    int    `json:"shard"`
	Of       int    `json:"of"`
	Project  Hash   `json:"project"`  // of the settings, the tool and the paths of all articles
	Articles int    `json:"articles"` // of the whole project
}

type manifestLine struct {
	Entry  *Entry `json:"entry,omitempty"`
	Key    Hash   `json:"key,omitzero"`
	Ledger string `json:"ledger,omitempty"` // that was written, "" where it was as it is
	Failed string `json:"failed,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// project is the hash of what all shares must have in common.
func (r *run) project() Hash {
	var b bytes.Buffer
	fmt.Fprintln(&b, r.settings, r.opt.Version, r.opt.Lexicon, r.opt.Program)
	for i := range r.plan {
		fmt.Fprintln(&b, r.plan[i].path)
	}
	return Sum(b.Bytes())
}

// manifest is a share's manifest while it is written.
type manifest struct {
	file *atomicfile.File
	buf  *bufio.Writer
	n    int
}

func newManifest(r *run) (*manifest, error) {
	s := r.opt.Shard
	f, err := atomicfile.Create(filepath.Join(r.opt.Build.Out, ManifestName(s)), 0o644)
	if err != nil {
		return nil, err
	}
	m := &manifest{file: f, buf: bufio.NewWriterSize(f, 64<<10)}
	return m, m.line(manifestHead{"shard", 1, s.Index, s.Of, r.project(), len(r.plan)})
}

func (m *manifest) line(v any) error {
	e := json.NewEncoder(m.buf)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// put adds an article.
func (m *manifest) put(it *item, c *cache) error {
	m.n++
	if it.entry == nil {
		if it.outcome.State == Untranslated {
			m.n--
			return nil
		}
		return m.line(manifestLine{Failed: it.p.path})
	}
	facts, ok := c.get(kindFacts, it.key)
	if !ok {
		return fault.New("publish.facts-lost", it.p.path)
	}
	if err := m.line(manifestLine{Entry: it.entry, Key: it.key, Ledger: string(it.ledger)}); err != nil {
		return err
	}
	_, err := m.buf.Write(facts)
	return err
}

func (m *manifest) commit() error {
	if err := m.line(manifestLine{End: &m.n}); err != nil {
		return err
	}
	if err := m.buf.Flush(); err != nil {
		return err
	}
	return m.file.Commit()
}

func (m *manifest) abort() { m.file.Abort() }

// share is a manifest while it is read.
type share struct {
	dir, path string
	head      manifestHead
	file      *os.File
	buf       *bufio.Reader
	next      *manifestLine
	facts     []byte
	n, at     int
}

func openShare(dir, path string) (*share, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New("publish.shard-unreadable", path).Because(err)
	}
	s := &share{dir: dir, path: path, file: f, buf: bufio.NewReaderSize(f, 64<<10)}
	line, err := s.read()
	if err == nil {
		err = json.Unmarshal(line, &s.head)
	}
	if err != nil || s.head.Kind != "shard" || s.head.Version != 1 || s.head.Of < 1 || s.head.Of > maxShards || s.head.Shard < 1 || s.head.Shard > s.head.Of {
		f.Close()
		return nil, s.wrong()
	}
	return s, s.advance()
}

func (s *share) wrong() error { return fault.New("publish.shard-syntax", s.path).At(s.at, 0) }

// read gives the next line with its end.
func (s *share) read() ([]byte, error) {
	s.at++
	var out []byte
	for {
		part, err := s.buf.ReadSlice('\n')
		out = append(out, part...)
		if len(out) > maxFactsLine {
			return nil, errFacts
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return out, err
		}
	}
}

// advance reads the next article. At the end next is nil.
func (s *share) advance() error {
	last := s.name()
	s.next, s.facts = nil, nil
	line, err := s.read()
	m := &manifestLine{}
	if err != nil || json.Unmarshal(line, m) != nil {
		return s.wrong()
	}
	switch {
	case m.End != nil:
		if _, err := s.read(); *m.End != s.n || !errors.Is(err, io.EOF) {
			return s.wrong()
		}
		return nil
	case m.Entry != nil:
		for range 3 {
			line, err := s.read()
			if err != nil {
				return s.wrong()
			}
			s.facts = append(s.facts, line...)
		}
	case m.Failed == "":
		return s.wrong()
	}
	s.n++
	if s.next = m; s.name() <= last {
		return s.wrong()
	}
	return nil
}

// name is the path of the next article.
func (s *share) name() string {
	switch {
	case s.next == nil:
		return ""
	case s.next.Entry != nil:
		return s.next.Entry.Article
	}
	return s.next.Failed
}
