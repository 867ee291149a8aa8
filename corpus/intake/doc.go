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
//
// # What the sandbox costs
//
// This process opens a file and hands its bytes to a child of the package sandbox, which
// parses them. Reindexing 21 MB of text, 17,587 articles of 1.2 kB, took so many seconds of
// processor time, parent and children together, the least of three runs on two busy cores;
// the clock does not tell more there.
//
//	format                here   sandbox
//	plain text            6.8    7.4      a file each, the smallest that the cost can show on
//	Markdown              9.5    9.7      a file each
//	HTML                  7.4    8.2      a file each
//	JSON lines            5.8    5.8      one file
//
// A file of one sentence takes 14 µs here and 38 to 44 µs in the sandbox. The first file of a run
// waits some 20 ms for a child; a run that reads nothing, and a question, start none.
package intake
