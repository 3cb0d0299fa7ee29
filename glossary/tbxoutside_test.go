package glossary

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
)

// exported writes the termbase of these tests as a file.
func exported(t *testing.T, style TBXStyle) string {
	t.Helper()
	return written(t, parsed(t, termbase).TBX(style, "test"))
}

func written(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "g.tbx")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTBXSchema validates what is exported against testdata/tbx/tbx-basic.rnc
// with jing. The schema is the project's own, so it is tried first: on the files
// of the format's keepers where they are there, and on files that were broken.
func TestTBXSchema(t *testing.T) {
	jing := require.Tool(t, "jing", "jing")
	// judge gives what jing says about files, and whether all are valid.
	judge := func(paths ...string) (string, bool) {
		out, err := exec.Command(jing, append([]string{"-c", "testdata/tbx/tbx-basic.rnc"}, paths...)...).CombinedOutput()
		return string(out), err == nil
	}
	good := string(parsed(t, termbase).TBX(TBXBasic, "test"))
	var fine, broken []string
	for _, c := range []struct{ name, old, new string }{
		{"a part of speech of its own", "<min:partOfSpeech>noun<", "<min:partOfSpeech>nominal<"},
		{"forbidden as a status", ">deprecatedTerm-admn-sts<", ">forbidden<"},
		{"two terms", "<term>summit</term>", "<term>summit</term><term>top</term>"},
		{"a category of another module", "min:subjectField>", "basic:subjectField>"},
		{"text without a paragraph", "<p>Written by duizhao</p>", "Written by duizhao"},
		{"no language", ` xml:lang="ko"`, ""},
		{"the elements of the older edition", "conceptEntry", "termEntry"},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("%s: the export has no %q", c.name, c.old)
		}
		broken = append(broken, written(t, []byte(strings.ReplaceAll(good, c.old, c.new))))
	}
	dir := os.Getenv("DUIZHAO_CONFORMANCE")
	if dir == "" {
		dir = "../../shared/conformance"
	}
	files, _ := filepath.Glob(filepath.Join(dir, "tbx", "*.tbx"))
	for _, path := range files {
		if strings.Contains(filepath.Base(path), "good") {
			fine = append(fine, path)
		} else {
			broken = append(broken, path)
		}
	}
	out, _ := judge(broken...)
	for _, path := range broken {
		if !strings.Contains(out, path+":") {
			t.Errorf("the schema accepts %s", path)
		}
	}
	if out, ok := judge(append(fine, written(t, []byte(good)))...); !ok {
		t.Errorf("the schema refuses\n%s\n%s", out, good)
	}
}

// java runs a program of testdata with the class path that variable holds.
func java(t *testing.T, what, variable, program string, args ...string) string {
	t.Helper()
	classes := os.Getenv(variable)
	if classes == "" {
		require.Missing(t, what, variable+" is not set to a class path; see "+filepath.Dir(program)+"/pom.xml")
	}
	cmd := exec.Command(require.Tool(t, "java", "java"), append([]string{"-cp", classes, program}, args...)...)
	var errors strings.Builder
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, errors.String())
	}
	return strings.ReplaceAll(string(out), "\r\n", "\n")
}

// TestTBXOkapi: Okapi reads the martif with the same entries, languages and
// terms. (It reads no definitions from any file.)
func TestTBXOkapi(t *testing.T) {
	out := java(t, "okapi", "DUIZHAO_OKAPI", "testdata/okapi/Read.java", exported(t, TBXMartif), "zh-Hant", "zh-Hans", "en", "ko")
	want := `entry	t1
zh-Hant	term	亞太經合組織
zh-Hans	term	亚太经合组织
en	term	APEC
en	term	Apec
ko	term	아펙
ko	term	APEC
ko	term	에이펙
entry	t2
zh-Hant	term	高峰會
zh-Hant	term	峰會
zh-Hans	term	峰会
en	term	summit
en	term	summit meeting
en	term	top meeting
ko	term	정상회의
entry	t3
zh-Hant	term	GDP
`
	if out != want {
		t.Errorf("Okapi reads\n%s\nwant\n%s", out, want)
	}
}

// TestTBXOmegaT: OmegaT reads the martif with the same terms in the languages
// of a project, and with their definitions and notes.
func TestTBXOmegaT(t *testing.T) {
	path := exported(t, TBXMartif)
	for _, c := range []struct {
		source, target string
		want           []string // beginnings of lines
	}{
		{"zh-Hant", "en", []string{"亞太經合組織\tAPEC\t", "高峰會\tsummit\t", "峰會\tsummit meeting\t"}},
		{"zh-Hant", "ko", []string{"亞太經合組織\t아펙\t", "高峰會\t정상회의\t"}},
		{"en", "ko", []string{"summit\t정상회의\t"}},
	} {
		out := java(t, "omegat", "DUIZHAO_OMEGAT", "testdata/omegat/Read.java", path, c.source, c.target)
		for _, w := range c.want {
			if !strings.Contains("\n"+out, "\n"+w) {
				t.Errorf("OmegaT reads, from %s to %s,\n%s\nwithout %q", c.source, c.target, out, w)
			}
		}
		if c.source == "zh-Hant" && (!strings.Contains(out, `definition: a <forum> & more, "for trade"`) || !strings.Contains(out, "founded 1989")) {
			t.Errorf("OmegaT reads no definition or note:\n%s", out)
		}
	}
}
