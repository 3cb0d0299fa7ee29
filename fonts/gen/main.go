// Command gen makes the files in fonts/data, and fonts/MISSING.md, from the
// font packages on npm that README.md in fonts names:
//
//	go run ./fonts/gen -src DIR/node_modules
//
// The same packages give the same bytes.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/duizhao/duizhao/fonts/internal/pack"
	"github.com/duizhao/duizhao/fonts/internal/truetype"
)

// glyphsPerChunk: with 256 the files grow by 8 %, with 4096 a page of text
// unpacks far more than it needs.
const glyphsPerChunk = 1024

func main() {
	src := flag.String("src", "", "the node_modules folder that has @expo-google-fonts")
	out := flag.String("o", "fonts", "the folder of package fonts")
	flag.Parse()
	if *src == "" {
		fmt.Fprintln(os.Stderr, "gen: say where the npm packages are: -src DIR/node_modules")
		os.Exit(2)
	}
	if err := run(*src, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(src, out string) error {
	data := filepath.Join(out, "data")
	if err := os.MkdirAll(data, 0o777); err != nil {
		return err
	}
	sources, err := load(src)
	if err != nil {
		return err
	}
	licence, err := licenceText(src)
	if err != nil {
		return err
	}
	var origin, notices bytes.Buffer
	origin.WriteString("# Made by fonts/gen. One embedded font a line.\n")
	origin.WriteString("file\tfamily\tholder\tspdx\tpackage\tversion\tsource\tsha256-in\tsha256-out\tchanges\n")
	total := 0
	var fonts []*truetype.Font
	for _, r := range recipes {
		font, packed, err := r.bake(sources)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		file, s := r.name+".dzf", sources[r.source]
		if err := os.WriteFile(filepath.Join(data, file), packed, 0o666); err != nil {
			return err
		}
		holder := s.font.NameOf(truetype.NameCopyright)
		fmt.Fprintln(&origin, strings.Join([]string{file, font.NameOf(truetype.NameFamily), holder, "OFL-1.1",
			s.pkg, s.version, s.file, s.sum, sum(packed), r.changes}, "\t"))
		fmt.Fprintf(&notices, "%s: %s\n", file, holder)
		fmt.Printf("%-28s %6d characters %6d glyphs %9d bytes\n", file, len(font.Cmap), len(font.Advances), len(packed))
		total += len(packed)
		fonts = append(fonts, font)
	}
	fmt.Printf("%d bytes in all\n", total)
	notices.WriteString("\nThis Font Software is licensed under the SIL Open Font License, Version 1.1.\n\n")
	notices.Write(licence)
	for name, content := range map[string][]byte{
		filepath.Join(data, "ORIGIN.tsv"): origin.Bytes(),
		filepath.Join(data, "OFL.txt"):    notices.Bytes(),
		filepath.Join(out, "MISSING.md"):  missingReport(fonts),
	} {
		if err := os.WriteFile(name, content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// bake makes the font and its file.
func (r *recipe) bake(sources map[string]*source) (*truetype.Font, []byte, error) {
	if err := sources[r.source].mayBeTrimmed(); err != nil {
		return nil, nil, err
	}
	font, err := r.cook(sources)
	if err != nil {
		return nil, nil, err
	}
	packed, err := pack.Encode(font, glyphsPerChunk)
	return font, packed, err
}

// source is a font file of an npm package.
type source struct {
	pkg, version, file, sum string
	font                    *truetype.Font
}

// load reads the font files that the recipes are cut from.
func load(src string) (map[string]*source, error) {
	out := map[string]*source{}
	for key, path := range sourceFiles {
		pkg, file, _ := strings.Cut(path, "/")
		dir := filepath.Join(src, "@expo-google-fonts", pkg)
		manifest, err := os.ReadFile(filepath.Join(dir, "package.json"))
		if err != nil {
			return nil, err
		}
		var m struct{ Name, Version string }
		if err := json.Unmarshal(manifest, &m); err != nil {
			return nil, err
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		font, err := truetype.Parse(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out[key] = &source{pkg: m.Name, version: m.Version, file: file, sum: sum(b), font: font}
	}
	return out, nil
}

// mayBeTrimmed checks the licence that the name table states, since the
// packages' own licence file names a wrong holder; and that it reserves no
// name that the trimmed font would keep.
func (s *source) mayBeTrimmed() error {
	licence := s.font.NameOf(truetype.NameLicence)
	if !strings.Contains(licence, "SIL Open Font License, Version 1.1") {
		return fmt.Errorf("the name table does not state the OFL 1.1: %q", licence)
	}
	notice := s.font.NameOf(truetype.NameCopyright)
	if notice == "" || strings.Contains(strings.ToLower(notice), "reserved font name") {
		return fmt.Errorf("the notice %q is missing or reserves a name: rename the trimmed font", notice)
	}
	return nil
}

// licenceText is the OFL from its title on, without a holder's notice, with
// plain line ends.
func licenceText(src string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(src, "@expo-google-fonts", "noto-serif", "LICENSE_FONT"))
	if err != nil {
		return nil, err
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	_, body, ok := bytes.Cut(b, []byte("This license is copied below"))
	if ok {
		at := bytes.Index(body, []byte("SIL OPEN FONT LICENSE Version 1.1"))
		if at >= 0 {
			rule := "-----------------------------------------------------------\n"
			return append([]byte(rule), append(bytes.TrimSpace(body[at:]), '\n')...), nil
		}
	}
	return nil, fmt.Errorf("the licence file of noto-serif has another form than expected")
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
