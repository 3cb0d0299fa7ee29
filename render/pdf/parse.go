package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// parseFile reads the objects by the table at the end. The file is fpdf's, so
// only its ways are known here.
func parseFile(data []byte) (*file, error) {
	broken := errors.New("fpdf wrote a file that cannot be read")
	i := bytes.LastIndex(data, []byte("startxref\n"))
	if i < 0 {
		return nil, broken
	}
	var at, size int
	if _, err := fmt.Sscanf(string(data[i+10:]), "%d", &at); err != nil || at < 0 || at >= len(data) {
		return nil, broken
	}
	table := data[at:]
	if _, err := fmt.Sscanf(string(table[:min(40, len(table))]), "xref\n0 %d", &size); err != nil || size < 2 {
		return nil, broken
	}
	rows := bytes.IndexByte(table, '\n') + 1
	rows += bytes.IndexByte(table[rows:], '\n') + 1
	if rows+20*size > len(table) {
		return nil, broken
	}
	f := &file{objects: make([]*object, size)}
	for n := 1; n < size; n++ {
		offset, err := strconv.Atoi(string(table[rows+20*n : rows+20*n+10]))
		if err != nil || offset >= at {
			return nil, broken
		}
		if f.objects[n], err = parseObject(data[offset:at]); err != nil {
			return nil, err
		}
	}
	trailer := table[rows+20*size:]
	f.root, f.info = reference(trailer, "/Root"), reference(trailer, "/Info")
	if f.root <= 0 || f.root >= size || f.info <= 0 || f.info >= size {
		return nil, broken
	}
	return f, nil
}

var lengthKey = regexp.MustCompile(`/Length (\d+)`)

// parseObject reads "n 0 obj … endobj".
func parseObject(data []byte) (*object, error) {
	i := bytes.Index(data, []byte(" obj\n"))
	end := bytes.Index(data, []byte("endobj"))
	if i < 0 || end < 0 {
		return nil, errors.New("fpdf wrote an object without an end")
	}
	data = data[i+5:]
	s := bytes.Index(data, []byte("stream\n"))
	if s < 0 || s > end {
		return &object{value: bytes.Clone(bytes.TrimSpace(data[:end-i-5]))}, nil
	}
	m := lengthKey.FindSubmatch(data[:s])
	if m == nil {
		return nil, errors.New("fpdf wrote a stream without a length")
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil || s+7+n > len(data) {
		return nil, errors.New("fpdf wrote a stream with a wrong length")
	}
	return &object{value: bytes.Clone(bytes.TrimSpace(data[:s])), stream: data[s+7 : s+7+n]}, nil
}

// reference is the number after a key, as in "/Root 12 0 R"; 0 for none.
func reference(value []byte, key string) int {
	i := bytes.Index(value, []byte(key+" "))
	if i < 0 {
		return 0
	}
	n := 0
	for _, c := range value[i+len(key)+1:] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}
