package memory

import (
	"crypto/sha256"
	"io"
	"os"

	"github.com/duizhao/duizhao/exchange"
	"github.com/duizhao/duizhao/fault"
)

// Open reads TMX files. The index of each comes from cacheDir where it has one
// of the file's present content, else it is made and put there. With an empty
// cacheDir nothing is cached. A damaged or outdated cache is made anew, and
// one that can't be written is done without.
func Open(paths []string, cacheDir string) (*Memory, error) {
	m := New()
	for _, path := range paths {
		s, err := open(path, cacheDir)
		if err != nil {
			return nil, err
		}
		m.shards = append(m.shards, s)
	}
	return m, nil
}

func open(path, cacheDir string) (*shard, error) {
	data, err := read(path, exchange.MaxFile)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	if cacheDir != "" {
		if s := cached(cacheDir, path, sum); s != nil {
			return s, nil
		}
	}
	f, err := exchange.Read(path, data, exchange.TMX)
	if err != nil {
		return nil, err
	}
	s := &shard{path: path, notes: header{f.Props, f.Notes}}
	list := Units(f)
	for i := range list {
		s.units = append(s.units, &list[i])
	}
	if cacheDir != "" {
		s.indexAll()
		cache(cacheDir, s, sum)
	}
	return s, nil
}

// read reads a file of at most limit bytes.
func read(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New("memory.unreadable", path).Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fault.New("memory.unreadable", path).Because(err)
	}
	if int64(len(data)) > limit {
		return nil, fault.New("memory.too-large", path, "Limit", limit>>20)
	}
	return data, nil
}
