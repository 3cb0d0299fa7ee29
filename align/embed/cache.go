package embed

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/atomicfile"
)

// A cached vector is a file named by the SHA-256 of service, model and text,
// in a folder named by its first two figures: the numbers as little-endian
// float32 and nothing else.

func (c *Client) path(text string) string {
	h := sha256.New()
	for _, s := range []string{c.URL, c.Model, text} {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	name := hex.EncodeToString(h.Sum(nil))
	return filepath.Join(c.Cache, name[:2], name[2:]+".f32")
}

// cached gives a text's vector, or nil: a file that is broken counts as none.
func (c *Client) cached(text string) []float32 {
	if c.Cache == "" {
		return nil
	}
	path := c.path(text)
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 || info.Size()%4 != 0 || info.Size() > 4*maxSize {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil || len(data)%4 != 0 {
		return nil
	}
	numbers := make([]float64, len(data)/4)
	for k := range numbers {
		numbers[k] = float64(math.Float32frombits(binary.LittleEndian.Uint32(data[4*k:])))
	}
	v, ok := vector(numbers)
	if !ok {
		return nil
	}
	return v
}

func (c *Client) keep(text string, v []float32) error {
	if c.Cache == "" {
		return nil
	}
	path := c.path(text)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	data := make([]byte, 0, 4*len(v))
	for _, x := range v {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
	}
	return atomicfile.Write(path, data, 0o644)
}
