package html

import "strings"

// box draws the box of an item in a task list (GitHub Flavored Markdown, 5.3)
// that a text begins with, and gives its length in bytes, 0 for none. The
// letters stay in the page for whoever hears or copies it.
func (w *writer) box(text string) int {
	class := "tk"
	switch {
	case strings.HasPrefix(text, "[x] "), strings.HasPrefix(text, "[X] "):
		class = "tk on"
	case !strings.HasPrefix(text, "[ ] "):
		return 0
	}
	w.raw("<span class=\"", class, "\"><span class=\"vh\">", text[:3], "</span></span>")
	return 3
}
