// Package articles holds the articles that come inside the program, so that it answers
// before anybody has given it a corpus.
package articles

import (
	"embed"
	"io/fs"
)

//go:embed *.txt
var files embed.FS

// Files returns the articles as files of one folder. It may be read by several goroutines.
func Files() fs.FS { return files }
