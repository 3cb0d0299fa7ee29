// Package pipeline knows the order of the stages and nothing else does: it
// finds the files that belong to an article, reads, segments, aligns and
// checks them, puts editions together, renders them, and names what it writes.
package pipeline

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/read"
)

// Article is the files that belong together: NAME.LANG.ext.
type Article struct {
	Name       string
	Dir        string // of the source
	Under      string // folder of the outputs below the output folder, slash-separated; "" for none
	Source     File
	Targets    []File // in the order of the editions' columns
	Missing    []lang.Tag
	Glossaries []string // paths of termbases, later ones before earlier ones
}

// File is one text of an article.
type File struct {
	Path string
	Lang lang.Tag
}

// Ledger is the path of the article's ledger, whether it exists or not.
func (a Article) Ledger() string { return filepath.Join(a.Dir, a.Name+".duizhao.jsonl") }

// has reports a file that is one of the article's texts.
func (a Article) has(path string) bool {
	same := func(f File) bool { return filepath.Clean(f.Path) == filepath.Clean(path) }
	return same(a.Source) || slices.ContainsFunc(a.Targets, same)
}

// GlossaryName is the file name under which a folder's termbase is found.
const GlossaryName = "glossary.csv"

// limits of a walk over a folder: a person who names / or a home folder by
// mistake gets a message, not an hour of reading.
const (
	maxDepth   = 16
	maxEntries = 200_000
)

// Selection says which languages are wanted. The zero value takes what is there.
type Selection struct {
	From       lang.Tag   // the source's language; Und: Chinese, Traditional before Simplified
	To         []lang.Tag // the targets, in the order of the columns; nil: all that are there
	Glossaries []string   // termbases to use instead of the folder's own
	Project    string     // folder of the configuration, up to which termbases are looked for; "" for the one that is searched
}

// columnOrder is the order of targets where nobody asked for another.
var columnOrder = []lang.Tag{lang.ZhHant, lang.ZhHans, lang.En, lang.Ko}

// Discover finds the articles in a folder and the folders below it. Folders
// that begin with a dot or an underscore, node_modules and the folder skip of
// the outputs, "" for none, are passed over; that articles lie in it is an
// error, since they would be overlooked. Articles come sorted by folder and name.
func Discover(root, skip string, sel Selection) ([]Article, error) {
	skipAbs := ""
	if skip != "" {
		skipAbs, _ = filepath.Abs(skip)
	}
	groups := map[string]map[string][]File{} // folder → name → files
	entries := 0
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fault.New("pipeline.unreadable", path).Because(err)
		}
		if entries++; entries > maxEntries {
			return fault.New("pipeline.too-many-files", root, "Limit", maxEntries)
		}
		if e.IsDir() {
			return enter(root, path, e.Name(), skipAbs)
		}
		if hidden(e.Name()) {
			return nil
		}
		name, tag, ok := read.SplitName(path)
		if !ok || !Readable(path) {
			return nil
		}
		if tag == lang.Und { // NAME.zh.md: its script decides
			d, err := read.File(path, read.Options{})
			if err != nil {
				return err
			}
			tag = d.Lang
		}
		dir := filepath.Dir(path)
		if groups[dir] == nil {
			groups[dir] = map[string][]File{}
		}
		groups[dir][name] = append(groups[dir][name], File{Path: path, Lang: tag})
		return nil
	})
	if err != nil {
		return nil, err
	}
	found, err := assemble(root, groups, sel)
	if text := overlooked(root, skip, err != nil); text != "" {
		return nil, fault.New("pipeline.texts-in-output", skip, "Text", text)
	}
	return found, err
}

// One finds the article of a single source file: NAME.LANG.ext with what lies
// beside it. Its termbase may lie in the folders above it, up to root.
func One(path, root string, sel Selection) (Article, error) {
	name, tag, ok := read.SplitName(path)
	if !ok {
		return Article{}, fault.New("pipeline.not-named", path)
	}
	dir := filepath.Dir(path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return Article{}, fault.New("pipeline.unreadable", dir).Because(err)
	}
	var files []File
	for _, e := range entries {
		other := filepath.Join(dir, e.Name())
		n, t, ok := read.SplitName(other)
		if e.IsDir() || hidden(e.Name()) || !ok || n != name || !Readable(other) {
			continue
		}
		if t == lang.Und {
			d, err := read.File(other, read.Options{})
			if err != nil {
				return Article{}, err
			}
			t = d.Lang
		}
		if filepath.Base(path) == e.Name() {
			tag = t
		}
		files = append(files, File{Path: other, Lang: t})
	}
	sel.From = tag
	a, ok, err := compose(name, dir, files, sel)
	if err != nil {
		return a, err
	}
	if !ok {
		return a, fault.New("pipeline.unreadable", path)
	}
	if a.Glossaries = sel.Glossaries; a.Glossaries == nil {
		a.Glossaries = findGlossary(dir, root, sel.Project)
	}
	return a, nil
}

// hidden reports names that are no person's texts: dot files, among them the
// ._NAME that macOS leaves on other systems' disks, the ~$NAME of an office
// program, and what begins with an underscore.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || strings.HasPrefix(name, "~$")
}

// enter decides whether a walk goes into a folder.
func enter(root, path, name, skip string) error {
	if path == root {
		return nil
	}
	rel, _ := filepath.Rel(root, path)
	if hidden(name) || name == "node_modules" || strings.Count(filepath.ToSlash(rel), "/") >= maxDepth {
		return fs.SkipDir
	}
	if abs, err := filepath.Abs(path); err == nil && abs == skip {
		return fs.SkipDir
	}
	return nil
}

// Readable reports whether a file's ending is one that read knows.
func Readable(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown", ".txt", ".text":
		return true
	}
	return false
}

// assemble makes articles of the files found. A name without a source in the
// wanted language is no article: a README.en.md beside the texts, say.
func assemble(root string, groups map[string]map[string][]File, sel Selection) ([]Article, error) {
	var articles []Article
	expected := map[lang.Tag]bool{}
	for _, dir := range sortedKeys(groups) {
		for _, name := range sortedKeys(groups[dir]) {
			a, ok, err := compose(name, dir, groups[dir][name], sel)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			if rel, err := filepath.Rel(root, dir); err == nil && rel != "." {
				a.Under = filepath.ToSlash(rel)
			}
			if a.Glossaries = sel.Glossaries; a.Glossaries == nil {
				a.Glossaries = findGlossary(dir, root, sel.Project)
			}
			for _, t := range a.Targets {
				expected[t.Lang] = true
			}
			articles = append(articles, a)
		}
	}
	if len(articles) == 0 {
		return nil, fault.New("pipeline.no-articles", root)
	}
	for i := range articles {
		if sel.To == nil {
			articles[i].Missing = missing(articles[i], expected)
		}
	}
	return articles, nil
}

// compose sorts one name's files into source and targets.
func compose(name, dir string, files []File, sel Selection) (a Article, ok bool, err error) {
	byLang := map[lang.Tag]File{}
	for _, f := range files {
		if other, twice := byLang[f.Lang]; twice {
			return a, false, fault.New("pipeline.two-files", f.Path, "Other", other.Path, "Lang", string(f.Lang))
		}
		byLang[f.Lang] = f
	}
	from := sel.From
	if from == lang.Und {
		from = lang.ZhHant
		if _, ok := byLang[from]; !ok {
			from = lang.ZhHans
		}
	}
	source, ok := byLang[from]
	if !ok {
		return a, false, nil
	}
	delete(byLang, from)
	a = Article{Name: name, Dir: dir, Source: source}
	for _, tag := range order(byLang, sel.To) {
		f, ok := byLang[tag]
		if !ok {
			return a, false, fault.New("pipeline.no-translation", source.Path, "Lang", string(tag),
				"Wanted", name+"."+string(tag)+filepath.Ext(source.Path))
		}
		a.Targets = append(a.Targets, f)
	}
	return a, true, nil
}

// order lists the targets as columns: as asked for, else the usual order.
func order(byLang map[lang.Tag]File, to []lang.Tag) []lang.Tag {
	if to != nil {
		return to
	}
	var out []lang.Tag
	for _, t := range columnOrder {
		if _, ok := byLang[t]; ok {
			out = append(out, t)
		}
	}
	for _, t := range sortedKeys(byLang) {
		if !contains(columnOrder, t) {
			out = append(out, t)
		}
	}
	return out
}

// missing lists the languages that other articles of the folder have and this
// one lacks.
func missing(a Article, expected map[lang.Tag]bool) []lang.Tag {
	have := map[lang.Tag]bool{a.Source.Lang: true}
	for _, t := range a.Targets {
		have[t.Lang] = true
	}
	var out []lang.Tag
	for _, t := range sortedKeys(expected) {
		if !have[t] {
			out = append(out, t)
		}
	}
	return out
}

// findGlossary looks for a termbase beside the article, in dir, then in the
// folders above it up to root. In a project, "" for none, it goes on up to the
// project's folder, so that a command about one file has the terms that a build
// has; of a text that lies elsewhere the project's own termbase is the last.
func findGlossary(dir, root, project string) []string {
	if project != "" && holds(project, dir) {
		root = project
	}
	places := above(dir, root)
	if project != "" {
		places = append(places, project)
	}
	for _, place := range places {
		path := filepath.Join(place, GlossaryName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return []string{path}
		}
	}
	return nil
}

// above are a folder and those above it up to root; the folder alone where
// root is not above it.
func above(dir, root string) []string {
	out := []string{dir}
	from, err := filepath.Abs(dir)
	if err != nil {
		return out
	}
	top, err := filepath.Abs(root)
	if err != nil {
		return out
	}
	way, err := filepath.Rel(top, from)
	if err != nil || !filepath.IsLocal(way) || way == "." {
		return out
	}
	for range strings.Split(way, string(filepath.Separator)) {
		dir = filepath.Join(dir, "..")
		out = append(out, dir)
	}
	return out
}

// Loose makes one article of files named one by one. The language of each is
// in langs where the user gave it, else in its name, else in its script; the
// source is the one in sel.From's language, else the only Chinese one, else
// the first.
func Loose(paths []string, langs map[string]lang.Tag, sel Selection) (Article, error) {
	var files []File
	for _, path := range paths {
		tag := langs[path]
		if tag == lang.Und {
			d, err := read.File(path, read.Options{})
			if err != nil {
				return Article{}, err
			}
			tag = d.Lang
		}
		files = append(files, File{Path: path, Lang: tag})
	}
	at := 0
	for i, f := range files {
		if f.Lang == sel.From || sel.From == lang.Und && f.Lang.Chinese() {
			at = i
			break
		}
	}
	source := files[at]
	targets := append(append([]File(nil), files[:at]...), files[at+1:]...)
	seen := map[lang.Tag]string{source.Lang: source.Path}
	for _, t := range targets {
		if other := seen[t.Lang]; other != "" {
			return Article{}, fault.New("pipeline.two-files", t.Path, "Other", other, "Lang", string(t.Lang))
		}
		seen[t.Lang] = t.Path
	}
	if sel.To != nil {
		byLang := map[lang.Tag]File{}
		for _, t := range targets {
			byLang[t.Lang] = t
		}
		targets = nil
		for _, tag := range sel.To {
			f, ok := byLang[tag]
			if !ok {
				return Article{}, fault.New("pipeline.no-translation", source.Path, "Lang", string(tag), "Wanted", string(tag))
			}
			targets = append(targets, f)
		}
	}
	name, _, _ := read.SplitName(source.Path)
	a := Article{Name: name, Dir: filepath.Dir(source.Path), Source: source, Targets: targets, Glossaries: sel.Glossaries}
	if a.Glossaries == nil {
		a.Glossaries = findGlossary(a.Dir, a.Dir, sel.Project)
	}
	return a, nil
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}

func contains(tags []lang.Tag, tag lang.Tag) bool {
	for _, t := range tags {
		if t == tag {
			return true
		}
	}
	return false
}
