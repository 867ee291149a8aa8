//go:build opensearch && slow

package opensearch_test

// The sets whose questions are asked, and which of these: all.
var sets = []string{"nq-tune", "squad-tune", "wikiqa-tune"}

const every = 1

// resumed is how many reindexing processes are killed.
const resumed = 8

// What is asked with vectors and reader: all, over all articles.
const (
	mostAsked    = 1 << 30
	mostArticles = 1 << 30
)
