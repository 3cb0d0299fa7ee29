package publish

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/duizhao/duizhao/config"
	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// Options say what is built and how. The project is the current folder: all
// paths are relative to it, so that its facts are the same on every machine.
type Options struct {
	Config   *config.Config
	Settings *pipeline.Settings
	Build    pipeline.BuildOptions // Out, Formats, Layouts, Force and Site as they are to be; Write, DryRun and Bases are Build's own
	Lexicon  Hash                  // of the lexicon in Build.Align, zero for none
	Extra    string                // what else of Build decides outputs: weights, fonts, an embedder
	Today    string                // ISO date against which suppressions end
	Version  string                // of the tool: in the lock, and in editions
	Program  Hash                  // of the program itself where Version does not tell builds apart

	Jobs    int    // articles at a time; at least 1
	Only    string // a glob: only the articles whose path it matches, see Match
	Frozen  bool   // nothing may be out of date: no lock and no ledger is written
	DryRun  bool   // only tell what would be done
	NoCache bool   // build everything, and leave nothing behind in the cache
	Shard   Shard  // a share of the articles; zero for all

	Cache      string // folder; "" for .duizhao/cache
	CacheLimit int64  // bytes; 0 for DefaultCacheLimit

	Started func(articles int)   // told how many articles Report will be told of, may be nil
	Last    *Last                // nil for none
	Report  func(*Outcome) error // told of every article, in the order of their paths, one at a time; may be nil
	Notice  func(*fault.Error)   // told of what is no error; may be nil
}

// cacheDir is the folder of the cache.
func (o *Options) cacheDir() string { return cmp.Or(o.Cache, filepath.FromSlash(".duizhao/cache")) }

// Shard is one of several shares of a project's articles. Which share an
// article belongs to depends on its path alone.
type Shard struct{ Index, Of int } // Index from 1

// ParseShard reads a share such as 3/10.
func ParseShard(text string) (Shard, error) {
	a, b, ok := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || i < 1 || n < 1 || i > n || n > maxShards {
		return Shard{}, fault.New("publish.shard", "", "Word", text)
	}
	return Shard{i, n}, nil
}

// maxShards bounds how many shares a project is cut into.
const maxShards = 10_000

// has reports whether an article, by its slash-separated path, is in the share.
func (s Shard) has(path string) bool {
	if s.Of == 0 {
		return true
	}
	h := Sum([]byte(path))
	return int(binary.BigEndian.Uint64(h[:8])%uint64(s.Of)) == s.Index-1
}

// Match reports whether a glob matches an article's path. * and ? stay within
// a folder, ** goes over folders; a glob without a slash is held against the
// file's name, and one that names a folder takes all in it. A pattern that is
// no glob is an error.
func Match(glob, path string) (bool, error) {
	glob = strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(glob), "./"), "/")
	if !strings.Contains(glob, "/") {
		name := path[strings.LastIndexByte(path, '/')+1:]
		if ok, err := filepath.Match(glob, name); ok || err != nil {
			return ok, err
		}
	}
	return matchParts(strings.Split(glob, "/"), strings.Split(path, "/"))
}

// matchParts matches a path, or a folder that it is in.
func matchParts(glob, path []string) (bool, error) {
	for len(glob) > 0 {
		if glob[0] == "**" {
			for i := range path {
				if ok, err := matchParts(glob[1:], path[i:]); ok || err != nil {
					return ok, err
				}
			}
			return len(glob) == 1, nil
		}
		if _, err := filepath.Match(glob[0], ""); err != nil {
			return false, err
		}
		if len(path) == 0 {
			return false, nil
		}
		if ok, _ := filepath.Match(glob[0], path[0]); !ok {
			return false, nil
		}
		glob, path = glob[1:], path[1:]
	}
	return true, nil
}

// State is what became of an article.
type State string

// The states.
const (
	Built        State = "built"        // made anew
	Restored     State = "restored"     // put back from the cache
	Unchanged    State = "unchanged"    // all of it was in place
	Stale        State = "stale"        // out of date, under Frozen
	Failed       State = "failed"       // see Outcome.Err
	Untranslated State = "untranslated" // no translation yet: nothing to build
)

// Outcome is what became of one article.
type Outcome struct {
	Path     string // of the source: slash-separated, from the project's folder
	State    State
	Why      string            // of Built and Stale: what had changed, as in Entry.why; "cache" where only the cache lacked it, "anew" under NoCache
	Told     bool              // of Untranslated: it was told before
	Facts    *Facts            // the head; nil after an error
	Findings []finding.Finding // with their documents
	Err      error             // of Failed and Stale
	Missing  []lang.Tag        // languages that the project asks for and the article lacks
}

// Summary is what a run comes to.
type Summary struct {
	Articles int
	States   map[State]int
	Removed  []string          // outputs that belong to no article any more, slash-separated, below Out
	Findings []finding.Finding // of the last step: about articles together, termbases, the configuration
	Err      error             // the first error of an article that stands for the run, see Build
}

// settingsOf hashes what the configuration says that every article obeys.
func (o *Options) settingsOf() Hash {
	c := o.Config
	levels := map[string]config.Level{}
	for k, v := range c.Check.Levels {
		levels[k] = v
	}
	data, _ := json.Marshal(struct {
		From               config.Language
		Targets            []config.Language
		Formats            []pipeline.Format
		Layouts            []string
		Unit               int
		Paper              string
		Embed, Strict, IDs bool
		Levels             map[string]config.Level
		Zhao               string
		Site               pipeline.Site
		Title, Encoding    string
		Extra              string
	}{c.From, c.Targets, o.Build.Formats, o.Build.Layouts, int(o.Build.Unit), o.Build.Paper, o.Build.EmbedFonts, o.Build.StrictFonts,
		o.Build.KeepIDs, levels, c.Check.Zhao, o.Build.Site, o.Build.Title, o.Build.Encoding, o.Extra})
	return Sum(data)
}

// suppressed lists the suppressions that an article obeys.
func (o *Options) suppressed(article string) []config.Suppress {
	var out []config.Suppress
	for _, s := range o.Config.Suppress {
		if s.Article == "" || s.Article == article {
			s.Line = 0
			out = append(out, s)
		}
	}
	return out
}

// languages gives the configuration's targets.
func (o *Options) languages() []lang.Tag {
	var out []lang.Tag
	for _, t := range o.Config.Targets {
		out = append(out, lang.Tag(t))
	}
	return out
}

// ordered puts an article's translations in the order of the configuration,
// without those that it does not ask for, and tells which are missing.
func (o *Options) ordered(a *pipeline.Article) (missing []lang.Tag) {
	want := o.languages()
	if want == nil {
		return a.Missing
	}
	var out []pipeline.File
	for _, tag := range want {
		if i := slices.IndexFunc(a.Targets, func(f pipeline.File) bool { return f.Lang == tag }); i >= 0 {
			out = append(out, a.Targets[i])
		} else if tag != a.Source.Lang {
			missing = append(missing, tag)
		}
	}
	a.Targets = out
	return missing
}
