// Package index finds the sentence of a corpus that answers a question. It keeps
// the corpus on disk, in a bleve index and a store of texts, and is the only
// package that knows bleve.
package index
