package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/duizhao/duizhao/internal/hostile"
	"github.com/duizhao/duizhao/internal/require"
)

// newsroom is a folder with the sample article, without translations, and a
// memory that lacks two sentences of each: what acceptance.txt begins with.
func newsroom(t *testing.T, config string) (dir string, duizhao func(args ...string) string) {
	t.Helper()
	dir = t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"apec.zh-Hant.md", "apec.en.md", "apec.ko.md", "glossary.csv", "gyeongju.png"} {
		data, err := os.ReadFile(filepath.Join(home, "..", "..", "samples", "apec", name))
		if err != nil {
			t.Fatal(err)
		}
		put(t, name, data)
	}
	script, err := txtar.ParseFile(filepath.Join(home, "testdata", "script", "acceptance.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range script.Files {
		if f.Name == "more.tmx" {
			put(t, f.Name, f.Data)
		}
	}
	put(t, "duizhao.yaml", []byte("version: 1\n"+config))
	env := map[string]string{"LANG": "C", "NEWSROOM_KEY": planted}
	duizhao = func(args ...string) string {
		t.Helper()
		var out, errOut bytes.Buffer
		if exit := run(append([]string{"duizhao"}, args...), strings.NewReader(""), &out, &errOut, func(k string) string { return env[k] }); exit != exitOK {
			t.Fatalf("duizhao %v: exit %d\n%s\n%s", args, exit, out.String(), errOut.String())
		}
		return out.String() + errOut.String()
	}
	for _, tag := range []string{"en", "ko"} {
		duizhao("export", "apec.zh-Hant.md", "--to", tag, "--format", "tmx", "-o", tag+".tmx")
	}
	duizhao("memory", "import", "en.tmx", "ko.tmx", "more.tmx")
	for _, name := range []string{"apec.en.md", "apec.ko.md", "apec.duizhao.jsonl", "en.tmx", "ko.tmx", "more.tmx"} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	return dir, duizhao
}

// planted is a key that must be found in nothing that is written.
const planted = "sk-planted-4f9c2e71d0b8"

var home, _ = os.Getwd()

func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestCompletedByService: an OpenAI-compatible server translates the two
// sentences that the memory lacks and is sent no other to translate; a second
// run costs nothing, and the key stands in no file.
func TestCompletedByService(t *testing.T) {
	server := hostile.New(t, hostile.OpenAI)
	server.Key = planted
	var mu sync.Mutex
	sent := map[string]bool{}
	server.Translate = func(from, to, text string) string {
		mu.Lock() // the server answers several requests at a time
		defer mu.Unlock()
		sent[to+" "+text] = true
		return hostile.Fake(from, to, text)
	}
	dir, duizhao := newsroom(t, "targets: [en, ko]\nprovider:\n  name: openai\n  model: test\n  url: "+server.Base()+"\n  key-env: NEWSROOM_KEY\n")
	said := duizhao("translate", "apec.zh-Hant.md")
	for _, want := range []string{"apec.en.md: 69 of 69 sentences are translated; 67 from the memory, 2 by openai", "apec.ko.md: 69 of 69 sentences are translated; 67 from the memory, 2 by openai"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	asked := server.Count()
	if asked == 0 || len(sent) != 4 {
		t.Errorf("%d requests, sentences %v", asked, sent)
	}
	drafts := read2(t, "apec.en.md", "apec.ko.md")
	// Once more, and once more from nothing: all that was paid for is kept.
	duizhao("translate", "apec.zh-Hant.md")
	for _, name := range []string{"apec.en.md", "apec.ko.md", "apec.duizhao.jsonl"} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	duizhao("translate", "apec.zh-Hant.md")
	if n := server.Count(); n != asked {
		t.Errorf("%d requests more", n-asked)
	}
	if again := read2(t, "apec.en.md", "apec.ko.md"); again != drafts {
		t.Error("the drafts differ")
	}
	out := duizhao("build", ".", "-o", "out", "--formats", "html")
	if !strings.Contains(out, "errors: 0") {
		t.Error(out)
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(planted)) {
			t.Errorf("the key stands in %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read2(t *testing.T, paths ...string) string {
	t.Helper()
	var out strings.Builder
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
	}
	return out.String()
}

// TestCompletedByToolkit: the two sentences are completed by translate-toolkit,
// which opens the exported XLIFF, sets its targets and writes it its own way.
func TestCompletedByToolkit(t *testing.T) {
	python := os.Getenv("DUIZHAO_PYTHON")
	if python == "" {
		python = require.Tool(t, "translate-toolkit", "python3")
	}
	if err := exec.Command(python, "-c", "import translate.storage.xliff").Run(); err != nil {
		require.Missing(t, "translate-toolkit", "python has no module translate")
	}
	_, duizhao := newsroom(t, "targets: [en, ko]\n")
	duizhao("translate", "apec.zh-Hant.md")
	for tag, words := range map[string][2]string{
		"en": {"For many a trader in Seoul’s Myeong-dong it was a hard winter before the pandemic’s.", "There are no royal tombs there, but there is another kind of speed."},
		"ko": {"박물관 밖에는 긴 줄이 늘어섰다. 신라 금관 여섯 점을 모두가 보고 싶어 했다.", "사드는 미국이 개발한 고고도미사일방어체계로, 2017년부터 경상북도 성주에 있다."},
	} {
		name := "work." + tag + ".xlf"
		duizhao("export", "apec.zh-Hant.md", "--to", tag, "-o", name)
		script := `
import sys
from translate.storage import xliff
store = xliff.xlifffile.parsefile(sys.argv[1])
left = list(sys.argv[2:])
for u in store.units:
    if u.istranslatable() and not u.target:
        u.target = left.pop(0)
        u.markfuzzy(False)
store.save()
print(len(left))
`
		out, err := exec.Command(python, "-c", script, name, words[0], words[1]).CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != "0" {
			t.Fatalf("translate-toolkit: %v\n%s", err, out)
		}
		duizhao("import", name)
		if text := read2(t, "apec."+tag+".md"); strings.Contains(text, "⟦") || !strings.Contains(text, words[0]) || !strings.Contains(text, words[1]) {
			t.Errorf("%s is not complete:\n%s", tag, text)
		}
	}
	if out := duizhao("build", "apec.zh-Hant.md", "--to", "en,ko", "-o", "out"); !strings.Contains(out, "errors: 0") {
		t.Error(out)
	}
}

// TestStopped: a run that a bound or a dead service stops exits with its own
// code and has written what it had; a bound on cost needs a price.
func TestStopped(t *testing.T) {
	server := hostile.New(t, hostile.OpenAI)
	for _, c := range []struct {
		name, config string
		flags        []string
		exit         int
		written      bool
		says         string
	}{
		{"characters", "url: " + server.Base(), []string{"--max-characters", "1"}, exitQuota, true, ""},
		{"no price", "url: " + server.Base(), []string{"--max-cost", "1"}, exitUsage, false, "price"},
		{"dead", "url: http://127.0.0.1:1/v1\n  timeout: 1", nil, exitProvider, true, "127.0.0.1:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _ = newsroom(t, "targets: [en]\nprovider:\n  name: openai\n  model: test\n  key-env: NEWSROOM_KEY\n  "+c.config+"\n")
			var out, errOut bytes.Buffer
			env := func(k string) string { return map[string]string{"LANG": "C", "NEWSROOM_KEY": planted}[k] }
			exit := run(append([]string{"duizhao", "translate", "apec.zh-Hant.md"}, c.flags...), strings.NewReader(""), &out, &errOut, env)
			if exit != c.exit || !strings.Contains(errOut.String(), c.says) || strings.Contains(errOut.String()+out.String(), planted) {
				t.Errorf("exit %d, want %d\n%s\n%s", exit, c.exit, out.String(), errOut.String())
			}
			data, err := os.ReadFile("apec.en.md")
			if c.written != (err == nil) {
				t.Fatal(err)
			}
			if c.written && strings.Count(string(data), "⟦") != 2 {
				t.Errorf("the draft is not what was finished:\n%s", data)
			}
		})
	}
}
