//go:build !slow

package home

// stride is how many calls lie between two that fail; with the build tag slow each of them does.
const stride = 47

// stopStride is the same for calls at which a process stops.
const stopStride = 17
