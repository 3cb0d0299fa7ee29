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
	for _, text := range []string{"", "⟦⟧", "⟦7aaaaaaa⟧", "⟦Saaaaaaa⟧", "⟦saaaaaaa", "⟦saaa aaa⟧", "⟦ saaaaaaa ⟧",
		"⟦saaaaaaa⟧.", "⟦saaaaaaa⟧⟦sbbbbbbb⟧", "x ⟦saaaaaaa⟧", "⟦s" + strings.Repeat("a", 100) + "⟧",
		"⟦a⟧", "⟦note1⟧", "⟦sic⟧", "⟦section⟧", "⟦s1234567⟧", "⟦s89aaaaa⟧", "⟦sàaaaaa⟧", "⟦中文⟧", "⟦saaaaaaaa⟧", "⟦saaaaaa⟧", "[saaaaaaa]"} {
		if id, ok := ParsePlace(text); ok {
			t.Errorf("%q is no single place, yet gives %q", text, id)
		}
	}
}

func TestPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "[]",
		"no place":                   "[]",
		"⟦saaaaaaa⟧":                 "[{0 14}]",
		"x ⟦saaaaaaa⟧⟦sbbbbbb2⟧.":    "[{2 16} {16 30}]",
		"⟦⟦saaaaaaa⟧⟧":               "[{3 17}]",
		"⟦⟦a⟧⟧ ⟦note1⟧":              "[]",
		"⟦B⟧ and ⟦" + "\u3000" + "⟧": "[]",
	} {
		if got := fmt.Sprint(Places(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestPlaceOfAnyID: whatever id a sentence has, its place is one, and differs
// from those of others.
func TestPlaceOfAnyID(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"s7h2kq4c", "u1", "u2", "x", "note1", "s1", "a-long-id-of-another-tool", "S7H2KQ4C", ""} {
		place := EmptyPlace(id)
		if _, ok := ParsePlace(place); !ok || seen[place] != "" {
			t.Errorf("%q: %s, as of %q", id, place, seen[place])
		}
		seen[place] = id + "."
	}
}
