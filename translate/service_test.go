package translate

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/internal/hostile"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/message"
	"github.com/duizhao/duizhao/provider"
)

const plantedKey = "sk-planted/Qz7+Yw=93nVbKx41TfJ"

// client is a real client of a hostile server.
func client(t *testing.T, s *hostile.Server, name string) provider.Provider {
	t.Helper()
	conf := provider.Config{
		URL: s.Base(), KeyEnv: "PLANTED", Timeout: 400 * time.Millisecond,
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if name == "openai" || name == "anthropic" {
		conf.Model = "m"
	}
	p, err := provider.New(name, conf, func(string) string { return plantedKey })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { provider.Close(p) })
	return p
}

// TestService: a run with a real client against a server that goes wrong in
// each way there is, every third time and for ever: the books balance, a
// service that recovers loses no sentence, an error has a message, and the key
// is in no file and no error.
func TestService(t *testing.T) {
	c := readCorpus(t)
	units := c.units(24)
	for _, protocol := range []hostile.Protocol{hostile.OpenAI, hostile.DeepL} {
		for _, behaviour := range hostile.Behaviours() {
			for _, always := range []bool{false, true} {
				if behaviour == "drip" && always && testing.Short() {
					continue
				}
				s := hostile.New(t, protocol)
				s.Translate = func(from, to, text string) string {
					if good := c.translation(text, lang.En); good != "" {
						return good
					}
					return hostile.Fake(from, to, text)
				}
				s.Choose = func(n int) string {
					if always || n%3 == 1 {
						return behaviour
					}
					return "good"
				}
				opt := c.options(client(t, s, string(protocol)))
				opt.ChunkSegments, opt.Concurrency = 6, 2
				opt.Journal = filepath.Join(t.TempDir(), "journal")
				results, sum, err := Run(context.Background(), units, opt)
				balanced(t, units, results, sum)
				if always && behaviour == "good" && (err != nil || sum.Answered != len(units)) {
					t.Errorf("%s: %v, %+v", protocol, err, sum)
				}
				if sum.Answered == 0 && err == nil && sum.Reasons[TooLong] == 0 {
					t.Errorf("%s %s: nothing is translated, and that is no error", protocol, behaviour)
				}
				data, _ := os.ReadFile(opt.Journal)
				if bytes.Contains(data, []byte(plantedKey)) || err != nil && strings.Contains(err.Error(), plantedKey) {
					t.Errorf("%s %s: the key is out", protocol, behaviour)
				}
				var f *fault.Error
				if err != nil && (!errors.As(err, &f) || f.Class == fault.Usage && !strings.HasPrefix(f.ID, "provider.") || message.New(lang.En).Error(err) == f.ID) {
					t.Errorf("%s %s: %v", protocol, behaviour, err)
				}
				for i, res := range results {
					if good := c.translation(units[i].Text, lang.En); protocol == hostile.OpenAI && res.Text != "" && res.Text != good && len(res.Problems) == 0 {
						t.Errorf("%s %s: %q became %q", protocol, behaviour, units[i].Text, res.Text)
					}
				}
				if s.Elsewhere() > 0 {
					t.Errorf("%s %s: a redirect was followed", protocol, behaviour)
				}
				t.Logf("%-7s %-22s always=%-5v %2d of %d, %d requests, %v", protocol, behaviour, always, sum.Answered, len(units), sum.Requests, err)
			}
		}
	}
}
