// Package translate gets sentences translated: from the memory, from the
// glossary, and from a service, whose every answer is held to the source
// before it is believed.
//
// # The books balance
//
// Run gives one Result for each Unit. A result either has a text, or it has
// none and says why; nothing else happens to a sentence, whatever a service
// answers. What it says wrongly is refused, asked again in halves, then
// alone with the reason, and in the end left as an empty place or, where the
// text is whole and only a term or a number is doubtful, kept with the problem
// beside it. Package check has the terms and the values; file accept.go says
// what else an answer is held to, and which failure empties a place.
//
// # Nothing is paid for twice
//
// Every sentence that is finished is appended to the journal before its result
// is used. A run that was killed, has spent its quota or was interrupted is
// gone on with by the next, which sends no finished sentence again.
//
// # Nothing hidden leaves the machine
//
// What Options.Redact lists is replaced by placeholders in all that a request
// carries, and put back into the answer.
package translate

import (
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/glossary"
	"github.com/duizhao/duizhao/lang"
	"github.com/duizhao/duizhao/memory"
	"github.com/duizhao/duizhao/provider"
)

// Unit is a sentence to be translated. Text is marked text, as packages draft
// and exchange have it: the placeholders <x1>…</x1> and <x2/> stand for markup,
// < is written &lt;, > &gt; and & &amp;, and nothing else is markup.
type Unit struct {
	ID            string // permanent id, unique in a run
	Text          string // without white space around it
	Before, After string // the sentences beside it in the article, marked; "" at the ends
	Locked        bool   // not to be translated: it has a person's translation
}

// Options say how units are translated. The zero value of a field is its
// default.
type Options struct {
	From, To lang.Tag
	Glossary *glossary.Glossary // nil for none
	Memory   *memory.Memory     // nil for none
	Provider provider.Provider  // nil: nothing leaves the machine
	// Engine names what the provider was set to (model, instruction, formality):
	// what an answer depends on besides the sentence. The journal does not
	// answer for another engine.
	Engine string

	MinScore    int              // per cent from which on a memory match is a suggestion or an example; 75
	Suggestions int              // suggestions a sentence; 3
	Context     int              // source sentences before a chunk that go with it; 2, and -1 for none
	Retries     int              // how often a sentence is asked again, alone; 2, and -1 for never
	MegaZhao    bool             // 兆 is a million, as value.Options has it
	Dictionary  check.Dictionary // what translations are checked with

	ChunkSegments, ChunkCharacters int // bounds of a request, beside the provider's own; 20 and 1,200

	Concurrency   int // requests side by side; 4
	RatePerMinute int // requests begun in a minute; 0 for no limit

	// Journal is the path of the file of finished sentences, "" for none. Run
	// only ever appends to it; it may be deleted once the results are safe.
	Journal string

	MaxCharacters, MaxTokens int     // caps that are not passed; 0 for none
	MaxCost                  float64 // likewise, in the currency of Price, without which it is refused
	Price                    Price

	Redact   []string       // what must not leave the machine: terms, and /patterns/ in RE2
	Progress func(Progress) // called from one goroutine at a time; nil for none
}

// Price is what a service charges, 0 where it charges nothing for a count.
type Price struct {
	Currency                                string // ISO 4217, "" unknown
	MillionCharacters                       float64
	MillionInputTokens, MillionOutputTokens float64
}

// Known reports a price that charges for anything.
func (p Price) Known() bool {
	return p.MillionCharacters > 0 || p.MillionInputTokens > 0 || p.MillionOutputTokens > 0
}

// Origin tells where a translation came from, in the ledger's words.
type Origin struct {
	By       string // "memory", "glossary", "copy", or the provider's name; "" for an empty place
	Model    string // of a provider
	Score    int    // of a memory match, per cent: 100 exact, 101 in context, less where numbers or names were swapped
	Repaired bool   // put right after the answer: terms, particles, punctuation
}

// The makers of translations that are no provider.
const (
	ByMemory   = "memory"
	ByGlossary = "glossary" // the whole sentence is a term, or a value
	ByCopy     = "copy"     // there is nothing to translate in it
)

// Reason says why a result has no text.
type Reason string

// The reasons. Their wording is the message "translate.reason." + reason.
const (
	Locked    Reason = "locked"     // Unit.Locked
	NotFound  Reason = "not-found"  // no provider was asked, and the memory lacks it
	Rejected  Reason = "rejected"   // no answer stood the checks; Problems has why the last did not
	TooLong   Reason = "too-long"   // longer than the service takes
	NoService Reason = "no-service" // the service failed for this sentence
	Stopped   Reason = "stopped"    // the run ended before: interrupted, a cap, a quota, a service that is down
	Hidden    Reason = "hidden"     // all of it is in Options.Redact
	Blank     Reason = "blank"      // there is nothing in it
)

// Result is what became of a unit.
type Result struct {
	ID          string
	Text        string // the translation, marked, with the unit's placeholders; "" when there is none
	Origin      Origin
	Reason      Reason            // why Text is "", "" when it is not
	Suggestions []memory.Match    // near matches, when the text does not come from the memory
	Problems    []finding.Finding // without places; of the text, or of the answer that was refused
}

// Summary adds a run up. Units = Locked + Memory + Glossary + Copied + Resumed
// + Answered + Empty.
type Summary struct {
	Units                                 int
	Locked                                int
	Memory, Glossary, Copied              int
	Resumed                               int // from the journal
	Answered                              int // by the provider, in this run
	Empty                                 int // without the locked
	Repaired, Flagged                     int // texts put right; texts with problems
	Reasons                               map[Reason]int
	Requests, Refused                     int // answers refused wholly or in part
	Sent                                  int // sentences sent, those asked again counted again
	Characters, InputTokens, OutputTokens int // as the service counts them, else as estimated
	Cost                                  float64
}

// Progress tells how far a run is.
type Progress struct {
	Done, Total int     // sentences that the provider is asked for
	Requests    int     // answered so far
	Cost        float64 // so far
	Left        float64 // seconds, estimated; -1 while nothing is known
}

// Estimate is what a run would send and cost. Requests that are asked again
// are not foreseen.
type Estimate struct {
	Units, Locked, Memory, Glossary, Copied, Resumed, Empty int // as in Summary
	Sentences, Requests                                     int // to be sent
	Characters                                              int // code points of those sentences
	InputTokens, OutputTokens                               int
	Cost                                                    float64 // 0 without a price
}
