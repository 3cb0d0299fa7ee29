package fonts

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// openUser reads and checks a font that the user gave; suffix becomes part of
// its name.
func openUser(path, suffix string) (*font, error) {
	data, err := readFont(path)
	if err != nil {
		return nil, err
	}
	tt, err := truetype.Parse(data)
	if err != nil {
		return nil, userFault(path, err)
	}
	if len(tt.Cmap) == 0 {
		return nil, fault.New("fonts.empty", path)
	}
	name := postScriptName(tt, path)
	// usWeightClass of OS/2: 600 is semi-bold.
	bold := binary.BigEndian.Uint16(tt.OS2[4:]) >= 600
	f := newFont(name+suffix, bold, func() (*truetype.Font, error) { return tt, nil })
	f.path = path
	return f, nil
}

// readFont reads a file of bounded size.
func readFont(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fault.New("fonts.unreadable", path).Because(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, truetype.MaxFile+1))
	if err != nil {
		return nil, fault.New("fonts.unreadable", path).Because(err)
	}
	if len(data) > truetype.MaxFile {
		return nil, fault.New("fonts.large", path, "Megabytes", truetype.MaxFile>>20)
	}
	return data, nil
}

// userFault says what is wrong with a font file.
func userFault(path string, err error) error {
	id := "fonts.damaged"
	switch {
	case errors.Is(err, truetype.ErrCollection):
		id = "fonts.collection"
	case errors.Is(err, truetype.ErrCFF):
		id = "fonts.cff"
	case errors.Is(err, truetype.ErrWOFF):
		id = "fonts.woff"
	case errors.Is(err, truetype.ErrNotFont):
		id = "fonts.not-font"
	case errors.Is(err, truetype.ErrNoUnicode):
		id = "fonts.empty"
	case errors.Is(err, truetype.ErrRestricted):
		id = "fonts.restricted"
	}
	return fault.New(id, path).Because(err)
}

// postScriptName is the font's name for PDF files: printable ASCII without
// the delimiters of PDF (name table chapter, id 6), at most 63 bytes. A font
// with none is called after its file.
func postScriptName(tt *truetype.Font, path string) string {
	for _, name := range []string{tt.NameOf(truetype.NamePostScript), filepath.Base(path), "Font"} {
		var out []byte
		for _, r := range name {
			if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' {
				out = append(out, byte(r))
			}
		}
		if len(out) > 0 {
			return string(out[:min(len(out), 63)])
		}
	}
	return ""
}
