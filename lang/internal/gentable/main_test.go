package main

import (
	"os"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
)

// The committed table is what the generator makes of the same Unicode version.
func TestTableIsGenerated(t *testing.T) {
	const folder = "/usr/share/unicode" // Debian's unicode-data
	if _, err := os.Stat(folder + "/Unihan_Variants.txt.bz2"); err != nil {
		require.Missing(t, "unihan", "Debian's unicode-data is not installed")
	}
	u, version := unihan{}, ""
	for _, name := range []string{"Variants", "OtherMappings", "DictionaryLikeData"} {
		var err error
		if version, err = u.load(folder, "Unihan_"+name+".txt"); err != nil {
			t.Fatal(err)
		}
	}
	if version != "15.0.0" {
		t.Skipf("needs unihan: the table was made from 15.0.0, here is %s", version)
	}
	want, err := os.ReadFile("../../hantable.go")
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(u.source(version)) {
		t.Error("lang/hantable.go differs from what gentable writes: run it again")
	}
}
