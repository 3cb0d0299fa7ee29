package draft

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// manner is how words are written so that a reader takes them for words.
type manner int

const (
	markdown manner = iota // as a person would: backslashes only where needed
	inHTML                 // tags for styles, references for all marks: also good inside a block of HTML
	bare                   // the words alone, marks as references
	plain                  // a text file
)

// escapeMarkdown writes words within a paragraph. prev is the character before
// them, and edge says that markup follows.
func escapeMarkdown(s string, prev rune, cell, edge bool) string {
	var b strings.Builder
	for i, r := range s {
		rest := s[i+utf8.RuneLen(r):]
		next, _ := utf8.DecodeRuneInString(rest)
		last := rest == ""
		escape := false
		switch r {
		case '\\', '*', '`', '[', ']':
			escape = true
		case '_':
			escape = !alphanumeric(prev) || !alphanumeric(next)
		case '~':
			escape = prev == '~' || next == '~' || last && edge
		case '|':
			escape = cell
		case '!':
			escape = last && edge
		case '<':
			escape = last || next == '/' || next == '!' || next == '?' || asciiLetter(next)
		case '&':
			escape = last && edge || reference.MatchString(rest)
		}
		if escape {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// reference is what makes a character reference of an ampersand before it.
var reference = regexp.MustCompile(`^#?[0-9A-Za-z]+;`)

func asciiLetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

func alphanumeric(r rune) bool { return asciiLetter(r) || '0' <= r && r <= '9' }

// escapeReferences writes the ASCII marks of words that could be markup as
// character references, which mean themselves in Markdown and in HTML alike.
func escapeReferences(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r < utf8.RuneSelf && !alphanumeric(r) && !strings.ContainsRune(` ,;:?'()%/$@.-"+`, r):
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// guardReferences is guard for what escapeReferences wrote.
func guardReferences(line string) string {
	guarded := guard(line)
	if at := strings.IndexByte(guarded, '\\'); guarded != line {
		return guarded[:at] + "&#" + strconv.Itoa(int(line[at])) + ";" + line[at+1:]
	}
	return line
}

var (
	thematic = regexp.MustCompile(`^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*|-+[ \t]*)$`)
	bullet   = regexp.MustCompile(`^[-+](?:[ \t]|$)`)
	numbered = regexp.MustCompile(`^(\d{1,9})([.)])(?:[ \t]|$)`)
	hashes   = regexp.MustCompile(`^#{1,6}(?:[ \t]|$)`)
	tildes   = regexp.MustCompile(`^~{3}`)
)

// guard keeps the beginning of a line from being the mark of a block.
func guard(line string) string {
	switch {
	case line == "":
		return line
	case thematic.MatchString(line), bullet.MatchString(line), hashes.MatchString(line), tildes.MatchString(line), line[0] == '>', line[0] == '|', strings.HasPrefix(line, ": "):
		return "\\" + line
	}
	if m := numbered.FindStringSubmatch(line); m != nil {
		return m[1] + "\\" + line[len(m[1]):]
	}
	return line
}

// unhash keeps the hashes that end a heading.
func unhash(s string) string {
	if strings.HasSuffix(s, "#") && !strings.HasSuffix(s, "\\#") {
		return s[:len(s)-1] + "\\#"
	}
	return s
}

// fence writes a span of code. In a table's cell a bar is escaped.
func fence(text string, cell bool) string {
	if cell {
		text = strings.ReplaceAll(text, "|", "\\|")
	}
	longest, run := 0, 0
	for i := range len(text) {
		if text[i] == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	marks := strings.Repeat("`", longest+1)
	if longest == len(text) || text[0] == '`' || text[len(text)-1] == '`' || text[0] == ' ' && text[len(text)-1] == ' ' && strings.Trim(text, " ") != "" {
		return marks + " " + text + " " + marks
	}
	return marks + text + marks
}

// destination writes the address of a link or picture.
func destination(dest string) string {
	if strings.ContainsAny(dest, " ()<>\t\\&*_`[]") || dest == "" {
		return "<" + strings.NewReplacer("<", "\\<", ">", "\\>", "\\", "\\\\", "&", "&amp;", "\n", "%0A").Replace(dest) + ">"
	}
	return dest
}

// attribute writes the value of an HTML attribute in double quotes.
func attribute(s string) string { return `"` + html.EscapeString(s) + `"` }

// yaml writes a scalar of the front matter so that it is read back as this
// text. The form in which the bytes are the text itself is preferred, since a
// sentence within it can then be pointed at.
func yaml(s string) string {
	switch {
	case !strings.ContainsAny(s, "\"\\\n"):
		return `"` + s + `"`
	case !strings.ContainsAny(s, "'\n"):
		return "'" + s + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}
