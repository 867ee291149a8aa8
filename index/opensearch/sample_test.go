//go:build opensearch && !slow

package opensearch_test

// The sets whose questions are asked, and which of these: each so many-th.
var sets = []string{"nq-tune"}

const every = 10

// resumed is how many reindexing processes are killed.
const resumed = 3
