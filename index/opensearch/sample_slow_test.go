//go:build opensearch && slow

package opensearch_test

// every is which of the questions are asked: all.
const every = 1
