package exchange

import "testing"

// TestCodes: numbers of codes on both sides of a TMX unit.
func TestCodes(t *testing.T) {
	f, err := Read("a.tmx", []byte(`<tmx version="1.4"><header srclang="zh-TW"/><body><tu tuid="s1">
<tuv xml:lang="en"><seg>A <ept i="9">x</ept><bpt i="1" x="0">{</bpt>big<ept i="1">}</ept> cat &amp; <ph x="7"/>dog</seg></tuv>
<tuv xml:lang="zh-TW"><seg>一隻<bpt i="4" x="0">{</bpt>大<ept i="4">}</ept>貓與狗<ph/></seg></tuv></tu></body></tmx>`), "")
	if err != nil {
		t.Fatal(err)
	}
	u := f.Units[0]
	if u.Source != "一隻<x1>大</x1>貓與狗<x2/>" || u.Target != "A <x3/><x1>big</x1> cat &amp; <x2/>dog" || u.From != "zh-Hant" || u.To != "en" {
		t.Errorf("got %+v", u)
	}
}
