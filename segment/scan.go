package segment

import "sort"

// scanner cuts one text in three passes over it: lex finds its marks, pair
// finds which of them belong together, scan decides at each mark that may end
// a sentence. Every look around a mark is bounded.
type scanner struct {
	text   string
	rules  *rules
	tokens []token
	frames []frame // the quotations and brackets that are open, outermost first
	circle uint8   // whether the text has a 。: 0 unknown, 1 no, 2 yes
	end    end     // the run that is being looked at
	cuts   []int   // offsets at which sentences begin, ascending; white space not yet skipped
}

// frame is a quotation or bracket that is open.
type frame struct {
	bracket bool
	title   bool // of a book: never a sentence of its own
	opened  int  // offset of the opening mark
	inside  int  // offset after it
	first   int  // number of cuts when it opened
	ends    int  // sentences that ended directly in it
}

// scan fills cuts.
func (s *scanner) scan() {
	for k := 0; k < len(s.tokens); {
		t := &s.tokens[k]
		switch t.kind {
		case stop:
			k = s.stop(k)
			continue
		case force:
			s.frames = s.frames[:0]
			s.cut(t.pos + int(t.size))
		case open, openB:
			s.push(t)
		case shut, shutB:
			if s.closes(t) {
				s.pop(t, false)
			}
		}
		k++
	}
}

// push opens a frame for an opening mark that has a mate and matters here.
func (s *scanner) push(t *token) {
	if t.mate >= 0 && (t.kind == openB || s.rules.quotations) {
		s.frames = append(s.frames, frame{bracket: t.kind == openB, title: t.r == '《' || t.r == '〈', opened: t.pos, inside: t.pos + int(t.size), first: len(s.cuts)})
	}
}

// closes reports whether t closes the innermost frame.
func (s *scanner) closes(t *token) bool {
	if n := len(s.frames); n > 0 && t.mate >= 0 && (t.kind == shut || t.kind == shutB) {
		return s.tokens[t.mate].pos == s.frames[n-1].opened
	}
	return false
}

// pop closes the innermost frame at t. ended says that a sentence ended right
// before t. It takes back the cuts inside what stays whole.
func (s *scanner) pop(t *token, ended bool) frame {
	f := s.frames[len(s.frames)-1]
	s.frames = s.frames[:len(s.frames)-1]
	switch {
	case f.bracket:
		if s.rules.brackets || !s.begins(f.opened) {
			s.cuts = s.cuts[:f.first]
		}
	case s.rules.embeds != nil && s.rules.embeds(s, &f, t.pos+int(t.size)):
		s.cuts = s.cuts[:f.first]
	}
	return f
}

// begins reports whether nothing but white space and opening marks stands
// between the beginning of the sentence and offset at.
func (s *scanner) begins(at int) bool {
	from := 0 // the last cut before at
	if n := sort.SearchInts(s.cuts, at+1); n > 0 {
		from = s.cuts[n-1]
	}
	if at-from > 100 {
		return false
	}
	for from < at {
		r, n := s.at(from)
		if k := kindOf(r); !isSpace(r) && k != open && k != openB && k != straight {
			return false
		}
		from += n
	}
	return true
}

// cut ends a sentence at offset at.
func (s *scanner) cut(at int) {
	if n := len(s.cuts); n > 0 && s.cuts[n-1] >= at {
		return
	}
	s.cuts = append(s.cuts, at)
	if n := len(s.frames); n > 0 {
		s.frames[n-1].ends++
	}
}

// stop looks at the run of marks that begins with token k, and gives the index
// of the first token after all that belongs to it.
func (s *scanner) stop(k int) int {
	e := &s.end // a field, since the rules take it through a pointer
	*e = end{opened: -1}
	k = s.run(k, e)
	if s.symbol(e) || !s.rules.stops(s, e) {
		return k
	}
	k = s.close(k, e)
	if e.inner {
		return k
	}
	if s.rules.starts(s, e) {
		s.cut(s.aside(e))
	}
	for k < len(s.tokens) && s.tokens[k].pos < e.at {
		k++
	}
	return k
}
