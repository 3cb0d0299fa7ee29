package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fonts"
	"github.com/duizhao/duizhao/lang"
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
