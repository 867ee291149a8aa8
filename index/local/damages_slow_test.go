//go:build slow

package local_test

// damages is how many data directories are damaged.
const damages = 200
