//go:build slow

package home

// stride is how many calls lie between two that fail.
const stride = 1

// stopStride is the same for calls at which a process stops.
const stopStride = 1
