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
	Sources  []string   `yaml:"sources" doc:"Folders with articles, and single articles; without it the folder of this file."`
	From     Language   `yaml:"from" doc:"The language of the sources; without it Chinese, Traditional before Simplified."`
	Targets  []Language `yaml:"targets" doc:"Languages of the translations, in the order of the columns; without it those that are there."`
	Out      string     `yaml:"out" doc:"Folder that editions are written to: dist without it." default:"dist"`
	Formats  []string   `yaml:"formats" doc:"What is made of each article: html, pdf, text, jsonl. Without it HTML and PDF." default:"html,pdf" enum:"html,pdf,text,jsonl"`
	Layouts  []string   `yaml:"layouts" doc:"Which editions are made of several translations: each one beside the source (each), all of them (all), or both." default:"each,all" enum:"each,all"`
	Unit     string     `yaml:"unit" doc:"What stands side by side: paragraphs or sentences." default:"paragraph" enum:"paragraph,sentence"`
	Paper    string     `yaml:"paper" doc:"Paper of PDF editions." default:"a4" enum:"a4,letter"`
	Glossary []string   `yaml:"glossary" doc:"Termbases, later ones add to earlier ones. Without it glossary.csv beside the article."`
	Lexicon  []string   `yaml:"lexicon" doc:"Word pairs that duizhao align learn has learnt, for the aligner."`
	Memory   []string   `yaml:"memory" doc:"Translation memories (TMX). The first is the one that is written to."`
	Provider Provider   `yaml:"provider" doc:"Who drafts what the memory lacks. Without it the memory alone."`
	Check    Check      `yaml:"check" doc:"What is checked, and how bad each finding is."`
	FailOn   string     `yaml:"fail-on" doc:"The least finding that makes a run fail: error (the default), warning, or none." default:"error" enum:"error,warning,none"`
	Site     Site       `yaml:"site" doc:"The site around the editions: index pages, feeds, search. Without a title there is none."`
	KeepIDs  bool       `yaml:"keep-ids" doc:"Write NAME.duizhao.jsonl beside each article, so that an edited sentence keeps its published link."`
	Suppress []Suppress `yaml:"suppress" doc:"Findings that are known and accepted."`

	Path string `yaml:"-"` // of the file, "" without one
	Text string `yaml:"-"` // of the file, for messages about a line of it
}

// Check configures the checks.
type Check struct {
	Levels map[string]Level `yaml:"levels" doc:"Level of a finding, by its code: off, info, warning or error."`
	Zhao   string           `yaml:"zhao" doc:"What 兆 means: 10^12 (the default) or 10^6, as in some mainland usage." default:"1e12" enum:"1e12,1e6"`
}

// Provider says who drafts a translation, and within which bounds.
type Provider struct {
	Name        string   `yaml:"name" doc:"The service, or memory for none." default:"memory" enum:"memory,openai,anthropic,deepl,libretranslate,exec,google,papago,azure"`
	Model       string   `yaml:"model" doc:"The model, where the service has several."`
	URL         Address  `yaml:"url" doc:"Address of the service, where it is not the usual one: http://localhost:11434/v1 for Ollama."`
	KeyEnv      EnvName  `yaml:"key-env" doc:"Name of the environment variable that holds the key. The key itself never stands in a file."`
	Command     []string `yaml:"command" doc:"Program and arguments of the provider exec."`
	Timeout     int      `yaml:"timeout" doc:"Longest wait for one answer, in seconds." default:"60" min:"0"`
	Concurrency int      `yaml:"concurrency" doc:"Requests side by side." default:"4" min:"0"`
	Rate        int      `yaml:"rate" doc:"Requests a minute, at most." min:"0"`
	Context     int      `yaml:"context" doc:"Sentences before a piece that are sent along, so that pronouns come out right." default:"2" min:"0"`
	Instruction string   `yaml:"instruction" doc:"A sentence or two on tone and readers, for services that take them."`
	Formality   string   `yaml:"formality" doc:"Formality, for services that know it: more or less." enum:"more,less"`
	Domains     string   `yaml:"domains" doc:"What the texts are about, for services that take it."`
	Region      string   `yaml:"region" doc:"Region or location of a cloud service."`
	Project     string   `yaml:"project" doc:"Project of a cloud service."`
	Glossary    string   `yaml:"glossary" doc:"Id of a glossary that the service holds already."`
	Redact      []string `yaml:"redact" doc:"Terms that never leave this machine: a placeholder goes in their place."`
	Price       Price    `yaml:"price" doc:"What the service costs, for estimates and caps."`
	Cap         Cap      `yaml:"cap" doc:"Where a run stops, before it is passed."`
}

// Price is what a service costs. Zero is unknown.
type Price struct {
	Currency   string  `yaml:"currency" doc:"Name of the currency, as it is printed."`
	Characters float64 `yaml:"characters" doc:"Price of a million characters sent." min:"0"`
	Input      float64 `yaml:"input" doc:"Price of a million tokens sent." min:"0"`
	Output     float64 `yaml:"output" doc:"Price of a million tokens answered." min:"0"`
}

// Cap bounds what one run may spend. Zero is no bound.
type Cap struct {
	Characters int     `yaml:"characters" doc:"Characters that a run may send." min:"0"`
	Tokens     int     `yaml:"tokens" doc:"Tokens that a run may use, sent and answered." min:"0"`
	Cost       float64 `yaml:"cost" doc:"What a run may cost; needs a price." min:"0"`
}

// Site describes the site around the editions.
type Site struct {
	Title       string  `yaml:"title" doc:"Title of the site."`
	URL         Address `yaml:"url" doc:"Address that the site will stand at, for feeds, sitemap and previews."`
	Description string  `yaml:"description" doc:"One sentence about the site."`
	Author      string  `yaml:"author" doc:"Who publishes it."`
}

// Language is a language tag such as zh-Hant, en or ko, in its usual form.
type Language string

// Address is an absolute http or https address without a name and password.
type Address string

// EnvName is the name of an environment variable.
type EnvName string

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
