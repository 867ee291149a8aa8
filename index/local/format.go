package local

import (
	"fmt"

	"verbatim/index/engine"
)

// format is the version of everything below a generation: the layout of its files and the
// analysis that made the terms. A change of either raises it. An index of an older format goes on
// answering as long as oldest permits, and the next reindex reads everything again.
//
//	3  the first that is still read
//	4  checksums of every file; when articles were revised and inputs changed, and where those stood on the web
//	5  nothing of the layout: documents are read anew (holes, sentences, languages, noindex, PDF by PDFium)
//
// Every record is as long as its location, or its value in the catalogue, says: what a format
// adds to one is appended, and read where the record is not [record.Decoder.Done] yet, so that
// one of an older format lacks just that. Where that is not enough, and where the analysis
// changes, oldest is raised too.
const (
	format     = 5
	oldest     = 3
	withoutSum = 3 // the newest format whose generations have no checksums
)

// readable returns an [engine.ErrFormat] for a format that this program does not read.
func readable(version int) error {
	if version < oldest || version > format {
		return fmt.Errorf("index format %d, this program reads %d to %d: %w", version, oldest, format, engine.ErrFormat)
	}
	return nil
}
