package publish

import (
	"github.com/duizhao/duizhao/check"
	"github.com/duizhao/duizhao/finding"
	"github.com/duizhao/duizhao/lang"
)

// Facts are what one article leaves behind for the last step. They hold no
// byte of an edition, and depend on the article alone. They are kept in the
// cache and in the manifests of shards, see store.go.
type Facts struct {
	Name     string      `json:"name"`
	Path     string      `json:"path"`            // of the source: slash-separated, from the project's folder
	Under    string      `json:"under,omitempty"` // folder of the outputs below the folder of all outputs
	Texts    []Text      `json:"texts"`           // the source, then the translations in the order of the columns
	Editions []Edition   `json:"editions,omitempty"`
	Left     []lang.Tag  `json:"left,omitempty"` // translations in the wrong language: no edition was made of them
	Findings []Finding   `json:"findings,omitempty"`
	Stale    [][]Finding `json:"stale,omitempty"` // by translation: what it says about suppressions of the configuration

	Body *Body `json:"-"` // nil where it was not asked for

	keys pairKeys // likewise
}

// Text is what there is to say about one text of an article.
type Text struct {
	Lang      lang.Tag `json:"lang"`
	Path      string   `json:"path"` // slash-separated, from the project's folder
	Title     string   `json:"title"`
	Date      string   `json:"date,omitempty"` // ISO 8601; of the text, "" where it gives none
	Author    string   `json:"author,omitempty"`
	Tags      []string `json:"tags,omitempty"`    // front matter: tags, else keywords
	Summary   string   `json:"summary,omitempty"` // front matter: summary, else description, else the first paragraph, shortened
	Sentences int      `json:"sentences"`
	Beads     int      `json:"beads,omitempty"`   // translations only: of the alignment with the source
	Draft     int      `json:"draft,omitempty"`   // translations only: empty places, sentences not translated yet
	Review    Review   `json:"review,omitzero"`   // translations only
	Context   []Field  `json:"context,omitempty"` // the other fields of the front matter
	Links     []Link   `json:"links,omitempty"`   // to other files of the project
}

// Link is a relative address that a text has.
type Link struct {
	Start int    `json:"start"` // bytes of the file as UTF-8, of the words that are the link
	End   int    `json:"end"`
	To    string `json:"to"` // as the text has it
}

// Field is a field of the front matter.
type Field struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Review counts beads of a translation by how they came about, as the ledger
// has it. What is in neither count was written by people.
type Review struct {
	Machine  int      `json:"machine,omitempty"`  // from a memory or a service, seen by nobody
	Reviewed int      `json:"reviewed,omitempty"` // seen by a person, and not changed since
	By       []string `json:"by,omitempty"`       // who translated them: "memory", "deepl", "openai MODEL"; sorted
}

// Edition is one edition of the article.
type Edition struct {
	Name    string     `json:"name"`            // base name of its files: apec.zh-Hant.en
	Langs   []lang.Tag `json:"langs"`           // the columns, the source first
	Draft   int        `json:"draft,omitempty"` // sentences not translated yet, of all columns
	Outputs []Output   `json:"outputs"`
}

// Output is one file of an edition.
type Output struct {
	Path   string `json:"path"`   // slash-separated, below the folder of all outputs
	Format string `json:"format"` // html, pdf, text, jsonl, picture
	Size   int    `json:"size"`   // bytes
	Hash   Hash   `json:"hash"`
}

// Finding is a finding without the document that it is about.
type Finding struct {
	Code     finding.Code     `json:"code"`
	Severity finding.Severity `json:"severity"`
	Args     map[string]any   `json:"args,omitempty"` // strings and ints
	Term     string           `json:"term,omitempty"`
	Source   *Place           `json:"source,omitempty"`
	Target   *Place           `json:"target,omitempty"`
	Fix      *Fix             `json:"fix,omitempty"`
}

// Place is a place in a file of the project.
type Place struct {
	Path     string   `json:"path"` // slash-separated, from the project's folder
	Lang     lang.Tag `json:"lang"`
	Start    int      `json:"start"` // bytes of the file as UTF-8
	End      int      `json:"end"`
	Sentence int      `json:"sentence"` // from 0; -1 when the place is no sentence
	ID       string   `json:"id,omitempty"`
	Text     string   `json:"text,omitempty"` // of the sentence, trimmed
}

// Fix is a replacement that mends a finding.
type Fix struct {
	Path  string   `json:"path"`
	Lang  lang.Tag `json:"lang"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	With  string   `json:"with"`
	Safe  bool     `json:"safe,omitempty"`
}

// Body is the larger part of the facts.
type Body struct {
	Sentences [][]Sentence `json:"sentences"`       // by text, as in Facts.Texts
	Terms     []TermUse    `json:"terms,omitempty"` // by translation, then by concept
	Pairs     []Pair       `json:"pairs,omitempty"` // what is compared across articles
}

// Sentence is one sentence in the order of its text.
type Sentence struct {
	ID   string `json:"id"`             // permanent; the anchor of its row in the HTML edition is made of it
	Text string `json:"text"`           // without markup; line breaks within it are spaces
	Kind string `json:"kind,omitempty"` // of its block: title, heading, caption, …; "" for a paragraph
}

// TermUse is one concept of the termbase in one translation.
type TermUse struct {
	Text    int      `json:"text"`    // index into Facts.Texts of the translation
	Concept string   `json:"concept"` // its id
	Source  string   `json:"source"`  // the preferred form in the source's script
	Target  string   `json:"target"`  // the preferred form in the translation's language
	Also    []string `json:"also,omitempty"`
	Note    string   `json:"note,omitempty"`
	In      []int    `json:"in,omitempty"`  // sentences of the source that it stands in
	Out     []int    `json:"out,omitempty"` // sentences of the translation
}

// Pair is a sentence paired one to one with its translation.
type Pair struct {
	Text     int              `json:"text"` // index into Facts.Texts of the translation
	Source   int              `json:"source"`
	Target   int              `json:"target"`
	SourceAt [2]int           `json:"sourceAt"` // bytes of the file
	TargetAt [2]int           `json:"targetAt"`
	Accepted []check.Accepted `json:"accepted,omitempty"` // by comments in either text
}
