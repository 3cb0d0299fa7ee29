package provider

import (
	"context"
	"io"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// Config is what a project says about its service. The zero value is good for
// a service with a key in its usual environment variable.
type Config struct {
	Model string // "" for the service's own choice, where it has one
	URL   string // base address, "" for the service's own; http only on this machine

	// KeyEnv names the environment variable that holds the key. Without it the
	// service's usual one (Info.KeyEnv) is read, but only if URL is the
	// service's own too: a key goes to no host that it wasn't made for unless
	// it is named together with it.
	KeyEnv    string
	PlainHTTP bool // lets URL be http:// on another machine: the key and the text can be read on the way

	Command []string  // exec: the program and its arguments
	Dir     string    // exec: its working directory, "" for the current one
	Stderr  io.Writer // exec: where its standard error goes, nil for nowhere; the last lines are in its errors all the same

	Timeout  time.Duration // of one attempt, 0 for a default
	Deadline time.Duration // of one Translate with all its attempts, 0 for a default

	Instruction string // a sentence or two on tone and readers
	Formality   string // "more", "less" or ""
	Domains     string // what the texts are about
	Region      string // azure: the resource's region; google: the location
	Project     string // google
	Glossary    string // id of a glossary that the service holds already

	// Wait replaces the waiting between attempts; nil waits. Tests count with it.
	Wait func(ctx context.Context, d time.Duration) error
}

// Info describes a service before it is configured.
type Info struct {
	Name   string
	KeyEnv string // its usual environment variable, "" for none
	URL    string // its usual address, "" for none
	Limits Limits // of one request, with the usual model
}

// service is one entry of the list of services.
type service struct {
	Info
	make func(s setup) (Provider, error)
}

// All lists the services, in the order in which they are documented.
func All() []Info {
	var out []Info
	for _, s := range services {
		out = append(out, s.Info)
	}
	return out
}

// New makes the client of a service. getenv gives the environment; the key is
// read here, once. Faults: provider.unknown, provider.url, provider.plain-http,
// provider.no-key, provider.key-characters, provider.needs.
func New(name string, conf Config, getenv func(string) string) (Provider, error) {
	for _, s := range services {
		if s.Name == name {
			set, err := prepareSetup(s.Info, conf, getenv)
			if err != nil {
				return nil, err
			}
			return s.make(set)
		}
	}
	return nil, fault.New("provider.unknown", "", "Name", name)
}

// setup is what a client is made from: the configuration.
type setup struct {
	Info
	conf Config
}

func prepareSetup(info Info, conf Config, getenv func(string) string) (setup, error) {
	return setup{Info: info, conf: conf}, nil
}

var services []service
