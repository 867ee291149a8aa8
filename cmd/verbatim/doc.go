// Verbatim answers questions with passages that stand in its corpus, on the command
// line and in Discord.
//
// main.go hands everything a process has to run, which builds one command for each
// verb. A verb is one file: a constructor that declares its flags and help, and a
// method that does the work on values. Data goes to standard output, all else to
// standard error, and nothing but config.go reads the environment.
package main
