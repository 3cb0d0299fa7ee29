package draft

import (
	"regexp"
	"testing"
)

// TestTaskBox: the boxes of tasks stand in a draft whether their sentences are
// translated or not, and an empty place behind one is an empty place.
func TestTaskBox(t *testing.T) {
	d := begin(t, "- [x] 海風也很大。船長在酒館裏下棋。\n- [ ] 五月，魚回來了。\n", func(Unit) bool { return false })
	if !regexp.MustCompile(`^- \[x\] ⟦s\w{7}⟧ ⟦s\w{7}⟧\n- \[ \] ⟦s\w{7}⟧\n$`).MatchString(d.text) {
		t.Errorf("draft:\n%s", d.text)
	}
	d.expect("", "3 missing 0 stale 0 machine 0 edited 0 reviewed")
	place := regexp.MustCompile(`\[ \] (⟦s\w{7}⟧)`).FindStringSubmatch(d.text)
	if place == nil {
		t.Fatalf("no box before a place:\n%s", d.text)
	}
	d.write(place[1], "In May the fish came back.")
	d.expect("", "2 missing 0 stale 0 machine 1 edited 0 reviewed")

	for _, said1 := range []string{"The wind was strong as well.", "[x] The wind was strong as well."} {
		said["[x] 海風也很大。"] = said1
		d = begin(t, "- [x] 海風也很大。船長在酒館裏下棋。\n", nil)
		d.expect("- [x] The wind was strong as well. The captain played chess at the inn.\n", "0 missing 0 stale 2 machine 0 edited 0 reviewed")
	}
	delete(said, "[x] 海風也很大。")
}
