// Package unit cuts sentences into the units that the aligner compares: words
// of English, eojeols of Korean, dictionary words of Chinese, and numbers read
// as values. The generator of the lexicon cuts its glosses with the same
// functions, so that both sides agree on what a unit is.
package unit

// Token is one unit of a sentence with the forms under which it may be met in
// a lexicon. A token counts once, however many forms it has.
type Token struct {
	Forms []string // normalised; the first is the principal one
	Text  string   // as written
	Value Value    // its number, zero for none
	Upper bool     // begins with a capital letter
	Stop  bool     // a function word
}
