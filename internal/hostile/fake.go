package hostile

import (
	"hash/fnv"
	"regexp"
	"strings"
)

// Words that the fake translations are made of: enough of each language that
// a look at the text tells which one it is.
var (
	english = strings.Fields("the city and its people were in a quiet street of old houses with many small shops that had been there for years while rain fell on roofs")
	korean  = strings.Fields("도시의 사람들은 오래된 골목에서 조용히 살았고 작은 가게들이 비가 내리는 지붕 아래에 여러 해 동안 있었다")
)

var kept = regexp.MustCompile(`<[^<>]*>|&[#\w]+;|[0-9][0-9.,:%]*|[A-Za-z]+`)

// Fake translates a text into words of the target language that mean nothing:
// always the same ones for the same text, about as many as it takes. Tags,
// entities, figures and Latin words are kept.
func Fake(_, to, source string) string {
	words := english
	if strings.HasPrefix(strings.ToLower(to), "ko") {
		words = korean
	}
	h := fnv.New32a()
	h.Write([]byte(source))
	at := int(h.Sum32() % 997)
	var b strings.Builder
	say := func(text string) {
		n := (len([]rune(strings.TrimSpace(text))) + 1) / 2
		for range n {
			if b.Len() > 0 && !strings.HasSuffix(b.String(), " ") && !strings.HasSuffix(b.String(), ">") {
				b.WriteByte(' ')
			}
			b.WriteString(words[at%len(words)])
			at++
		}
	}
	rest := 0
	for _, m := range kept.FindAllStringIndex(source, -1) {
		say(source[rest:m[0]])
		part := source[m[0]:m[1]]
		if b.Len() > 0 && part[0] != '<' && !strings.HasSuffix(b.String(), ">") {
			b.WriteByte(' ')
		}
		b.WriteString(part)
		rest = m[1]
	}
	say(source[rest:])
	return strings.TrimSpace(b.String()) + "."
}
