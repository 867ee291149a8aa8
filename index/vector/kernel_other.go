//go:build !amd64

package vector

// dots is portableDots: this processor has no other.
func dots(sums []int32, values []int8, question []int16) { portableDots(sums, values, question) }
