//go:build race

package gateway

// slowdown stretches the times of tests: the race detector makes everything slower.
const slowdown = 4
