// Package config reads duizhao.yaml, the one configuration file of a project.
//
// Unknown keys are refused with their line and the key that was probably
// meant; a value of the wrong type likewise. Secrets never stand in the file:
// where one is needed, the name of an environment variable does.
package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/fault"
)

// Name is the file's name; it stands at the root of a project.
const Name = "duizhao.yaml"

// maxSize bounds the file, in bytes.
const maxSize = 1 << 20

// Config is the content of the file. Paths are relative to its folder.
type Config struct {
	Version  int        `yaml:"version" doc:"The version of this format: 1."`
	Glossary []string   `yaml:"glossary" doc:"Termbases, later ones add to earlier ones. Without it glossary.csv beside the article."`
	Check    Check      `yaml:"check" doc:"What is checked, and how bad each finding is."`
	KeepIDs  bool       `yaml:"keep-ids" doc:"Write NAME.duizhao.jsonl beside each article, so that an edited sentence keeps its published link."`
	Suppress []Suppress `yaml:"suppress" doc:"Findings that are known and accepted."`

	Path string `yaml:"-"` // of the file, "" without one
	Text string `yaml:"-"` // of the file, for messages about a line of it
}

// Check configures the checks.
type Check struct {
	Levels map[string]Level `yaml:"levels" doc:"Level of a finding, by its code: off, info, warning or error."`
	Zhao   string           `yaml:"zhao" doc:"What 兆 means: 10^12 (the default) or 10^6, as in some mainland usage." enum:"1e12,1e6"`
}

// Level is how bad a finding is: off, info, warning or error.
type Level string

// Suppress accepts a finding: by code and sentence, with a reason, until a day.
type Suppress struct {
	Code     string `yaml:"code" doc:"The finding's code." required:"true"`
	Sentence string `yaml:"sentence" doc:"The permanent id of the sentence; without it the whole article." `
	Article  string `yaml:"article" doc:"Name of the article; without it every article."`
	Reason   string `yaml:"reason" doc:"Why the finding is accepted." required:"true"`
	Until    Day    `yaml:"until" doc:"The last day, such as 2027-01-31; without it there is no end."`

	Line int `yaml:"-"` // where it stands, for the report that it is stale
}

// Day is a date without a time, "" for none.
type Day string

// Find looks for duizhao.yaml in dir and the folders above it. Without one it
// gives the defaults.
func Find(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fault.New("config.unreadable", dir).Because(err)
	}
	for {
		path := filepath.Join(dir, Name)
		if _, err := os.Stat(path); err == nil {
			return Load(path)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return &Config{Version: 1}, nil
		}
		dir = parent
	}
}

// Load reads the file at path.
func Load(path string) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		id := "config.unreadable"
		if errors.Is(err, fs.ErrNotExist) {
			id = "config.missing"
		}
		return nil, fault.New(id, path)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fault.New("config.unreadable", path).Because(err)
	}
	return Parse(path, data)
}

// Parse reads the file's content; path is for messages.
func Parse(path string, data []byte) (*Config, error) {
	if len(data) > maxSize {
		return nil, fault.New("config.too-large", path, "Limit", maxSize>>10)
	}
	c := &Config{Version: 1, Path: path, Text: string(data)}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, syntax(path, err)
	}
	if len(root.Content) == 0 {
		return c, nil // an empty file, or comments only
	}
	d := decoder{path: path}
	d.decode(root.Content[0], c, "")
	if d.err != nil {
		return nil, d.err
	}
	if c.Version != 1 {
		return nil, fault.New("config.version", path, "Given", c.Version)
	}
	return c, nil
}

// Active reports whether the day has not passed at now.
func (d Day) Active(now time.Time) bool {
	if d == "" {
		return true
	}
	end, err := time.Parse(time.DateOnly, string(d))
	return err == nil && now.Before(end.AddDate(0, 0, 1))
}
