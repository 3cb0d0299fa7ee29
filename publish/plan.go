package publish

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/pipeline"
)

// planned is one article of the project.
type planned struct {
	pipeline.Article
	path    string // of the source, slash-separated
	missing []lang.Tag
	chosen  bool // by Only and Shard
}

// plan finds the articles of the project, sorted by path.
func plan(opt *Options) ([]planned, error) {
	sel := pipeline.Selection{Glossaries: opt.Settings.Glossaries()}
	found, err := pipeline.InProject(opt.Config, nil, opt.Build.Out, sel)
	if err != nil {
		return nil, err
	}
	list := make([]planned, 0, len(found))
	for i := range found {
		p := planned{Article: found[i], path: filepath.ToSlash(found[i].Source.Path)}
		p.missing = opt.ordered(&p.Article)
		p.chosen = opt.Shard.has(p.path)
		if opt.Only != "" && p.chosen {
			ok, err := Match(opt.Only, p.path)
			if err != nil {
				return nil, fault.New("publish.glob", "", "Word", opt.Only)
			}
			p.chosen = ok
		}
		list = append(list, p)
	}
	if opt.Only != "" && !slices.ContainsFunc(list, func(p planned) bool { return p.chosen }) {
		return nil, fault.New("publish.none-chosen", "", "Word", opt.Only)
	}
	return list, collisions(list)
}

// collisions refuses two articles whose editions would have one name, on any
// file system.
func collisions(list []planned) error {
	seen := make(map[string]int, len(list))
	for i := range list {
		key := strings.ToLower(list[i].Under + "/" + list[i].Name + "." + string(list[i].Source.Lang))
		if other, twice := seen[key]; twice {
			return fault.New("publish.same-output", list[i].Source.Path, "Other", list[other].Source.Path)
		}
		seen[key] = i
	}
	return nil
}
