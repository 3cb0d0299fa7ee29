// Package publish builds a project: all its articles side by side, only what
// has changed, and at the end what looks across articles.
//
// An article's outputs depend on its own files, on the concepts of the
// termbase that it uses, and on what duizhao.lock names: nothing else, no
// clock, no other article. What looks across articles (a sentence translated
// two ways, the pages of the site) is a last step over their facts, which are
// small, kept in the cache, and read one article at a time.
package publish

import (
	"context"
	"iter"
)

// All gives the facts of every article of a project, sorted by path, one at a
// time: whoever goes over them holds one article's, however many there are.
// It can be gone over again. An error ends it.
type All = iter.Seq2[*Facts, error]

// Put writes one file of the project's own, such as an index page. The path is
// slash-separated, below the folder of the outputs. A file that the last run
// put and this one does not is removed.
type Put func(path string, data []byte) error

// Last is a step over all articles, run when every article is built, by Build
// and by Merge alike. It is left out where neither the facts nor Key changed
// and the files it put are still as it put them.
type Last struct {
	Key string // of all that decides what it puts, facts aside: its settings and its own version
	Run func(ctx context.Context, all All, put Put) error
}
