//go:build opensearch && !slow

package opensearch_test

// The sets whose questions are asked, and which of these: each so many-th.
var sets = []string{"nq-tune"}

const every = 10

// resumed is how many reindexing processes are killed.
const resumed = 3

// What is asked with vectors and reader of each set: some questions over their articles and as many others at most.
const (
	mostAsked    = 12
	mostArticles = 10
)
