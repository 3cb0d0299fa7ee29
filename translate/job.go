package translate

import (
	"slices"
	"unicode/utf8"

	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/memory"
)

// job is a sentence on its way to the service and back. Units with the very
// same text share one: it is sent once, and they have one translation. In a
// round a job stands in one task at most, so that nobody else changes it.
type job struct {
	units   []int  // indices, the first one leads
	id      string // in requests
	source  string // coded
	sent    string // coded, with what is hidden taken out
	hid     hidden
	size    int // characters of wire(sent)
	hits    []glossary.Hit
	key     string // in the journal
	similar []memory.Match

	verdicts int  // answers that were judged, or that were none when it was alone
	failures int  // failures of the service when it was alone
	suspect  bool // an answer that it stood in was in another language
	best     *candidate
	why      []finding.Finding // what is wrong with the last answer
	reason   Reason            // when it is given up
	done     bool
}

// candidate is an answer that could be used.
type candidate struct {
	text     string // coded, as sent
	model    string
	repaired bool
	weight   int
	verdict  verdict
}

// task is one request to be.
type task struct {
	jobs      []*job
	complaint string
}

// size is the characters of a task's sentences.
func (t *task) size() int {
	n := 0
	for _, j := range t.jobs {
		n += j.size
	}
	return n
}

// halves cuts a task in two.
func (t *task) halves(complaint string) []*task {
	k := (len(t.jobs) + 1) / 2
	return []*task{{t.jobs[:k:k], complaint}, {t.jobs[k:], complaint}}
}

// plan fills requests with jobs in their order, within the bounds. Jobs that
// are finished count as well, so that a run which is gone on with has the same
// requests, less what is finished.
func (r *run) plan(jobs []*job) []*task {
	var out []*task
	var now task
	size := 0
	flush := func() {
		if len(now.jobs) > 0 {
			out = append(out, &task{jobs: now.jobs})
		}
		now, size = task{}, 0
	}
	for _, j := range jobs {
		if len(now.jobs) > 0 && (len(now.jobs) >= r.segments || size+j.size > r.characters) {
			flush()
		}
		now.jobs = append(now.jobs, j)
		size += j.size
	}
	flush()
	for _, t := range out {
		t.jobs = slices.DeleteFunc(t.jobs, func(j *job) bool { return j.done })
	}
	return slices.DeleteFunc(out, func(t *task) bool { return len(t.jobs) == 0 })
}

// limits settles the bounds of a request: the caller's within the service's.
func (r *run) limits() {
	least := func(ours, theirs int) int {
		if theirs > 0 && theirs < ours {
			return theirs
		}
		return ours
	}
	l := r.opt.Provider.Limits()
	r.segments = least(r.opt.ChunkSegments, l.Segments)
	r.characters = least(r.opt.ChunkCharacters, l.Characters)
	r.longest = l.Characters
}

// idOf names the i-th unit in requests. It tells nothing about the sentence,
// as the permanent id does, which is a hash of its text; and since it is no
// counter, a service that drops a sentence can't make up for it by counting on.
func idOf(i int) string {
	const letters = "abcdefghijkmnpqrstuvwxyz23456789"
	n := (uint32(i)*0x9E3B1 + 0x51C37) & (1<<20 - 1) // odd: each i below 2^20 has its own
	out := []byte{'s', 0, 0, 0, 0}
	for k := 1; k < len(out); k++ {
		out[k] = letters[n&31]
		n >>= 5
	}
	return string(out)
}

// newJob prepares a unit for sending.
func (r *run) newJob(i int, source string) *job {
	j := &job{units: []int{i}, id: idOf(i), source: source}
	j.sent, j.hid = r.redact.hide(source)
	j.size = utf8.RuneCountInString(wire(j.sent))
	if r.opt.Glossary != nil {
		j.hits = r.opt.Glossary.Find(r.opt.From, words(j.sent))
	}
	return j
}
