package provider

import (
	"context"
	"io"
	"time"
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
	PlainHTTP bool // lets URL be http:// on another machine: key and text can be read on the way

	Command []string  // exec: the program and its arguments
	Dir     string    // exec: its working directory, "" for the current one
	Stderr  io.Writer // exec: where its standard error goes, nil for nowhere; the last lines are in its errors all the same

	Timeout  time.Duration // of one attempt, 0 for a default
	Deadline time.Duration // of one Translate with all its attempts and waits, 0 for a default

	Instruction string // a sentence or two on tone and readers
	Formality   string // "more", "less" or ""
	Domains     string // what the texts are about
	Region      string // azure: the resource's region; google: the location
	Project     string // google, papago (the client id)
	Glossary    string // id of a glossary that the service holds already

	// Wait replaces the waiting between attempts; nil waits. Tests count with it.
	Wait func(ctx context.Context, d time.Duration) error
}

// Info describes a service before it is configured.
type Info struct {
	Name   string
	KeyEnv string // its usual environment variable, "" for none
	URL    string // its usual address, "" for none
	Limits Limits // of one request, with its usual models
}

// All lists the services in the order in which docs/providers.md has them.
func All() []Info {
	var out []Info
	for _, s := range services() {
		out = append(out, s.Info)
	}
	return out
}

// service is one entry of the list of services.
type service struct {
	Info
	timeout time.Duration
	make    func(s setup) (Provider, error)
}

// Limits of requests: what the services' documentation allows, less what the
// prompt and the other side of the ledger need. A model answers a chunk of a
// few thousand characters whole and in order; longer ones are cut or lose
// sentences.
var (
	modelLimits = Limits{Segments: 40, Characters: 3000}
	execLimits  = Limits{Segments: 50, Characters: 5000}
)

func services() []service {
	const model, machine = 5 * time.Minute, time.Minute
	return []service{
		{Info{"openai", "OPENAI_API_KEY", "https://api.openai.com/v1", modelLimits}, model, newOpenAI},
		{Info{"anthropic", "ANTHROPIC_API_KEY", "https://api.anthropic.com", modelLimits}, model, newAnthropic},
		{Info{"deepl", "DEEPL_AUTH_KEY", "https://api.deepl.com", deeplLimits}, machine, newDeepL},
		{Info{"libretranslate", "LIBRETRANSLATE_API_KEY", "http://localhost:5000", libreLimits}, 2 * machine, newLibre},
		{Info{"exec", "", "", execLimits}, model, newExec},
		{Info{"google", "GOOGLE_ACCESS_TOKEN", "https://translation.googleapis.com", googleLimits}, machine, newGoogle},
		{Info{"papago", "PAPAGO_CLIENT_SECRET", "https://papago.apigw.ntruss.com", papagoLimits}, machine, newPapago},
		{Info{"azure", "AZURE_TRANSLATOR_KEY", "https://api.cognitive.microsofttranslator.com", azureLimits}, machine, newAzure},
	}
}
