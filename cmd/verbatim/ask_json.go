package main

import (
	"verbatim/index"
	"verbatim/index/prediction"
)

// An askResult is what ask --json prints.
type askResult struct {
	prediction.Answer
	Explanation *explanation `json:"explanation,omitempty"`
}

func newAskResult(a index.Answer) askResult {
	return askResult{prediction.Of(a), newExplanation(a.Explanation)}
}
