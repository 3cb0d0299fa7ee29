package publish

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path"
	"slices"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/pipeline"
)

// maxLinks is how many links to other files are kept of one text.
const maxLinks = 1000

// links lists the links of a text to other files, each once for a run of words.
func links(d *doc.Document) []Link {
	var out []Link
	for _, b := range d.Blocks {
		last := ""
		for _, r := range b.Runs {
			if r.Link != "" && r.Link == last && len(out) > 0 { // one link in several styles
				out[len(out)-1].End = r.Src.End
				continue
			}
			if last = r.Link; len(out) < maxLinks && pipeline.RelativeLink(r.Link) {
				out = append(out, Link{r.Src.Start, r.Src.End, r.Link})
			} else {
				last = ""
			}
		}
	}
	return out
}

// deadLinks finds the links of all pages that lead to no file of the project's
// outputs. What was found is remembered until a fact changes.
func (r *run) deadLinks(ctx context.Context, key Hash, site *siteLine, all All) ([]finding.Finding, error) {
	if site != nil {
		key = Sum([]byte(key.String() + site.Site.String()))
	}
	key = Sum([]byte(key.String() + "links"))
	l := library{encoding: r.opt.Build.Encoding}
	if data, ok := r.cache.get(kindLast, key); ok && !r.cache.off {
		var list []Finding
		if unmarshal(data, &list) == nil {
			for i := range list {
				list[i].whole()
			}
			return l.restoreAll(list), nil
		}
	}
	slices.Sort(r.outputs)
	var found []finding.Finding
	for f, err := range all {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		for i, t := range f.Texts {
			for _, link := range t.Links {
				if to := r.dead(f, i, link); to != "" {
					found = append(found, finding.Finding{Code: pipeline.DeadLink, Severity: finding.Warning,
						Args:   map[string]any{"Link": link.To, "Path": to},
						Target: l.place(&Place{Path: t.Path, Lang: t.Lang, Start: link.Start, End: link.End, Sentence: -1})})
				}
			}
		}
	}
	found = r.opt.Settings.Leveled(found)
	if data, err := json.Marshal(keepAll(found)); err == nil && !r.opt.DryRun {
		r.cache.put(kindLast, key, data)
	}
	return found, nil
}

// dead gives the first path that a link of text i leads to in vain, in the
// pages that have the text; "" when it leads somewhere in all of them.
func (r *run) dead(f *Facts, i int, link Link) string {
	for k := range f.Editions {
		e := &f.Editions[k]
		if i > 0 && !slices.Contains(e.Langs[1:], f.Texts[i].Lang) {
			continue
		}
		at := slices.IndexFunc(e.Outputs, func(o Output) bool { return o.Format == string(pipeline.HTML) })
		if at < 0 {
			continue
		}
		u, err := url.Parse(pipeline.EditionLink(link.To, e.Langs[0], e.Langs[1:]))
		if err != nil {
			continue
		}
		to := path.Join(path.Dir(e.Outputs[at].Path), u.Path)
		if !r.there(to) && !r.there(path.Join(to, "index.html")) {
			return to
		}
	}
	return ""
}

// there reports a file of the outputs, or one that somebody else has put there.
func (r *run) there(p string) bool {
	if _, ok := slices.BinarySearch(r.outputs, pathKey(p)); ok {
		return true
	}
	if !local(p) {
		return false
	}
	info, err := os.Stat(r.place(p))
	return err == nil && info.Mode().IsRegular()
}
