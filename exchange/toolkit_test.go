package exchange

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/duizhao/duizhao/internal/require"
)

// TestXLIFFSchema: what is written is valid against the published schema of
// XLIFF 1.2, strict. It needs xmllint, and the schema as the Debian package
// php-symfony-translation has it, or the folder DUIZHAO_XLIFF_SCHEMA.
func TestXLIFFSchema(t *testing.T) {
	xmllint := require.Tool(t, "xliff-schema", "xmllint")
	dir := os.Getenv("DUIZHAO_XLIFF_SCHEMA")
	if dir == "" {
		dir = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"
	}
	schema, err := os.ReadFile(filepath.Join(dir, "xliff-core-1.2-strict.xsd"))
	if err != nil {
		require.Missing(t, "xliff-schema", "no xliff-core-1.2-strict.xsd in "+dir+" (set DUIZHAO_XLIFF_SCHEMA)")
	}
	// The schema imports that of xml:lang from the network; a copy lies beside it.
	copied := t.TempDir()
	schema = bytes.ReplaceAll(schema, []byte("http://www.w3.org/2001/xml.xsd"), []byte("xml.xsd"))
	xml, err := os.ReadFile(filepath.Join(dir, "xml.xsd"))
	if err != nil {
		require.Missing(t, "xliff-schema", err.Error())
	}
	path := filepath.Join(copied, "xliff.xsd")
	for name, data := range map[string][]byte{path: schema, filepath.Join(copied, "xml.xsd"): xml} {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check := func(data []byte) (string, error) {
		file := filepath.Join(copied, "a.xlf")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", path, file).CombinedOutput()
		return string(out), err
	}
	f := rich()
	f.Notes = []string{"for the translator"}
	f.Units = append(f.Units, Unit{}, Unit{ID: "s5"}) // without an id, and with one that is taken
	_, data := again(t, XLIFF, f)
	if out, err := check(data); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, data)
	}
	if out, err := check(bytes.Replace(data, []byte("<source>"), []byte("<surce>"), 1)); err == nil {
		t.Errorf("the schema takes anything: %s", out)
	}
	var bead strings.Builder
	if err := Write(&bead, XLIFF, sample(t), []string{"a", "b", "c"}); err != nil {
		t.Fatal(err)
	}
	if out, err := check([]byte(bead.String())); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, bead.String())
	}
}

// TestTranslateToolkit: translate-toolkit, which shares no code with us, reads
// from our files the same units; and a file that it completed comes back with
// what it put in. It needs python3 with translate-toolkit, or the interpreter
// that DUIZHAO_PYTHON names.
func TestTranslateToolkit(t *testing.T) {
	python := os.Getenv("DUIZHAO_PYTHON")
	if python == "" {
		python = require.Tool(t, "translate-toolkit", "python3")
	}
	if err := exec.Command(python, "-c", "import translate.storage.tmx").Run(); err != nil {
		require.Missing(t, "translate-toolkit", "python has no module translate")
	}
	want := rich()
	for _, format := range []Format{TMX, XLIFF} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a."+string(format))
		_, data := again(t, format, want)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(python, "testdata/toolkit.py", path, filepath.Join(dir, "b."+string(format))).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		// The tool gives text alone: elements inside are left out.
		var plain []string
		for _, u := range want.Units {
			if len(u.Codes) == 0 {
				plain = append(plain, strings.Join(strings.Fields(Plain(u.Source)), " ")+"|"+strings.Join(strings.Fields(Plain(u.Target)), " "))
			}
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		for _, line := range plain {
			if !slices.Contains(lines, line) {
				t.Errorf("%s: the tool does not read %q:\n%s", format, line, out)
			}
		}
		if len(lines) != len(want.Units) {
			t.Errorf("%s: the tool reads %d units of %d", format, len(lines), len(want.Units))
		}
		back, err := ReadFile(filepath.Join(dir, "b."+string(format)), format)
		if err != nil {
			t.Fatal(err)
		}
		if back.Original != want.Original || len(back.Units) != len(want.Units) {
			t.Fatalf("%s: %q with %d units came back", format, back.Original, len(back.Units))
		}
		for i, u := range back.Units {
			w := want.Units[i]
			if u.ID != w.ID || u.Source != w.Source {
				t.Errorf("%s: unit %d came back as %+v", format, i, u)
			}
			switch {
			case w.Target == "" && u.Target != "done &lt;here&gt; &amp; there":
				t.Errorf("%s: what the tool put in came back as %q (%s)", format, u.Target, u.State)
			case w.Target == "" && format == XLIFF && u.State == Missing:
				t.Errorf("%s: a completed unit is %s", format, u.State)
			case w.Target != "" && u.Target != w.Target:
				t.Errorf("%s: %q came back as %q", format, w.Target, u.Target)
			}
		}
	}
}

// TestOmegaT: OmegaT reads our TMX as a memory and our XLIFF as a document, and
// the document that it made with it comes back. It needs omegat (Debian).
func TestOmegaT(t *testing.T) {
	omegat := require.Tool(t, "omegat-program", "omegat")
	dir := t.TempDir()
	put := func(name string, data []byte) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, sub := range []string{"target", "glossary", "dictionary", "omegat", "tm"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	put("omegat.project", []byte(`<?xml version="1.0" encoding="UTF-8"?><omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>`+
		`<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>`+
		`<source_lang>ZH-TW</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg>`+
		`<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>`))
	done := &File{From: "zh-Hant", To: "en", Original: "a.zh-Hant.md", Copy: true}
	for i, pair := range [][2]string{{"港口結冰了。", "The harbour &amp; the bay froze."}, {"沒有人出海。", "Nobody sailed."}, {"冰化了。", ""}} {
		u := Unit{ID: "s" + string(rune('a'+i)), Source: pair[0], Target: pair[1], State: Edited}
		if pair[1] == "" {
			u.State = Missing
		}
		done.Units = append(done.Units, u)
	}
	open := *done
	open.Units = slices.Clone(done.Units)
	for i := range open.Units {
		open.Units[i].Target, open.Units[i].State = "", Missing
	}
	_, tmx := again(t, TMX, &File{From: done.From, To: done.To, Units: done.Units[:2]})
	put("tm/auto/done.tmx", tmx)
	_, xliff := again(t, XLIFF, &open)
	put("source/a.xlf", xliff)
	out, err := exec.Command(omegat, "--mode=console-translate", "--config-dir="+filepath.Join(dir, "conf"), dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	back, err := ReadFile(filepath.Join(dir, "target", "a.xlf"), "")
	if err != nil {
		t.Fatal(err)
	}
	if back.Original != done.Original || len(back.Units) != len(done.Units) {
		t.Fatalf("%q with %d units came back", back.Original, len(back.Units))
	}
	for i, u := range back.Units {
		if w := done.Units[i]; u.ID != w.ID || u.Source != w.Source || u.Target != w.Target {
			t.Errorf("%s %q = %q, want %s %q = %q", u.ID, u.Source, u.Target, w.ID, w.Source, w.Target)
		}
	}
}
