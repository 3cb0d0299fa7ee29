package fonts

// Licence says where an embedded font comes from and on what terms.
type Licence struct {
	File    string // name of the embedded file
	Family  string // "Noto Serif TC"
	Holder  string // the copyright notice of the font's name table (id 0)
	SPDX    string // "OFL-1.1"
	Text    string // the whole licence, headed by the notice
	Package string // npm package that the font was cut from
	Version string // of that package
	Source  string // the file in it
	In, Out string // SHA-256 (hex) of that file and of the embedded one
	Changes string // what was changed, in English
}

// Licences lists the embedded fonts in the order of their file names.
func Licences() []Licence { return nil }
