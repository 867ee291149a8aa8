//go:build race

package sandbox

// slack is how much more memory than otherwise the race detector takes.
const slack = 8
