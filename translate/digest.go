package translate

import (
	"slices"
	"strings"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/provider"
)

// digest judges the answer to a task. Sentences whose translation is good are
// finished and returned; next is what has to be asked for again.
func (r *run) digest(t *task, a provider.Answer) (finished []*job, next []*task) {
	texts, kind := byID(t.jobs, a.Texts)
	if kind != "" {
		return nil, r.again(t, wrong(AnswerIDs, "Kind", kind))
	}
	verdicts := make([]verdict, len(t.jobs))
	var all strings.Builder
	for i, j := range t.jobs {
		texts[i] = unwire(tidy(texts[i]), j.sent)
		verdicts[i] = r.judge.judge(j.sent, texts[i])
		if j.suspect && len(verdicts[i].broken) == 0 {
			verdicts[i].broken = r.strict(texts[i])
		}
		all.WriteString(words(texts[i]) + "\n")
	}
	if len(t.jobs) > 1 {
		if lang.Detect(all.String()).Against(r.opt.To) == lang.Disagrees {
			for _, j := range t.jobs {
				j.suspect = true
			}
			return nil, r.again(t, wrong(AnswerLanguage, "Kind", "other", "Language", string(r.opt.To), "Found", clip(all.String(), 80)))
		}
		if why := r.distrust(t.jobs, texts, verdicts); why != nil {
			return nil, r.again(t, why)
		}
	}
	for i, j := range t.jobs {
		r.consider(j, texts[i], a.Model, verdicts[i])
		if j.done {
			finished = append(finished, j)
			continue
		}
		next = append(next, r.alone(j, complain(verdicts[i].all()))...)
	}
	return finished, next
}

// byID gives the texts in the order of the jobs; kind says what is wrong with
// their ids.
func byID(jobs []*job, list []provider.Segment) (texts []string, kind string) {
	at := make(map[string]int, len(jobs))
	for i, j := range jobs {
		at[j.id] = i
	}
	texts = make([]string, len(jobs))
	seen := make([]bool, len(jobs))
	for _, s := range list {
		i, ok := at[strings.TrimSpace(s.ID)]
		switch {
		case !ok:
			return nil, "foreign"
		case seen[i]:
			return nil, "doubled"
		}
		texts[i], seen[i] = s.Text, true
	}
	if slices.Contains(seen, false) {
		return nil, "missing"
	}
	return texts, ""
}

// strict judges the language of a sentence that stood in an answer in another
// one, on less evidence: as if it went on like this.
func (r *run) strict(text string) []finding.Finding {
	w := words(text)
	if lang.Detect(strings.Repeat(w+" ", suspectRepeat)).Against(r.opt.To) != lang.Disagrees {
		return nil
	}
	return wrong(AnswerLanguage, "Kind", "other", "Language", string(r.opt.To), "Found", clip(w, 80))
}

// distrust says why no sentence of an answer is to be believed: something was
// added to one of them, which may be the work of a text that gives orders;
// several are broken; or two translations fit each other's source.
func (r *run) distrust(jobs []*job, texts []string, verdicts []verdict) []finding.Finding {
	broken := 0
	var why []finding.Finding
	var failing []int
	for i, v := range verdicts {
		for _, f := range v.broken {
			if f.Code == AnswerAdded {
				return []finding.Finding{f}
			}
		}
		if len(v.broken) > 0 {
			broken++
			why = v.broken
		}
		if !v.ok() {
			failing = append(failing, i)
		}
	}
	if broken >= 2 {
		return why
	}
	const most = 6 // of those that are compared with each other
	for a, i := range failing[:min(len(failing), most)] {
		for _, k := range failing[a+1 : min(len(failing), most)] {
			if r.judge.judge(jobs[i].sent, texts[k]).ok() && r.judge.judge(jobs[k].sent, texts[i]).ok() {
				return wrong(AnswerIDs, "Kind", "swapped")
			}
		}
	}
	return nil
}

// consider takes an answer for a sentence: it is the translation if nothing
// that the service could do better is wrong with it, else a candidate.
func (r *run) consider(j *job, text, model string, v verdict) {
	asked := v // of the answer as it came: what the service can better, it is asked to
	j.verdicts++
	j.why = v.all()
	if len(v.broken) > 0 {
		return
	}
	c := &candidate{text: text, model: model}
	if len(v.problems) > 0 {
		if c.text, c.repaired = r.judge.repair(j.sent, text); c.repaired {
			v = r.judge.judge(j.sent, c.text)
			c.weight = 1
		}
	}
	c.weight += 2 * v.weight()
	c.verdict = v
	if j.best == nil || c.weight < j.best.weight {
		j.best = c
	}
	if asked.ok() {
		j.best, j.done = c, true
	}
}

// again asks for a task once more: in halves, or alone.
func (r *run) again(t *task, why []finding.Finding) []*task {
	if len(t.jobs) > 1 {
		for _, j := range t.jobs {
			j.why = why
		}
		return t.halves(complain(why))
	}
	j := t.jobs[0]
	j.why = why
	j.verdicts++
	return r.alone(j, complain(why))
}

// alone asks for a sentence by itself, with what was wrong, or gives it up.
func (r *run) alone(j *job, complaint string) []*task {
	if j.verdicts > r.opt.Retries {
		j.done, j.reason = true, Rejected
		return nil
	}
	return []*task{{[]*job{j}, complaint}}
}

// settle makes the results of a job that is done: of its best answer, with
// what was hidden put back, or of none.
func (r *run) settle(j *job) {
	res := Result{Suggestions: j.similar}
	if c := j.best; c != nil {
		text, repaired, v := c.text, c.repaired, c.verdict
		if len(j.hid.texts) > 0 {
			again := false
			text, again = r.judge.repair(j.source, j.hid.show(text, r.reveal))
			repaired = repaired || again
			v = r.judge.judge(j.source, text)
		}
		res.Text = encode(text)
		res.Origin = Origin{By: r.opt.Provider.Name(), Model: c.model, Repaired: repaired}
		res.Problems = v.all()
	} else {
		res.Reason, res.Problems = j.reason, j.why
	}
	r.place(j, res)
}

// place gives a result to all units of a job.
func (r *run) place(j *job, res Result) {
	for _, i := range j.units {
		res.ID = r.units[i].ID
		r.results[i] = res
	}
}

// reveal is what stands in the translation for something hidden: its
// translation where the glossary has it, else itself, which is then a problem
// for a person.
func (r *run) reveal(text string) string {
	if r.opt.Glossary == nil {
		return text
	}
	for _, h := range r.opt.Glossary.Find(r.opt.From, text) {
		if h.Span.Start == 0 && h.Span.End == len(text) {
			if target, ok := r.target(h.Concept, text); ok {
				return target
			}
		}
	}
	return text
}

// slice is what the glossary says about a sentence: the part of it that its
// translation depends on.
func (r *run) slice(j *job) string {
	if r.opt.Glossary == nil {
		return ""
	}
	var out []string
	text := words(j.source)
	for _, h := range r.opt.Glossary.Find(r.opt.From, text) {
		c := &r.opt.Glossary.Concepts[h.Concept]
		line := text[h.Span.Start:h.Span.End]
		for _, t := range c.Terms {
			if t.Lang == r.opt.To {
				line += "\x00" + t.Status.String() + "\x00" + t.Text
			}
		}
		if c.Keep {
			line += "\x00keep"
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "\x01")
}
