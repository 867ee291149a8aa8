// Package intake takes in what lies below some roots: from a folder to articles.
//
// A root is what a user names: a file, a folder, a URL, or [verbatim/corpus.Shipped].
// [List] turns roots into inputs, each with a key that stays the same between runs, [Date]
// notes when those that lie in a clone of git were last changed (package history), and [Read]
// turns an input into its articles, by the reader of its format. What cannot be listed or read
// becomes a Skip with a typed reason, and the rest goes on.
//
// A folder may be written to by people who are not to see the other files of the machine, by
// way of a repository for instance. So what is listed and opened lies inside of it, symbolic
// links included, unless the user wants these followed ([Follow]). What counts is what a file
// is when it is opened ([Open], by [os.Root]), not what was listed.
package intake
