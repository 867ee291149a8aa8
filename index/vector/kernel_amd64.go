package vector

import "golang.org/x/sys/cpu"

// dots is portableDots, with AVX2 where there is that.
func dots(sums []int32, values []int8, question []int16) {
	if !cpu.X86.HasAVX2 {
		portableDots(sums, values, question)
		return
	}
	if len(sums) > 0 {
		_, _ = values[len(sums)*len(question)-1], question[dimensionOf-1]
		dotsAVX2(&sums[0], len(sums), &values[0], &question[0], len(question)/dimensionOf)
	}
}

// dotsAVX2 sets count sums to the products of the question with as many vectors, each of
// 32 × blocks values (AVX2). count and blocks ≥ 1.
//
//go:noescape
func dotsAVX2(sums *int32, count int, values *int8, question *int16, blocks int)
