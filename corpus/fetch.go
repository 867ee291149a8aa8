package corpus

import (
	"context"
	"errors"
)

// readURL reads the articles of a URL.
func readURL(_ context.Context, in Input, _ func(Article) error) ([]Skip, error) {
	return []Skip{{Input: in.Key, Reason: ReasonUnsupported, Err: errors.New("URLs cannot be read; save the page to a file")}}, nil
}
