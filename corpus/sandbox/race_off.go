//go:build !race

package sandbox

// slack is how much more memory than otherwise the race detector takes: there is none.
const slack = 1
