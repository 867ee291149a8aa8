// Package limit holds back whoever asks too often.
//
// A [Limiter] has a bucket of tokens for each key. [Limits] are the limiters of the bot:
// they bound how much of it one person, one channel and one server can take up. [Reached]
// is the error that says whose limit was reached, and for how long.
package limit
