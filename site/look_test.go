package site

import (
	"os"
	"os/exec"
	"testing"
)

// TestWriteExample writes a site to look at into the folder that DUIZHAO_LOOK
// names.
func TestWriteExample(t *testing.T) {
	to := os.Getenv("DUIZHAO_LOOK")
	if to == "" {
		t.Skip("set DUIZHAO_LOOK to a folder to get a site to look at")
	}
	dir, _ := made(t, example(70), options)
	if out, err := exec.Command("cp", "-r", dir+"/.", to).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
}
