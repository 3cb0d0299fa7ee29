package publish

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
)

// LockName is the file that says what was published of what. It is committed.
//
// It is UTF-8, one JSON object a line: a header, then one line an article,
// sorted by path, so that a change of one article changes one line; at the end
// one line for the files that belong to no article. All in it are content
// hashes, no times; two machines that build the same write the same.
//
//	{"duizhao":"lock","version":1}
//	{"article":"a/apec.zh-Hant.md","source":"fk…","targets":{"a/apec.en.md":"ab…"},"terms":"q4…",…,"outputs":{"a/apec.zh-Hant.en.html":"zn…"}}
//	{"site":"kk…","outputs":{"index.html":"b2…"}}
const LockName = "duizhao.lock"

// The bounds of a lock file: a line of an article with thousands of files is
// no article's.
const (
	maxLine  = 4 << 20
	lockHead = `{"duizhao":"lock","version":1}`
)

// Entry is what the lock says of one article. All but State and Outputs is what
// the outputs were made of.
type Entry struct {
	Article  string          `json:"article"` // path of the source: slash-separated, from the project's folder
	Source   Hash            `json:"source"`
	Targets  map[string]Hash `json:"targets,omitempty"` // by path
	Ledger   Hash            `json:"ledger,omitzero"`
	Pictures map[string]Hash `json:"pictures,omitempty"` // by the name written in the text; a zero hash for one that is left out
	Terms    Hash            `json:"terms,omitzero"`     // of the concepts of the termbase that occur in the article
	Lexicon  Hash            `json:"lexicon,omitzero"`
	Settings Hash            `json:"settings"` // what the configuration says that this article obeys
	Tool     string          `json:"tool"`     // version of duizhao

	State   map[string]string `json:"state,omitempty"` // by path of a translation: machine, reviewed, mixed; written by people where it is not named
	By      []string          `json:"by,omitempty"`    // services and models that translated
	Outputs map[string]Hash   `json:"outputs,omitempty"`
}

// key is the hash of all that decides the outputs.
func (e Entry) key() Hash {
	e.State, e.By, e.Outputs = nil, nil, nil
	data, _ := json.Marshal(e) // strings and hashes only
	return Sum(data)
}

// output is the hash of an output, that of nothing where the entry has none.
func (e *Entry) output(path string) Hash {
	if e == nil {
		return Hash{}
	}
	return e.Outputs[path]
}

// why names the first thing in which the entry that was differs from what is.
func (e Entry) why(was *Entry) string {
	same := func(a, b map[string]Hash) bool {
		if len(a) != len(b) {
			return false
		}
		for k, v := range a {
			if w, ok := b[k]; !ok || v != w {
				return false
			}
		}
		return true
	}
	switch {
	case was == nil:
		return "new"
	case was.Source != e.Source:
		return "source"
	case !same(was.Targets, e.Targets):
		return "targets"
	case was.Ledger != e.Ledger:
		return "ledger"
	case !same(was.Pictures, e.Pictures):
		return "pictures"
	case was.Terms != e.Terms:
		return "terms"
	case was.Lexicon != e.Lexicon:
		return "lexicon"
	case was.Settings != e.Settings:
		return "settings"
	case was.Tool != e.Tool:
		return "tool"
	}
	return ""
}

// siteLine is the last line of the lock.
type siteLine struct {
	Site    Hash            `json:"site"` // of the facts and settings that the files were made of
	Outputs map[string]Hash `json:"outputs"`
}

// lockReader reads a lock from front to back. Without a file it is empty.
type lockReader struct {
	path string
	file io.Closer
	scan *bufio.Scanner
	line int
	next *Entry
	site *siteLine
}

func openLock(path string) (*lockReader, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &lockReader{path: path}, nil
	}
	if err != nil {
		return nil, fault.New("publish.lock-unreadable", path).Because(err)
	}
	r := &lockReader{path: path, file: f, scan: bufio.NewScanner(f)}
	r.scan.Buffer(make([]byte, 0, 64<<10), maxLine)
	if !r.scan.Scan() || r.scan.Text() != lockHead {
		f.Close()
		return nil, fault.New("publish.lock-syntax", path).At(1, 0)
	}
	r.line = 1
	if err := r.advance(); err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

func (r *lockReader) close() {
	if r.file != nil {
		r.file.Close()
	}
}

// advance reads the next line into next, or into site.
func (r *lockReader) advance() error {
	last := ""
	if r.next != nil {
		last = r.next.Article
	}
	r.next = nil
	if r.scan == nil || !r.scan.Scan() {
		if r.scan != nil && r.scan.Err() != nil {
			return fault.New("publish.lock-syntax", r.path).At(r.line+1, 0)
		}
		return nil
	}
	r.line++
	line := r.scan.Bytes()
	wrong := fault.New("publish.lock-syntax", r.path).At(r.line, 0)
	if r.site != nil {
		return wrong
	}
	if bytes.HasPrefix(line, []byte(`{"site":`)) {
		r.site = &siteLine{}
		if json.Unmarshal(line, r.site) != nil {
			return wrong
		}
		return r.advance()
	}
	e := &Entry{}
	if json.Unmarshal(line, e) != nil || e.Article <= last {
		return wrong
	}
	r.next = e
	return nil
}

// upTo hands the entries before path to skip and gives the one of path, nil
// where there is none. Paths must be asked for in their order; "" is the end.
func (r *lockReader) upTo(path string, skip func(*Entry) error) (*Entry, error) {
	for r.next != nil && (path == "" || r.next.Article < path) {
		e := r.next
		if err := r.advance(); err != nil {
			return nil, err
		}
		if err := skip(e); err != nil {
			return nil, err
		}
	}
	if r.next == nil || r.next.Article != path {
		return nil, nil
	}
	e := r.next
	return e, r.advance()
}

// lockWriter writes a lock from front to back.
type lockWriter struct {
	path string
	file *atomicfile.File
	buf  *bufio.Writer
	sum  bytes.Buffer
}

func newLock(path string) (*lockWriter, error) {
	f, err := atomicfile.Create(path, 0o644)
	if err != nil {
		return nil, err
	}
	w := &lockWriter{path: path, file: f, buf: bufio.NewWriterSize(f, 64<<10)}
	_, err = w.buf.WriteString(lockHead + "\n")
	return w, err
}

func (w *lockWriter) put(v any) error {
	w.sum.Reset()
	e := json.NewEncoder(&w.sum)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.buf.Write(w.sum.Bytes())
	return err
}

// commit puts the lock in its place.
func (w *lockWriter) commit() error {
	if err := w.buf.Flush(); err != nil {
		return err
	}
	return w.file.Commit()
}

func (w *lockWriter) abort() { w.file.Abort() }
