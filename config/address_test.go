package config

import "testing"

// TestAddress: an address is kept as browsers and feeds need it.
func TestAddress(t *testing.T) {
	c, err := Parse("duizhao.yaml", []byte("version: 1\nsite:\n  title: t\n  url: \"https://news.example/對照 site/\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "https://news.example/%E5%B0%8D%E7%85%A7%20site/"; string(c.Site.URL) != want {
		t.Errorf("%q, want %q", c.Site.URL, want)
	}
}
