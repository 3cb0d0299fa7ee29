package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/pipeline"
)

// maxGitOutput bounds what is read of git, in bytes.
const maxGitOutput = 64 << 20

// changedSince gives the absolute paths of files below the repository of dir
// that differ from where the branch of the working tree left rev, those that
// git does not know yet among them.
func changedSince(ctx context.Context, dir, rev string) (map[string]bool, error) {
	if strings.HasPrefix(rev, "-") { // git would take it for an option
		return nil, fault.New("since.no-revision", "", "Rev", rev)
	}
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	root := filepath.FromSlash(strings.TrimSpace(string(top)))
	if _, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", rev+"^{commit}"); err != nil {
		return nil, fault.New("since.no-revision", "", "Rev", rev)
	}
	base := rev
	if b, err := git(ctx, dir, "merge-base", rev, "HEAD"); err == nil { // unrelated histories have none
		base = strings.TrimSpace(string(b))
	}
	out := map[string]bool{}
	for _, args := range [][]string{
		{"diff", "--name-only", "--no-renames", "-z", base, "--"},
		{"ls-files", "--others", "--exclude-standard", "--full-name", "-z", root},
	} {
		list, err := git(ctx, root, args...)
		if err != nil {
			return nil, err
		}
		for _, name := range bytes.Split(list, []byte{0}) {
			if len(name) > 0 {
				out[filepath.Join(root, filepath.FromSlash(string(name)))] = true
			}
		}
	}
	return out, nil
}

// git runs git in dir.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, fault.New("since.no-git", "")
	case err != nil:
		line, _, _ := strings.Cut(strings.TrimSpace(problem.String()), "\n")
		return nil, fault.New("since.git", dir, "Reason", line)
	case out.Len() > maxGitOutput:
		return nil, fault.New("since.git", dir, "Reason", "too much output")
	}
	return out.Bytes(), nil
}

// since keeps the articles that a branch has changed: one of their files, a
// termbase that they use, or the configuration, which holds for all.
func (t *tool) since(c *cli.Context, found []pipeline.Article, rev string) ([]pipeline.Article, error) {
	if len(found) == 0 {
		return nil, nil
	}
	conf, err := t.configuration(c)
	if err != nil {
		return nil, err
	}
	changed, err := changedSince(c.Context, found[0].Dir, rev)
	if err != nil {
		return nil, err
	}
	is := func(path string) bool {
		abs, err := filepath.Abs(path)
		if err != nil {
			return false
		}
		if real, err := filepath.EvalSymlinks(abs); err == nil { // git names real paths
			abs = real
		}
		return changed[abs]
	}
	if conf.Path != "" && is(conf.Path) {
		return found, nil
	}
	var out []pipeline.Article
	for _, a := range found {
		paths := append([]string{a.Source.Path, a.Ledger()}, a.Glossaries...)
		for _, target := range a.Targets {
			paths = append(paths, target.Path)
		}
		for _, p := range paths {
			if is(p) {
				out = append(out, a)
				break
			}
		}
	}
	if len(out) == 0 {
		t.note(t.say.Text("since.none", "Rev", rev))
	}
	return out, nil
}
