//go:build slow

package enginetest

// kills is how many writing processes are killed.
const kills = 50
