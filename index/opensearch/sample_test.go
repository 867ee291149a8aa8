//go:build opensearch && !slow

package opensearch_test

// every is which of the questions are asked: each so many-th.
const every = 5
