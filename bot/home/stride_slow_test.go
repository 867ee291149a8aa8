//go:build slow

package home

// stride is how many calls lie between two that fail.
const stride = 1
