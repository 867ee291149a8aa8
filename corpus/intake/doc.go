// Package intake takes in what lies below some roots: from a folder to articles.
//
// A root is what a user names: a file, a folder, a URL, or [verbatim/corpus.Shipped].
// [List] turns roots into inputs, each with a key that stays the same between runs, [Date]
// notes when those that lie in a clone of git were last changed (package history), and [Read]
// turns an input into its articles, by the reader of its format. What cannot be listed or read
// becomes a Skip with a typed reason, and the rest goes on.
package intake
