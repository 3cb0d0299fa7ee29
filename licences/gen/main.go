// Command gen collects the licences of the modules that the binary is linked
// from, on every system that it is built for, into licences/modules.json and
// licences/texts, and copies there the licence files that licences/data.json
// names. Run it from the module's root after a change of either:
//
//	go run ./licences/gen
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

type module struct {
	Path, Version, Licence, Holder string
	Files                          []string
	dir                            string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "licences/gen:", err)
		os.Exit(1)
	}
}

func run() error {
	modules := map[string]*module{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}", "./cmd/duizhao")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return err
		}
		for _, line := range strings.Split(string(out), "\n") {
			if f := strings.Split(line, "\t"); len(f) == 3 && f[1] != "" {
				modules[f[0]] = &module{Path: f[0], Version: f[1], dir: f[2]}
			}
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	modules["std"] = &module{Path: "std", Version: "the Go version of the build", dir: strings.TrimSpace(string(goroot))}
	texts := filepath.Join("licences", "texts")
	if err := os.RemoveAll(texts); err != nil {
		return err
	}
	if err := os.MkdirAll(texts, 0o755); err != nil {
		return err
	}
	if err := copyData(texts); err != nil {
		return err
	}
	var list []*module
	for _, m := range modules {
		if err := collect(m, texts); err != nil {
			return err
		}
		list = append(list, m)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path < list[j].Path })
	data, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("licences", "modules.json"), append(data, '\n'), 0o644)
}

var licenceFile = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice|patents)([-._].*)?$`)
var copyright = regexp.MustCompile(`(?im)^[ \t*#/>]*copyright(?: ©|:? \(c\)| \d{4}).*$`)

// collect copies a module's licence files and reads holder and licence.
func collect(m *module, texts string) error {
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return err
	}
	all := ""
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(m.dir, e.Name()))
		if err != nil {
			return err
		}
		name := strings.ReplaceAll(m.Path, "/", "_") + "_" + strings.ReplaceAll(e.Name(), ".", "_") + ".txt"
		if err := os.WriteFile(filepath.Join(texts, name), data, 0o644); err != nil {
			return err
		}
		m.Files = append(m.Files, name)
		all += string(data)
	}
	if len(m.Files) == 0 {
		return fmt.Errorf("%s has no licence file in %s", m.Path, m.dir)
	}
	var holders []string
	for _, line := range copyright.FindAllString(all, -1) {
		holders = append(holders, strings.TrimSpace(strings.TrimLeft(line, " \t*#/>")))
	}
	m.Holder = strings.Join(holders, "; ")
	m.Licence = identify(all)
	if m.Holder == "" && (m.Licence == "CC0-1.0" || m.Licence == "Unlicense") {
		m.Holder = "none: dedicated to the public domain by its authors"
	}
	if m.Holder == "" {
		m.Holder = sourceNotice(m.dir)
	}
	if m.Holder == "" {
		return fmt.Errorf("%s: no copyright notice found", m.Path)
	}
	if m.Licence == "" {
		return fmt.Errorf("%s: unknown licence", m.Path)
	}
	return nil
}

// sourceNotice reads the copyright notice at the head of a module's source,
// for modules whose licence file has none.
func sourceNotice(dir string) string {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		if line := copyright.FindString(string(data[:min(len(data), 1000)])); line != "" {
			return strings.TrimSpace(strings.TrimLeft(line, " \t*#/>"))
		}
	}
	return ""
}

// identify names the licence of a text by what only that licence says.
func identify(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	for _, l := range []struct{ id, phrase string }{
		{"Apache-2.0", "Apache License Version 2.0"},
		{"BSD-3-Clause", "Neither the name of"},
		{"BSD-3-Clause", "may not be used to endorse or promote products derived from this software"},
		{"BSD-2-Clause", "Redistributions in binary form must reproduce"},
		{"MIT", "Permission is hereby granted, free of charge"},
		{"MPL-2.0", "Mozilla Public License Version 2.0"},
		{"ISC", "Permission to use, copy, modify, and/or distribute this software"},
		{"CC0-1.0", "CC0 1.0 Universal"},
		{"Unlicense", "This is free and unencumbered software"},
	} {
		if strings.Contains(flat, l.phrase) {
			return l.id
		}
	}
	return ""
}

// copyData copies the licence files that stand beside data sets, since a
// package can embed only what lies below it.
func copyData(texts string) error {
	raw, err := os.ReadFile(filepath.Join("licences", "data.json"))
	if err != nil {
		return err
	}
	var sets []struct{ Texts []string }
	if err := json.Unmarshal(raw, &sets); err != nil {
		return err
	}
	for _, s := range sets {
		for _, path := range s.Texts {
			data, err := os.ReadFile(filepath.FromSlash(path))
			if err != nil {
				return err
			}
			name := "data_" + strings.ReplaceAll(path, "/", "_")
			if err := os.WriteFile(filepath.Join(texts, name), data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
