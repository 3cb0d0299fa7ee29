package provider

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/provider/internal/wire"
)

// minDeadline is the least that one Translate with all its attempts may take
// where the configuration doesn't say.
const minDeadline = 10 * time.Minute

// New makes the client of a service. getenv gives the environment; the key is
// read here, once, and nothing is sent. Faults: provider.unknown, provider.url,
// provider.plain-http, provider.no-key, provider.key-characters,
// provider.needs-model, provider.needs-project, provider.needs-command,
// provider.formality.
func New(name string, conf Config, getenv func(string) string) (Provider, error) {
	var names []string
	for _, s := range services() {
		if s.Name == name {
			set := setup{service: s, conf: conf, getenv: getenv}
			if set.conf.Timeout <= 0 {
				set.conf.Timeout = s.timeout
			}
			if set.conf.Deadline <= 0 {
				set.conf.Deadline = max(minDeadline, 2*set.conf.Timeout)
			}
			switch conf.Formality {
			case "", "more", "less":
			default:
				return nil, fault.New("provider.formality", "", "Word", conf.Formality)
			}
			return s.make(set)
		}
		names = append(names, s.Name)
	}
	return nil, fault.New("provider.unknown", "", "Name", name, "Known", strings.Join(names, ", "))
}

// setup is what a client is made from.
type setup struct {
	service
	conf   Config
	getenv func(string) string
}

// connect makes the part that all services over HTTP with one key share: the
// key, and a client that reads failures as judge and say do.
func (s setup) connect(judge func(int, []byte) (wire.Kind, bool), say func([]byte) string) (base, wire.Secret, error) {
	key, err := s.key()
	if err != nil {
		return base{}, key, err
	}
	c, err := s.client(key)
	if err != nil {
		return base{}, key, err
	}
	c.Judge, c.Say = judge, say
	return base{setup: s, wire: c}, key, nil
}

// client opens the way to the service: its address is checked, and is the only
// one that is ever spoken to. Faults: provider.url, provider.plain-http.
func (s setup) client(secrets ...wire.Secret) (*wire.Client, error) {
	address := s.conf.URL
	if address == "" {
		address = s.URL
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fault.New("provider.url", "", "URL", shownURL(u, err))
	}
	if u.Scheme == "http" && !wire.Loopback(u.Hostname()) && !s.conf.PlainHTTP {
		return nil, fault.New("provider.plain-http", "", "Host", u.Host)
	}
	c := &wire.Client{Base: u, Timeout: s.conf.Timeout, Deadline: s.conf.Deadline, Secrets: secrets, Wait: s.conf.Wait}
	return c.Open(), nil
}

// shownURL is an address without a name, password, query or fragment, any of
// which may be a secret.
func shownURL(u *url.URL, err error) string {
	if err != nil {
		return "?"
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, Opaque: u.Opaque}
	return shown.String()
}

// own reports whether the service is asked at its own address.
func (s setup) own() bool {
	return s.conf.URL == "" || strings.TrimSuffix(s.conf.URL, "/") == s.URL
}

// keyEnv is the variable that the key is read from, "" for none.
func (s setup) keyEnv() string {
	if s.conf.KeyEnv != "" {
		return s.conf.KeyEnv
	}
	if s.own() {
		return s.KeyEnv
	}
	return ""
}

// key reads the key. It must be there where the service has one at its own
// address, or where its variable is named.
func (s setup) key() (wire.Secret, error) {
	env := s.keyEnv()
	if env == "" {
		return wire.Secret{}, nil
	}
	key := strings.TrimSpace(s.getenv(env))
	if key == "" {
		if s.Name == "libretranslate" && s.conf.KeyEnv == "" {
			return wire.Secret{}, nil // runs on this machine, without keys unless told otherwise
		}
		e := fault.New("provider.no-key", "", "Env", env, "Name", s.Name)
		e.Class = fault.Provider
		return wire.Secret{}, e
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r > unicode.MaxASCII || r < ' ' }) {
		e := fault.New("provider.key-characters", "", "Env", env)
		e.Class = fault.Provider
		return wire.Secret{}, e
	}
	return wire.NewSecret(key), nil
}

// needModel is the fault of a service that has no model of its own choice.
func (s setup) needModel() error {
	if strings.TrimSpace(s.conf.Model) == "" {
		return fault.New("provider.needs-model", "", "Name", s.Name)
	}
	return nil
}
