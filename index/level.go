package index

// Needs returns the confidence from which on an answer is given at level l; a level that
// is not known needs what [Balanced] does.
func (l Level) Needs() float64 {
	if need, ok := thresholds[l]; ok {
		return need
	}
	return thresholds[Balanced]
}
