// Package licences lists everything that the binary carries and that is not
// the project's own: Go modules, fonts and data sets, each with holder, licence
// text, source, version and what was changed.
package licences

import (
	"embed"
	"encoding/json"
	"io/fs"
	"sort"
	"strings"

	"github.com/duizhao/duizhao/fonts"
)

//go:embed modules.json data.json texts
var data embed.FS

// Entry is one thing that the binary carries.
type Entry struct {
	Kind    string `json:"kind"` // "module", "font" or "data"
	Name    string `json:"name"`
	Version string `json:"version"`
	Holder  string `json:"holder"`  // the copyright notice
	Licence string `json:"licence"` // SPDX id
	Source  string `json:"source"`
	Changes string `json:"changes"` // "none" for what is used as it came
	Text    string `json:"text"`    // the whole licence
}

// module is an entry of modules.json, made by licences/gen.
type module struct {
	Path, Version, Licence, Holder string
	Files                          []string // below texts/
}

// All lists the modules, then the fonts, then the data sets, each by name.
func All() ([]Entry, error) {
	raw, err := data.ReadFile("modules.json")
	if err != nil {
		return nil, err
	}
	var modules []module
	if err := json.Unmarshal(raw, &modules); err != nil {
		return nil, err
	}
	var out []Entry
	for _, m := range modules {
		e := Entry{Kind: "module", Name: m.Path, Version: m.Version, Holder: m.Holder, Licence: m.Licence, Source: m.Path, Changes: "none"}
		for _, f := range m.Files {
			text, err := fs.ReadFile(data, "texts/"+f)
			if err != nil {
				return nil, err
			}
			e.Text += string(text)
		}
		out = append(out, e)
	}
	var rest []Entry
	for _, l := range fonts.Licences() {
		rest = append(rest, Entry{Kind: "font", Name: l.File, Version: l.Version, Holder: l.Holder, Licence: l.SPDX,
			Source: l.Package + " " + l.Source, Changes: l.Changes, Text: l.Text})
	}
	sort.SliceStable(rest, func(i, j int) bool { return rest[i].Name < rest[j].Name })
	sets, err := dataSets()
	return append(append(out, rest...), sets...), err
}

// dataSet is an entry of data.json, which is written by hand: Files are the
// embedded files that it speaks for, Texts the licence files beside them.
type dataSet struct {
	Name, Version, Holder, Licence, Source, Changes string
	Files, Texts                                    []string
}

// dataSets lists the data that packages carry.
func dataSets() ([]Entry, error) {
	raw, err := data.ReadFile("data.json")
	if err != nil {
		return nil, err
	}
	var sets []dataSet
	if err := json.Unmarshal(raw, &sets); err != nil {
		return nil, err
	}
	var out []Entry
	for _, s := range sets {
		e := Entry{Kind: "data", Name: s.Name, Version: s.Version, Holder: s.Holder, Licence: s.Licence, Source: s.Source, Changes: s.Changes}
		for _, path := range s.Texts {
			text, err := fs.ReadFile(data, "texts/data_"+strings.ReplaceAll(path, "/", "_"))
			if err != nil {
				return nil, err
			}
			e.Text += string(text)
		}
		out = append(out, e)
	}
	return out, nil
}
