package read

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/fault"
)

// maxFrontMatter is how many bytes of front matter are read.
const maxFrontMatter = 64 << 10

// frontMatter is what stands between the two fences at the head of a Markdown
// file. The zero value is a file without any.
type frontMatter struct {
	end    int // offset of the Markdown after it
	title  *doc.Block
	fields []doc.Field // scalars at the top, in order; those of sequences joined
}

// field gives the value of the first of the keys that is there.
func (f *frontMatter) field(keys ...string) string {
	for _, key := range keys {
		for _, v := range f.fields {
			if strings.EqualFold(v.Key, key) {
				return v.Value
			}
		}
	}
	return ""
}

var (
	mappingLine = lazy(`^["']?[\p{L}_][\p{L}\p{N}_.\- ]*["']?\s*:(?:\s|$)`)
	yamlLine    = lazy(`^line (\d+): `)
)

// readFrontMatter reads YAML between two lines of "---" at the beginning of
// text. Lines that do not look like a mapping are left to Markdown, in which
// "---" is a thematic break; what looks like one and cannot be read is a fault.
func readFrontMatter(path, text string) (frontMatter, error) {
	if fence(text, "+++") > 0 {
		if _, end := fenced(text, "+++"); end > 0 {
			return frontMatter{}, fault.New("read.toml-front-matter", path).At(1, 1)
		}
	}
	start := fence(text, "---")
	if start == 0 {
		return frontMatter{}, nil
	}
	stop, end := fenced(text, "---")
	if end == 0 || !looksLikeMapping(text[start:stop]) {
		return frontMatter{}, nil
	}
	f := frontMatter{end: end}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text[start:stop]), &root); err != nil {
		line := 2
		reason := strings.TrimPrefix(err.Error(), "yaml: ")
		if m := yamlLine().FindStringSubmatch(reason); m != nil {
			n, _ := strconv.Atoi(m[1])
			line, reason = 1+n, reason[len(m[0]):]
		}
		return f, fault.New("read.front-matter", path, "Reason", reason).At(line, 1)
	}
	if len(root.Content) == 0 { // nothing but comments
		return f, nil
	}
	if root.Content[0].Kind != yaml.MappingNode {
		return frontMatter{}, nil
	}
	return f, f.read(path, text, start, stop, root.Content[0])
}

// fence gives the offset after the first line of text if it is the mark.
func fence(text, mark string) int {
	end, next := strings.IndexByte(text, '\n'), 0
	if end < 0 {
		return 0
	}
	next = end + 1
	if strings.TrimRight(text[:end], " \t\r") != mark {
		return 0
	}
	return next
}

// fenced finds the line that closes front matter: where it begins and where
// the text after it does. end is 0 when there is none near enough.
func fenced(text, mark string) (stop, end int) {
	at := fence(text, mark)
	for at < len(text) && at < maxFrontMatter {
		next := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		l := strings.TrimRight(text[at:next], " \t\r\n")
		if l == mark || mark == "---" && l == "..." {
			return at, next
		}
		at = next
	}
	return 0, 0
}

// looksLikeMapping reports whether the first line that is neither blank nor a
// comment begins with a key. Nothing at all counts as an empty mapping.
func looksLikeMapping(s string) bool {
	for l := range strings.Lines(s) {
		l = strings.TrimSpace(l)
		if l != "" && l[0] != '#' {
			return mappingLine().MatchString(l)
		}
	}
	return true
}

// read takes the fields of the mapping. start and stop bound the YAML in text.
func (f *frontMatter) read(path, text string, start, stop int, m *yaml.Node) error {
	seen := map[string]bool{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, value := m.Content[i], m.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			continue
		}
		if seen[key.Value] {
			return fault.New("read.front-matter-twice", path, "Key", key.Value).At(1+key.Line, key.Column)
		}
		seen[key.Value] = true
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		limit := stop
		if i+2 < len(m.Content) {
			limit = offset(text, start, stop, m.Content[i+2].Line, 1)
		}
		at := offset(text, start, stop, value.Line, value.Column)
		switch value.Kind {
		case yaml.ScalarNode:
			if value.Tag == "!!null" {
				continue
			}
			b := builder{src: text}
			src := scalar(&b, value, at, max(at, limit))
			f.fields = append(f.fields, doc.Field{Key: key.Value, Value: strings.TrimSpace(value.Value), Src: src})
			if strings.EqualFold(key.Value, "title") && f.title == nil {
				f.title = b.block(doc.Title, src)
			}
		case yaml.SequenceNode:
			var parts []string
			for _, item := range value.Content {
				if item.Kind == yaml.ScalarNode && item.Tag != "!!null" {
					parts = append(parts, strings.TrimSpace(item.Value))
				}
			}
			if len(parts) > 0 {
				end := at + len(strings.TrimRight(text[at:max(at, limit)], " \t\r\n"))
				f.fields = append(f.fields, doc.Field{Key: key.Value, Value: strings.Join(parts, ", "), Src: doc.Span{Start: at, End: end}})
			}
		}
	}
	return nil
}

// offset turns a line and column of the YAML, both from 1 and the column in
// code points, into an offset of text.
func offset(text string, start, stop, line, column int) int {
	at := start
	for ; line > 1 && at < stop; line-- {
		i := strings.IndexByte(text[at:stop], '\n')
		if i < 0 {
			return stop
		}
		at += i + 1
	}
	for ; column > 1 && at < stop; column-- {
		_, n := utf8.DecodeRuneInString(text[at:stop])
		at += n
	}
	return at
}

// scalar adds a scalar's value to b and gives its place: the very bytes where
// the file has them in one piece, with or without quotes around, and otherwise
// (escapes, folded lines) all from at to limit as one run.
func scalar(b *builder, n *yaml.Node, at, limit int) doc.Span {
	for _, quote := range []int{0, 1} {
		from := at + quote
		if to := from + len(n.Value); n.Value != "" && to <= limit && b.src[from:to] == n.Value {
			b.file(from, to, ink{})
			return doc.Span{Start: from, End: to}
		}
	}
	end := at + len(strings.TrimRight(b.src[at:limit], " \t\r\n"))
	src := doc.Span{Start: at, End: end}
	b.put(strings.Join(strings.Fields(n.Value), " "), src, ink{})
	return src
}
