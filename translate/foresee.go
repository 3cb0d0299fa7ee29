package translate

// Foresee says what Run would send and what that would cost. It sends nothing
// and writes nothing.
func Foresee(units []Unit, opt Options) (Estimate, error) {
	r, err := prepare(units, opt)
	if err != nil {
		return Estimate{}, err
	}
	var e Estimate
	if opt.Provider != nil {
		var c counts
		for _, t := range r.plan(r.jobs) {
			e.Requests++
			e.Sentences += len(t.jobs)
			c = c.plus(expect(r.request(t)))
		}
		e.Characters, e.InputTokens, e.OutputTokens, e.Cost = c.characters, c.in, c.out, opt.Price.cost(c)
	}
	r.balance()
	s := r.sum
	e.Units, e.Locked, e.Memory, e.Glossary, e.Copied, e.Resumed, e.Empty = s.Units, s.Locked, s.Memory, s.Glossary, s.Copied, s.Resumed, s.Empty
	for _, j := range r.jobs {
		if !j.done {
			e.Empty -= len(j.units)
		}
	}
	return e, nil
}
