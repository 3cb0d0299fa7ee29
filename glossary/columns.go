package glossary

import (
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// role is what a column holds.
type role uint8

const (
	roleOther role = iota // unknown: kept, not read
	roleTerm
	roleFirst // the form of the first mention in an article
	roleLater // the form of later mentions
	roleID
	roleNote
	roleDefinition
	rolePOS
	roleCase
	roleKeep // do-not-translate
	roleDomain
	roleClient
	roleArticle
)

// column is one column of the file.
type column struct {
	name   string // as written, trimmed
	role   role
	tag    lang.Tag // of a term, first or later form
	status Status   // of a term
}

// fixedColumns are the names that belong to no language.
var fixedColumns = map[string]role{
	"id": roleID, "note": roleNote, "notes": roleNote, "definition": roleDefinition,
	"part-of-speech": rolePOS, "pos": rolePOS, "case": roleCase, "do-not-translate": roleKeep,
	"domain": roleDomain, "client": roleClient, "article": roleArticle,
}

// parseColumn reads a column's name: one of fixedColumns, or a language with
// an optional -admitted, -deprecated, -forbidden, -first or -later.
func parseColumn(name string) column {
	c := column{name: strings.TrimSpace(name)}
	key := strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(c.name))
	if name, ok := otherNames[key]; ok {
		key = name
	}
	if r, ok := fixedColumns[key]; ok {
		c.role = r
		return c
	}
	c.role = roleTerm
	for _, suffix := range []struct {
		text   string
		role   role
		status Status
	}{
		{"-admitted", roleTerm, Admitted}, {"-deprecated", roleTerm, Deprecated}, {"-forbidden", roleTerm, Forbidden},
		{"-first", roleFirst, 0}, {"-later", roleLater, 0},
	} {
		if rest, ok := strings.CutSuffix(key, suffix.text); ok {
			key, c.role, c.status = rest, suffix.role, suffix.status
			break
		}
	}
	tag, ok := lang.Parse(key)
	if ok && tag == lang.Und {
		tag = lang.ZhHant // "zh": a term is found in either script all the same
	}
	// Only languages that have rules here: "it" and "no" are words of a header
	// more often than Italian and Norwegian.
	if c.tag = tag; !ok || !tag.Supported() && tag != "ja" {
		c.role = roleOther
	}
	return c
}

// otherNames are headers of tables that were never meant for a program, each
// in its own language.
var otherNames = map[string]string{
	"中文": "zh-hant", "繁體中文": "zh-hant", "繁中": "zh-hant", "繁体中文": "zh-hant", "正體中文": "zh-hant", "简体中文": "zh-hans", "簡體中文": "zh-hans", "简中": "zh-hans",
	"英文": "en", "英語": "en", "英语": "en", "韓文": "ko", "韩文": "ko", "韓語": "ko", "韩语": "ko", "備註": "note", "备注": "note", "註": "note", "定義": "definition", "定义": "definition",
	"중국어": "zh-hant", "번체": "zh-hant", "간체": "zh-hans", "영어": "en", "한국어": "ko", "비고": "note", "참고": "note", "정의": "definition",
}

// conflicted reports the line of a mark that git leaves in a file with a
// conflict, 0 for none.
func (f *file) conflicted() int {
	for _, r := range f.rows {
		for _, mark := range []string{"<<<<<<< ", "||||||| ", ">>>>>>> "} {
			if strings.HasPrefix(f.text[r.span.Start:r.span.End], mark) {
				return r.line
			}
		}
	}
	return 0
}

// header finds the header row and reads its columns.
func (f *file) header(path string) error {
	if line := f.conflicted(); line > 0 {
		return fault.New("glossary.merge-conflict", path).At(line, 0)
	}
	f.head = -1
	for i, r := range f.rows {
		if r.blank() {
			continue
		}
		if _, is := sepLine(f.text[r.span.Start:r.span.End]); is && i == 0 {
			continue
		}
		f.head = i
		break
	}
	if f.head < 0 {
		return fault.New("glossary.empty", path)
	}
	head, terms := f.rows[f.head], 0
	seen := map[column]bool{}
	for _, cell := range head.cells {
		c := parseColumn(cell.value)
		f.columns = append(f.columns, c)
		if c.role == roleTerm {
			terms++
		}
		key := c
		if key.name = ""; c.role == roleOther {
			continue
		}
		if seen[key] {
			return fault.New("glossary.duplicate-column", path, "Column", c.name).At(head.line, 0)
		}
		seen[key] = true
	}
	if terms == 0 {
		return fault.New("glossary.no-header", path).At(head.line, 0)
	}
	return nil
}
