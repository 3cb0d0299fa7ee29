package read

import (
	"fmt"
	"strings"
	"testing"
)

// article is n bytes or a little more of text in the languages that matter, as
// Markdown or plain text.
func article(n int, markdown bool) []byte {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		if markdown && i%10 == 0 {
			fmt.Fprintf(&b, "## 第 %d 節\n\n", i/10)
		}
		mark := ""
		if markdown {
			mark = "**"
		}
		fmt.Fprintf(&b, "茶館的%s主人%s姓方，今年六十一歲，接手生意已經二十年；她說，水要用山上的，茶葉要前一年的，急不得。\n\n", mark, mark)
		b.WriteString("The tea house got a new sign, and on the day it was put up there was a little rain.\n\n")
		fmt.Fprintf(&b, "방 씨는 폭죽을 %s터뜨리지%s 않고 문만 열었다. 그리고 물을 올렸다.\n\n", mark, mark)
		if i%5 == 0 {
			b.WriteString("2025年10月9日，老街，方女士在櫃枱後面沖茶。（Reuters）\n\n")
		}
	}
	return []byte(b.String())
}

func benchmark(b *testing.B, path string, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Bytes(path, data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	for _, n := range []int{8 << 10, 1 << 20, 4 << 20} {
		b.Run(fmt.Sprintf("%dKiB", n>>10), func(b *testing.B) { benchmark(b, "a.zh-Hant.md", article(n, true)) })
	}
}

// Lists sixty deep were what made goldmark slow.
func BenchmarkNestedLists(b *testing.B) {
	for _, n := range []int{1 << 20, 4 << 20} {
		var s strings.Builder
		for i := 0; s.Len() < n; i++ {
			s.WriteString(strings.Repeat("  ", i%60) + "- 一項\n")
		}
		b.Run(fmt.Sprintf("%dKiB", n>>10), func(b *testing.B) { benchmark(b, "a.zh-Hant.md", []byte(s.String())) })
	}
}

func BenchmarkText(b *testing.B) {
	for _, n := range []int{8 << 10, 1 << 20, 4 << 20} {
		b.Run(fmt.Sprintf("%dKiB", n>>10), func(b *testing.B) { benchmark(b, "a.zh-Hant.txt", article(n, false)) })
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, set := range charsets[1:] {
		data := encode(b, set, string(article(1<<20, false)))
		b.Run(set.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, _, err := decode("a.txt", data, set.name, hint{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
