package value

import "github.com/duizhao/duizhao/lang"

type scanner struct {
	tag  lang.Tag
	text string
	out  []Value
}

func (s *scanner) run() []Value {
	for i := 0; i < len(s.text); {
		if c := s.text[i]; c < '0' || c > '9' {
			i++
			continue
		}
		j, mant := i, int64(0)
		for j < len(s.text) && (s.text[j] >= '0' && s.text[j] <= '9' || s.text[j] == ',' && j+1 < len(s.text) && s.text[j+1] >= '0' && s.text[j+1] <= '9') && j-i < 18 {
			if s.text[j] != ',' {
				mant = mant*10 + int64(s.text[j]-'0')
			}
			j++
		}
		s.out = append(s.out, Value{Start: i, End: j, Strength: Firm, Num: Int(mant)})
		i = j
	}
	return s.out
}
