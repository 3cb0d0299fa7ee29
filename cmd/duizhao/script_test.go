package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"duizhao": main})
}

// TestScripts runs testdata/script/*.txt. `go test ./cmd/duizhao -update`
// rewrites what they expect.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("DUIZHAO_UPDATE") != "",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ROOT", root)
			e.Setenv("LANG", "C")
			e.Setenv("DUIZHAO_UI_LANG", "en")
			return nil
		},
		Condition: func(name string) (bool, error) {
			return name == "root" && runtime.GOOS != "windows" && os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"await":   await,
			"bytes":   makeBytes,
			"replace": replaceIn,
		},
	})
}
