package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// version is set by the release build: -ldflags "-X main.version=v1.2.3".
var version = ""

// revision tells what was built: the release, else the module's version, else
// the commit that the Go tool recorded.
func revision() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel " + s.Value[:12]
		}
	}
	return "devel"
}

func (t *tool) versionCommand() *cli.Command {
	return &cli.Command{
		Name:      "version",
		Usage:     t.say.Text("cli.version.about"),
		UsageText: "duizhao version",
		Action: func(c *cli.Context) error {
			platform := runtime.GOOS + "/" + runtime.GOARCH
			if t.json {
				return json.NewEncoder(t.out).Encode(map[string]string{"version": revision(), "go": runtime.Version(), "platform": platform})
			}
			_, err := fmt.Fprintf(t.out, "duizhao %s (%s, %s)\n", revision(), runtime.Version(), platform)
			return err
		},
	}
}
