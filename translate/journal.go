package translate

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// The journal is the file of finished sentences: JSON lines, each appended in
// one write when its answer has been judged. A kill loses at most answers that
// were on their way; a torn line at the end is passed over. The bytes are
// synced to the disk at most every syncEvery, and at the end.
//
//	{"key":"6kq5…","text":"<x1>Seoul</x1> agreed.","by":"openai","model":"m","repaired":true}
//
// key is a hash of all that the sentence's translation depends on; text is
// marked. No key of a service, no address and no request is in it.
type journal struct {
	mu     sync.Mutex
	file   *os.File
	path   string
	synced time.Time
	dirty  bool
}

// entry is one line of the journal.
type entry struct {
	Key      string `json:"key"`
	Text     string `json:"text"`
	By       string `json:"by"`
	Model    string `json:"model,omitempty"`
	Repaired bool   `json:"repaired,omitempty"`
}

const (
	syncEvery      = time.Second
	maxJournal     = 256 << 20
	maxJournalLine = 1 << 20
)

var keyEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// keyOf hashes a list of texts, each with its length before it.
func keyOf(list ...string) string {
	h := sha256.New()
	var n [8]byte
	for _, s := range list {
		binary.LittleEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		io.WriteString(h, s)
	}
	return keyEncoding.EncodeToString(h.Sum(nil)[:20])
}

// readJournal gives the finished sentences of a file by their key, the last of
// each: the one before it did not stand the checks. A missing file has none. Lines that can't be read are passed over:
// their sentences are asked for again.
func readJournal(path string) (map[string]entry, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New("translate.journal", path).Because(err)
	}
	defer f.Close()
	out := map[string]entry{}
	in := bufio.NewReaderSize(io.LimitReader(f, maxJournal), 64<<10)
	for {
		line, err := readLine(in)
		var e entry
		if len(line) > 0 && json.Unmarshal(line, &e) == nil && e.Key != "" && e.Text != "" {
			out[e.Key] = e
		}
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fault.New("translate.journal", path).Because(err)
		}
	}
}

// readLine reads a line, nil for one that is too long or not ended.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if long = long || len(line) > maxJournalLine; long {
			line = nil
		}
		switch err {
		case bufio.ErrBufferFull:
			continue
		case nil:
			return bytes.TrimSpace(line), nil
		}
		return nil, err // a torn line is none
	}
}

// openJournal opens the file for appending; a torn line at its end is ended.
func openJournal(path string) (*journal, error) {
	if path == "" {
		return nil, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fault.New("translate.journal", path).Because(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fault.New("translate.journal", path).Because(err)
	}
	j := &journal{file: f, path: path}
	if size, err := f.Seek(0, io.SeekEnd); err == nil && size > 0 {
		tail := make([]byte, 1)
		if _, err := f.ReadAt(tail, size-1); err == nil && tail[0] != '\n' {
			if _, err := f.Write([]byte{'\n'}); err != nil {
				f.Close()
				return nil, fault.New("translate.journal", path).Because(err)
			}
		}
	}
	return j, nil
}

// append writes finished sentences in one piece.
func (j *journal) append(list []entry) error {
	if j == nil || len(list) == 0 {
		return nil
	}
	var b strings.Builder
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	for _, e := range list {
		if err := w.Encode(e); err != nil {
			return fault.New("translate.journal", j.path).Because(err)
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, err := io.WriteString(j.file, b.String())
	j.dirty = true
	if now := time.Now(); err == nil && now.Sub(j.synced) >= syncEvery {
		err = j.file.Sync()
		j.synced, j.dirty = now, false
	}
	if err != nil {
		return fault.New("translate.journal", j.path).Because(err)
	}
	return nil
}

// close syncs what is not on the disk yet.
func (j *journal) close() error {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	var err error
	if j.dirty {
		err = j.file.Sync()
	}
	if closing := j.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fault.New("translate.journal", j.path).Because(err)
	}
	return nil
}
