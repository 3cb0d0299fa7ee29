package doc

import (
	"fmt"
	"strings"
	"testing"
)

// TestPlace: what EmptyPlace writes is read back; what only looks like it is
// text.
func TestPlace(t *testing.T) {
	if id, ok := ParsePlace(" " + EmptyPlace("s7h2kq4c") + "\n"); !ok || id != "s7h2kq4c" {
		t.Error(id, ok)
	}
	for _, text := range []string{"", "⟦⟧", "⟦7a⟧", "⟦A⟧", "⟦a", "⟦a b⟧", "⟦a⟧.", "⟦a⟧⟦b⟧", "x ⟦a⟧", "⟦" + strings.Repeat("a", 100) + "⟧"} {
		if id, ok := ParsePlace(text); ok {
			t.Errorf("%q is no single place, yet gives %q", text, id)
		}
	}
}

func TestPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "[]",
		"no place":                   "[]",
		"⟦a⟧":                        "[{0 7}]",
		"x ⟦a⟧⟦b2⟧.":                 "[{2 9} {9 17}]",
		"⟦⟦a⟧⟧":                      "[{3 10}]",
		"⟦B⟧ and ⟦" + "\u3000" + "⟧": "[]",
	} {
		if got := fmt.Sprint(Places(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
