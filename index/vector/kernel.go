package vector

// portableDots sets each sum to Σ values[d] × question[d] of the next vector. Sums stay
// within int32: see questionReach.
func portableDots(sums []int32, values []int8, question []int16) {
	for i := range sums {
		vector := values[i*len(question):][:len(question)]
		var a, b int32
		for d := 0; d+1 < len(vector); d += 2 {
			a += int32(vector[d]) * int32(question[d])
			b += int32(vector[d+1]) * int32(question[d+1])
		}
		sums[i] = a + b
	}
}
