package update

import (
	"fmt"
	"os"
	"path/filepath"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// origin settles what to read, and how: as the options say, else as in the last run. Where there
// was one and nobody knows what it read, nothing else is put in its place.
func origin(last *engine.Generation, o Options) (engine.Origin, error) {
	from := last.Origin
	if len(o.Roots) > 0 {
		var err error
		if from.Roots, err = absolute(o.Roots); err != nil {
			return from, err
		}
	}
	if len(from.Roots) == 0 && last.Lost {
		return from, engine.ErrLost
	}
	if len(from.Roots) == 0 {
		from.Roots = []string{corpus.Shipped}
	}
	if o.Web != nil {
		from.Web = *o.Web
	}
	if o.Follow != nil {
		from.Follow = *o.Follow
	}
	return from, nil
}

// absolute makes paths independent of the folder the program was started in, because
// the next run has to find them again.
func absolute(roots []string) ([]string, error) {
	out := make([]string, len(roots))
	for i, r := range roots {
		out[i] = r
		if _, err := os.Lstat(r); err != nil {
			continue // a URL, the shipped articles, or nothing: intake.List says which
		}
		abs, err := filepath.Abs(r)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", r, err)
		}
		out[i] = abs
	}
	return out, nil
}
