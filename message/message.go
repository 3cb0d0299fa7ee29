// Package message words what the tool says, in English, Traditional Chinese,
// Simplified Chinese and Korean, with go-i18n: errors, findings, help and the
// labels inside editions. Nothing else in the program holds wording.
//
// The catalogue is message/catalog/AREA.LANG.yaml, one set of four files for
// each package that has something to say. A finding's message has the id
// "finding." + code, a fault's the fault's own id.
package message

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"syscall"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

//go:embed catalog
var catalog embed.FS

// Printer words things in one language, and in English what that lacks.
type Printer struct {
	Lang      lang.Tag
	localizer *i18n.Localizer
}

// bundles holds what was loaded, by language: a run in one language reads the
// files of that one and of English only.
var bundles struct {
	sync.Mutex
	printers map[lang.Tag]*Printer
}

// New gives a printer for the first of tags that has a catalogue, else English.
func New(tags ...lang.Tag) *Printer {
	tag := lang.En
	for _, t := range tags {
		if has(t) {
			tag = t
			break
		}
	}
	bundles.Lock()
	defer bundles.Unlock()
	if p := bundles.printers[tag]; p != nil {
		return p
	}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	files, err := catalogFiles(tag)
	for _, f := range files {
		if err == nil {
			_, err = bundle.LoadMessageFileFS(catalog, f)
		}
	}
	if err != nil {
		panic("message: broken catalogue: " + err.Error()) // embedded data; TestCatalogue loads every file
	}
	p := &Printer{Lang: tag, localizer: i18n.NewLocalizer(bundle, string(tag), string(lang.En))}
	if bundles.printers == nil {
		bundles.printers = map[lang.Tag]*Printer{}
	}
	bundles.printers[tag] = p
	return p
}

// has reports whether tag is a language of messages.
func has(tag lang.Tag) bool {
	for _, t := range lang.UI {
		if t == tag {
			return true
		}
	}
	return false
}

// catalogFiles lists the files of a language and of English.
func catalogFiles(tag lang.Tag) ([]string, error) {
	entries, err := fs.ReadDir(catalog, "catalog")
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		base := strings.TrimSuffix(e.Name(), ".yaml")
		if l := strings.TrimPrefix(path.Ext(base), "."); l == string(tag) || l == string(lang.En) {
			files = append(files, "catalog/"+e.Name())
		}
	}
	return files, nil
}

// Text words the message id. args are pairs of name and value; a value named
// "Count" chooses the plural form. An id that no catalogue has comes back as
// itself, so that nothing is ever lost.
func (p *Printer) Text(id string, args ...any) string {
	data := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	return p.With(id, data)
}

// Has reports whether the printer's language, or English, has the message.
func (p *Printer) Has(id string) bool {
	_, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: 1, TemplateData: map[string]any{}})
	var missing *i18n.MessageNotFoundErr
	return !errors.As(err, &missing)
}

// With is Text with the arguments as a map.
func (p *Printer) With(id string, args map[string]any) string {
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: args}
	if n, ok := args["Count"]; ok {
		config.PluralCount = n
	}
	text, err := p.localizer.Localize(config)
	if text == "" && err != nil {
		return id
	}
	return text
}

// Finding words a finding, without its place.
func (p *Printer) Finding(f finding.Finding) string {
	return p.With("finding."+string(f.Code), f.Args)
}

// Labelled puts a label before a text, with the colon of the language.
func (p *Printer) Labelled(label, text string) string {
	return p.Text("common.labelled", "Label", label, "Text", text)
}

// Aside puts a short remark behind a text, in the brackets of the language.
func (p *Printer) Aside(text, remark string) string {
	return p.Text("common.aside", "Text", text, "Aside", remark)
}

// List joins the items of a list.
func (p *Printer) List(items []string) string { return strings.Join(items, p.Text("common.comma")) }

// Severity words a severity.
func (p *Printer) Severity(s finding.Severity) string { return p.Text("severity." + s.String()) }

// Language names a language in the printer's own language; a tag without a
// name comes back as written.
func (p *Printer) Language(tag lang.Tag) string {
	id := "language." + string(tag)
	if text := p.Text(id); text != id {
		return text
	}
	return string(tag)
}

// Error words an error as "file:line:column: what is wrong and what to do".
// An error that is no fault is given as it says itself.
func (p *Printer) Error(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err.Error()
	}
	var b strings.Builder
	if f.Path != "" {
		b.WriteString(f.Path)
		if f.Line > 0 {
			fmt.Fprintf(&b, ":%d", f.Line)
			if f.Column > 0 {
				fmt.Fprintf(&b, ":%d", f.Column)
			}
		}
		b.WriteString(": ")
	}
	args := map[string]any{"Path": f.Path}
	for k, v := range f.Args {
		args[k] = v
	}
	text := p.With(f.ID, args)
	if cause := p.cause(f.Err); cause != "" {
		text = p.Aside(text, cause)
	}
	return b.String() + text
}

// causes are the system's errors that have wording of their own. That a file
// is missing is said by every message about one.
var causes = []struct {
	err error
	id  string
}{
	{fs.ErrNotExist, ""}, {fs.ErrPermission, "os.permission"}, {syscall.ENOSPC, "os.no-space"}, {syscall.EROFS, "os.read-only"},
	{syscall.ENOTDIR, "os.not-folder"}, {syscall.EISDIR, "os.folder"},
}

// cause words what stands behind a fault; "" for nothing worth saying.
func (p *Printer) cause(err error) string {
	if err == nil {
		return ""
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			if c.id == "" {
				return ""
			}
			return p.Text(c.id)
		}
	}
	return p.Error(err)
}
