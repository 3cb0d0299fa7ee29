package align

import (
	"context"
	"os"
	"testing"

	"github.com/duizhao/duizhao/lang"
)

// TestHuge aligns 200,000 sentences (both sides). It takes a minute, so it
// runs only where DUIZHAO_HUGE is set; the memory it takes is printed by the
// shell's time.
func TestHuge(t *testing.T) {
	if os.Getenv("DUIZHAO_HUGE") == "" {
		t.Skip("takes long: set DUIZHAO_HUGE to run it")
	}
	ex := longText(t, lang.En, 93_000)
	bt, err := Align(context.Background(), ex.Source, ex.Target, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d and %d sentences, %d beads", len(ex.Source.Sentences), len(ex.Target.Sentences), len(bt.Beads))
}
