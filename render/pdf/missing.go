package pdf

import "fmt"

// codePoint writes a character as its number: [U+1F600].
func codePoint(r rune) string { return fmt.Sprintf("[U+%04X]", r) }
