package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider"
)

// finding of the doctor: one line.
type diagnosis struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Text string `json:"text"`
}

// doctorCommand tells what the tool has and can do on this machine: what a
// person should paste into a bug report.
func (t *tool) doctorCommand() *cli.Command {
	return &cli.Command{
		Name:      "doctor",
		Usage:     t.say.Text("cli.doctor.about"),
		UsageText: "duizhao doctor",
		Action: func(c *cli.Context) error {
			lines := []diagnosis{
				{"version", true, revision()},
				{"platform", true, fmt.Sprintf("%s/%s, %s, %d CPU", runtime.GOOS, runtime.GOARCH, runtime.Version(), runtime.NumCPU())},
				{"language", true, t.say.Text("cli.doctor.language", "Lang", t.say.Language(t.say.Lang), "Tag", string(t.say.Lang))},
				t.fontCheck(),
				t.tempCheck(),
			}
			lines = append(lines, t.providerCheck(c.Context)...)
			exit := exitOK
			for _, l := range lines {
				if !l.OK {
					exit = exitUsage
				}
			}
			if err := t.printDiagnoses(lines); err != nil {
				return err
			}
			if exit != exitOK {
				return status(exit)
			}
			return nil
		},
	}
}

func (t *tool) printDiagnoses(lines []diagnosis) error {
	if t.json {
		encoder := json.NewEncoder(t.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(lines)
	}
	for _, l := range lines {
		mark := "ok  "
		if !l.OK {
			mark = "FAIL"
		}
		if _, err := fmt.Fprintf(t.out, "%s  %-9s %s\n", mark, l.Name, l.Text); err != nil {
			return err
		}
	}
	return nil
}

// fontCheck asks the embedded fonts for a character of each script.
func (t *tool) fontCheck() diagnosis {
	for tag, r := range map[lang.Tag]rune{lang.ZhHant: '灣', lang.ZhHans: '湾', lang.Ko: '글', lang.En: 'g'} {
		if fonts.Choose(tag, fonts.Regular, r) == nil {
			return diagnosis{"fonts", false, t.say.Text("cli.doctor.no-font", "Lang", t.say.Language(tag))}
		}
	}
	return diagnosis{"fonts", true, t.say.Text("cli.doctor.fonts", "Count", len(fonts.Licences()))}
}

// tempCheck writes and removes a file where unfinished outputs go.
func (t *tool) tempCheck() diagnosis {
	f, err := os.CreateTemp("", "duizhao-doctor-*")
	if err != nil {
		return diagnosis{"files", false, t.say.Error(err)}
	}
	f.Close()
	os.Remove(f.Name())
	return diagnosis{"files", true, t.say.Text("cli.doctor.files", "Path", os.TempDir())}
}

// doctorLook is how long the doctor waits for services on this machine. One
// that isn't there says so at once.
const doctorLook = 700 * time.Millisecond

// maxModelsShown is how many of a service's models the doctor names.
const maxModelsShown = 6

// providerCheck looks for translation services that answer on this machine
// without a key. That there is none is nothing bad.
func (t *tool) providerCheck(ctx context.Context) []diagnosis {
	found := provider.Find(ctx, doctorLook)
	if len(found) == 0 {
		return []diagnosis{{"services", true, t.say.Text("provider.none-here")}}
	}
	var out []diagnosis
	for _, l := range found {
		models := strings.Join(l.Models[:min(len(l.Models), maxModelsShown)], ", ")
		if len(l.Models) > maxModelsShown {
			models += ", …"
		}
		out = append(out, diagnosis{"services", true, t.say.Text("provider.found", "Product", l.Product, "Name", l.Name, "URL", l.URL, "Models", models)})
	}
	return out
}
