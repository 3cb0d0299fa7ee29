package unit

import "testing"

// Both spellings of a word have one stem, and words that only look alike keep
// their own.
func TestSpelling(t *testing.T) {
	for british, american := range map[string]string{"harbour": "harbor", "harbours": "harbors", "colourful": "colorful", "neighbourhood": "neighborhood",
		"realised": "realized", "organisation": "organization", "recognising": "recognizing", "theatres": "theaters", "travelled": "traveled",
		"grey": "gray", "ploughs": "plows", "defence": "defense", "marvellous": "marvelous", "centre": "center", "honourable": "honorable"} {
		if a, b := Stem(british), Stem(american); a != b {
			t.Errorf("%s is %s, %s is %s", british, a, american, b)
		}
	}
	for word, stem := range map[string]string{"surprise": "surpris", "exercised": "exercis", "hour": "hour", "devour": "devour", "promise": "promis", "raise": "rais",
		"wise": "wise", "basis": "basi", "tennis": "tenni", "four": "four"} {
		if got := Stem(word); got != stem {
			t.Errorf("%s is %s, want %s", word, got, stem)
		}
	}
}
