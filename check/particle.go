package check

import (
	"strings"

	"github.com/duizhao/duizhao/doc"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
)

// doubleForms are particles of both forms at once, which a template leaves.
var doubleForms = []string{"은(는)", "는(은)", "이(가)", "가(이)", "을(를)", "를(을)", "와(과)", "과(와)", "(으)로", "으(로)", "은/는", "이/가", "을/를", "와/과"}

// particles holds the Korean particle after a term to the term's last sound,
// and reports double forms. Only terms are checked: of other words it is not
// sure where the noun ends.
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
		for h := range r.tgt.terms.in(i) {
			p, ok := glossary.ParticleAfter(raw, h.Span.End)
			if !ok {
				continue
			}
			found := raw[p.Start:p.End]
			if want := glossary.Agree(raw[h.Span.Start:h.Span.End], found); want != found {
				r.reportParticle(i, p, found, want)
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
