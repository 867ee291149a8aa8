package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A skip is a [corpus.Skip] as it crosses.
type skip struct {
	Input, Place, Reason, Why string
}

func skipOf(s corpus.Skip) skip {
	return skip{clipped(s.Input), clipped(s.Place), string(s.Reason), clipped(s.Err.Error())}
}

// clipped keeps a word about a document from being longer than the document.
func clipped(s string) string {
	const most = 4 << 10
	return strings.ToValidUTF8(s[:min(len(s), most)], "\ufffd")
}

// parseSkip returns a skip of the document whose source is given.
func parseSkip(b []byte, source string) (corpus.Skip, error) {
	var s skip
	if err := json.Unmarshal(b, &s); err != nil {
		return corpus.Skip{}, fmt.Errorf("%w: skip: %w", errFrame, err)
	}
	if !reasonable.MatchString(s.Reason) || s.Why == "" {
		return corpus.Skip{}, fmt.Errorf("%w: skip with reason %q", errFrame, s.Reason)
	}
	if !strings.HasPrefix(s.Input, source) { // it may be inside the document only
		s.Input = source
	}
	return corpus.Skip{Input: s.Input, Place: s.Place, Reason: corpus.Reason(s.Reason), Err: errors.New(s.Why)}, nil
}

// reasonable matches what a reason looks like.
var reasonable = regexp.MustCompile(`^[a-z ]{1,40}$`)

// maxSkips is how many skips one document may have.
const maxSkips = document.MaxSkips + 1
