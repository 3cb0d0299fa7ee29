package config

import (
	"reflect"
	"strings"
	"testing"
)

// TestDefaults: an empty file means what the defaults say, and every default
// is a value that the file may have.
func TestDefaults(t *testing.T) {
	c, err := Parse("duizhao.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	e := c.Effective()
	if e.Out != "dist" || strings.Join(e.Formats, " ") != "html pdf" || e.Provider.Concurrency != 4 || e.Check.Zhao != "1e12" || e.FailOn != "error" {
		t.Errorf("got %+v", e)
	}
	if c.Out != "" {
		t.Error("the configuration itself was changed")
	}
	data, err := e.YAML(false)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse("duizhao.yaml", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if data, err := e.JSON(); err != nil || !strings.Contains(string(data), "\"zhao\": \"1e12\"") {
		t.Errorf("as JSON: %v\n%s", err, data)
	}
	again.Path, again.Text, e.Path, e.Text = "", "", "", ""
	if !reflect.DeepEqual(again, e) {
		t.Errorf("written and read again: %+v, want %+v\n%s", again, e, data)
	}
}

// TestRoundTrip: what is written is read as the same configuration, whatever
// stands in the values.
func TestRoundTrip(t *testing.T) {
	c, err := Parse("duizhao.yaml", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	c.Site.Title = "a: b # \"c\"\n- d 對照"
	c.Sources = []string{"yes", "1.0", "~", "a b", "- x"}
	for _, comments := range []bool{false, true} {
		data, err := c.YAML(comments)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse("duizhao.yaml", data)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		again.Text, again.Suppress[0].Line = c.Text, c.Suppress[0].Line
		if !reflect.DeepEqual(again, c) {
			t.Errorf("got %+v\nwant %+v\n%s", again, c, data)
		}
	}
}
