package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/duizhao/duizhao/internal/require"
)

// ciProject writes a small project in git with a mistake on a branch, and gives
// its folder.
func ciProject(t *testing.T) string {
	dir := t.TempDir()
	files := map[string]string{
		"duizhao.yaml":         "version: 1\nsources: [texts]\nformats: text\n",
		"texts/a.zh-Hant.txt":  "港口裏停着三十七艘漁船。\n",
		"texts/a.en.txt":       "In the harbour lay thirty-seven fishing boats.\n",
		"texts/b c.zh-Hant.md": "# 港口\n\n今晚有十二艘船。\n",
		"texts/b c.en.md":      "# The harbour\n\nThere are twelve ships tonight.\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "."}, {"commit", "-q", "-m", "first"}, {"checkout", "-q", "-b", "work"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b", "GIT_CONFIG_GLOBAL=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "texts", "b c.en.md"), []byte("# The harbour\n\nThere are thirteen ships tonight.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// shell runs a script as CI does and gives its output and exit code.
func shell(t *testing.T, dir, script string, env ...string) (string, int) {
	t.Helper()
	cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// ciTools skips the tests below where a runner's programs are missing.
func ciTools(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("runners of these jobs have a POSIX shell")
	}
	require.Tool(t, "bash", "bash")
	require.Tool(t, "git", "git")
	if testing.Short() {
		t.Skip("builds the program")
	}
}

// TestAction runs the shell steps of action.yml with the inputs that a workflow
// may give, among them some that try to be commands.
func TestAction(t *testing.T) {
	ciTools(t)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Name, Run, Shell string
				Env              map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(data, &action); err != nil {
		t.Fatal(err)
	}
	steps := map[string]int{}
	for i, s := range action.Runs.Steps {
		steps[s.Name] = i
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %s: an expression stands in the script, where it could be a command", s.Name)
		}
	}
	files := t.TempDir()
	at := func(name string) string { return filepath.Join(files, name) }
	run := func(step, dir string, with map[string]string) (string, int) {
		t.Helper()
		s := action.Runs.Steps[steps[step]]
		env := []string{"RUNNER_TEMP=" + files, "GITHUB_PATH=" + at("path"), "GITHUB_OUTPUT=" + at("output"), "GITHUB_STEP_SUMMARY=" + at("summary"),
			"PATH=" + at("duizhao") + string(os.PathListSeparator) + os.Getenv("PATH")}
		for name, value := range s.Env {
			switch name, ok := strings.CutPrefix(strings.TrimSuffix(value, " }}"), "${{ inputs."); {
			case ok:
				value = action.Inputs[name].Default
				if v, given := with[name]; given {
					value = v
				}
			case value == "${{ github.action_path }}":
				value = root
			}
			env = append(env, name+"="+value)
		}
		return shell(t, dir, s.Run, env...)
	}
	if out, code := run("Install", root, nil); code != 0 {
		t.Fatalf("install: %d\n%s", code, out)
	}
	if path, _ := os.ReadFile(at("path")); strings.TrimSpace(string(path)) != at("duizhao") {
		t.Errorf("PATH gets %q", path)
	}
	project := ciProject(t)
	out, code := run("Run", project, map[string]string{"since": "main", "sarif": at("a.sarif"), "junit": at("a.xml")})
	if code != 1 || !strings.Contains(out, "::error file=texts/b c.en.md,line=3") || !strings.Contains(out, "title=duizhao::errors: 1") {
		t.Errorf("check: %d\n%s", code, out)
	}
	for _, name := range []string{"a.sarif", "a.xml"} {
		if _, err := os.Stat(at(name)); err != nil {
			t.Error(err)
		}
	}
	if text, _ := os.ReadFile(at("summary")); !strings.Contains(string(text), "| `number` | error | 1 |") {
		t.Errorf("summary %q", text)
	}
	if text, _ := os.ReadFile(at("output")); strings.TrimSpace(string(text)) != "exit-code=1" {
		t.Errorf("output %q", text)
	}
	out, code = run("Run", project, map[string]string{"command": "build", "fail-on": "none"})
	if _, err := os.Stat(filepath.Join(project, "dist", "b c.zh-Hant.en.txt")); code != 0 || err != nil {
		t.Errorf("build: %d %v\n%s", code, err, out)
	}
	out, code = run("Run", project, map[string]string{"files": "texts/a.zh-Hant.txt\n\ntexts/a.en.txt\n"})
	if code != 0 {
		t.Errorf("files: %d\n%s", code, out)
	}
	for name, with := range map[string]map[string]string{
		"command": {"command": "check; touch planted"}, "since": {"since": "$(touch planted)"}, "files": {"files": "`touch planted`"},
		"fail-on": {"fail-on": "none && touch planted"}, "option": {"files": "--output=planted"},
	} {
		if out, code := run("Run", project, with); code == 0 {
			t.Errorf("%s: %d\n%s", name, code, out)
		}
		if _, err := os.Stat(filepath.Join(project, "planted")); err == nil {
			t.Fatalf("%s became a command", name)
		}
	}
}

// TestGitLab runs the job that docs/ci.md shows. In place of the registry a
// program named go gives the duizhao of this test.
func TestGitLab(t *testing.T) {
	ciTools(t)
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(page), "## GitLab\n\n```yaml\n")
	text, _, ok := strings.Cut(after, "```")
	if !ok {
		t.Fatal("docs/ci.md has no job for GitLab")
	}
	var ci map[string]struct {
		Variables    map[string]string
		BeforeScript []string `yaml:"before_script"`
		Script       []string
	}
	if err := yaml.Unmarshal([]byte(text), &ci); err != nil {
		t.Fatal(err)
	}
	job := ci["duizhao"]
	bin := t.TempDir()
	fake := "#!/bin/sh\ncase $1 in install) test \"$2\" = github.com/duizhao/duizhao/cmd/duizhao@main ;; env) echo " + bin + " ;; esac\n"
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(bin, "bin", "duizhao"), ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	script := strings.Join(append(job.BeforeScript, job.Script...), "\n")
	env := []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")}
	for name, value := range job.Variables {
		env = append(env, name+"="+value)
	}
	project := ciProject(t)
	out, code := shell(t, project, script, append(env, "CI_MERGE_REQUEST_DIFF_BASE_SHA=main")...)
	if code != 1 || !strings.Contains(out, "texts/b c.en.md:3") || strings.Contains(out, "a.en.txt") {
		t.Errorf("a merge request: %d\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(project, "duizhao.xml")); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(project, "texts", "b c.en.md"), []byte("# The harbour\n\nThere are twelve ships tonight.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, code := shell(t, project, script, env...); code != 5 {
		t.Errorf("without a lock: %d\n%s", code, out)
	}
	if out, code := shell(t, project, "PATH="+filepath.Join(bin, "bin")+":$PATH; duizhao build && rm -r dist && "+script, env...); code != 0 {
		t.Errorf("with a lock: %d\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(project, "dist", "a.zh-Hant.en.txt")); err != nil {
		t.Error(err)
	}
}
