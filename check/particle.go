package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// doubleForms are particles of both forms at once, which a template leaves.
var doubleForms = []string{"은(는)", "는(은)", "이(가)", "가(이)", "을(를)", "를(을)", "와(과)", "과(와)", "(으)로", "으(로)", "은/는", "이/가", "을/를", "와/과"}

// particles holds the Korean particle after a term to the term's last sound,
// and reports double forms. Of other words it is seldom sure where the noun
// ends: they are held to what no ending of a verb looks like, see misjoined.
func (r *run) particles() {
	if r.tgt.tag != lang.Ko || !r.on(Particle) {
		return
	}
	for i, raw := range r.tgt.raw {
		if r.verbatim(r.tgt, i) {
			continue
		}
		double := false
		for _, d := range doubleForms {
			at := strings.Index(raw, d)
			if at <= 0 || strings.TrimSpace(raw[:at]) == "" || raw[at-1] == ' ' {
				continue
			}
			r.reportParticle(i, doc.Span{Start: at, End: at + len(d)}, d, "")
			double = true
			break
		}
		if double {
			continue
		}
		looked := 0 // no word is looked at before this offset: a term was there
		for h := range r.tgt.terms.in(i) {
			p, ok := glossary.ParticleAfter(raw, h.Span.End)
			if !ok {
				continue
			}
			r.misjoined(i, raw, looked, h.Span.Start)
			looked = p.End
			found := raw[p.Start:p.End]
			if want := glossary.Agree(raw[h.Span.Start:h.Span.End], found); want != found {
				r.reportParticle(i, p, found, want)
			}
		}
		r.misjoined(i, raw, looked, len(raw))
	}
}

// notParticles are words, and endings of names, that end as if a particle stood
// behind a vowel: 산마을, 늦가을, 김하은.
var notParticles = []string{"마을", "가을", "노을", "고을",
	"가은", "나은", "다은", "라은", "하은", "지은", "고은", "시은", "예은", "조은", "주은", "서은", "채은", "소은", "세은", "이은", "부은", "그은", "혜은", "보은", "아은", "미은", "재은", "초은", "유은", "효은", "태은", "기은"}

// misjoined looks, in a part of a sentence, at words of Hangul that end in 를
// or 와 behind a consonant, or in 을 or 은 behind a vowel. No verb does, where
// 있는 and 가을이 show why other particles are left alone; on 42,000 words of
// documentation and news all 34 that differ are mistakes.
func (r *run) misjoined(sentence int, raw string, from, to int) {
	for at := from; at < to; {
		c, size := utf8.DecodeRuneInString(raw[at:])
		if !unicode.Is(unicode.Hangul, c) {
			at += size
			continue
		}
		end := at
		for end < len(raw) {
			c, size := utf8.DecodeRuneInString(raw[end:])
			if !unicode.Is(unicode.Hangul, c) {
				break
			}
			end += size
		}
		word := raw[at:end]
		at = end
		if end > to {
			return
		}
		for _, found := range []string{"를", "와", "을", "은"} {
			stem, ok := strings.CutSuffix(word, found)
			if !ok || utf8.RuneCountInString(stem) < 2 || slices.ContainsFunc(notParticles, func(w string) bool { return strings.HasSuffix(word, w) }) {
				continue
			}
			if want := glossary.Agree(stem, found); want != found {
				r.reportParticle(sentence, doc.Span{Start: end - len(found), End: end}, found, want)
			}
		}
	}
}

func (r *run) reportParticle(sentence int, span doc.Span, found, want string) {
	bead := r.tgt.bead[sentence]
	f := finding.Finding{
		Code: Particle, Args: map[string]any{"Found": found, "Want": want},
		Source: r.src.first(r.bt.Beads[bead].Source), Target: r.tgt.place(sentence, span),
	}
	if want != "" {
		f.Fix = &finding.Fix{Doc: r.tgt.text.Doc, Span: r.tgt.source(sentence, span), Text: want, Safe: true}
	}
	r.add(bead, f)
}
