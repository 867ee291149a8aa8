// Package enginetest holds the tests that every engine has to pass, and the checks that other
// tests make of one.
//
// # Nouns
//
// A [Place] is where one engine keeps one corpus: a data directory, a name on a cluster. The
// tests open it as often as they like, in this process and in others.
//
// A story is a corpus of made-up articles that comes in versions. Every article names the version
// it was written in, so that whatever is read tells from which state of the corpus it comes.
//
// # How an engine is tested
//
// Its own tests call [Run] with a function that makes a new place, and [Main] in place of
// testing.M.Run, which lets the tests start the test binary as a writer and kill it.
package enginetest
