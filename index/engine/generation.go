package engine

import "time"

// A Generation describes one finished state of the corpus.
type Generation struct {
	Version   int            // from 1; a newer one is higher
	Created   time.Time      // the zero time when unknown
	Totals    Totals         // of what it holds
	Languages map[string]int // articles by language
	Origin    Origin         // where it came from
	Worn      bool           // it was changed so often, or in so much, that one from nothing pays
	Outdated  bool           // an older version of this program wrote it, and its articles lack something: they are to be read again
	Lost      bool           // there was one, and nothing tells where it came from
	Unsound   error          // why it cannot be read, nil where it can or where there never was one
}

// Origin says where the articles of a generation came from.
type Origin struct {
	Roots  []string          `json:"roots"`                  // files, folders, URLs and repositories
	Web    Web               `json:"web"`                    // how the URLs were read
	Follow bool              `json:"follow_links,omitempty"` // symbolic links out of the folders were followed
	Bases  map[string]string `json:"bases,omitempty"`        // addresses at which roots are published, by root, where the user told
	Depths map[string]int    `json:"depths,omitempty"`       // links followed from a page that is a root, by root, where that is not Web.Depth
}

// Web says how the URLs among the roots are read. It is remembered with them.
type Web struct {
	Depth        int  `json:"depth"`         // links followed from a page that is a root, on its site
	AllowPrivate bool `json:"allow_private"` // read what stands at private and loopback addresses
}
