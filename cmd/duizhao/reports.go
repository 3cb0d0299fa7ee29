package main

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/atomicfile"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/report"
)

func (t *tool) reportFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "report", Usage: t.say.Text("report.flag"), TakesFile: true}
}

// reportFile is a report that is written beside what is printed.
type reportFile struct {
	format report.Format
	path   string
}

// reports reads the --report flags.
func reports(c *cli.Context) ([]reportFile, error) {
	var out []reportFile
	for _, word := range c.StringSlice("report") {
		format, path, ok := strings.Cut(word, "=")
		if !ok || path == "" || !slices.Contains(report.Formats, report.Format(format)) {
			return nil, fault.New("report.flag-form", "", "Word", word, "Formats", strings.Join(reportFormats(), ", "))
		}
		if err := spare(path, c.Args().Slice()); err != nil {
			return nil, err
		}
		out = append(out, reportFile{report.Format(format), path})
	}
	return out, nil
}

// writeReports writes the reports of findings. A summary is appended, since CI
// gives all steps of a job one file for theirs.
func (t *tool) writeReports(list []reportFile, findings []finding.Finding) error {
	for _, r := range list {
		var b bytes.Buffer
		if err := report.Write(&b, r.format, findings, report.Options{Printer: t.say}); err != nil {
			return err
		}
		if r.path == "-" {
			if _, err := t.out.Write(b.Bytes()); err != nil {
				return err
			}
			continue
		}
		write := atomicfile.Write
		if r.format == report.Summary {
			write = appendTo
		}
		if err := write(r.path, b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// appendTo adds data to the end of a file.
func appendTo(path string, data []byte, perm os.FileMode) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, perm)
	if err != nil {
		return fault.New("file.write", path).Because(err)
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fault.New("file.write", path).Because(err)
	}
	return nil
}
