package engine

// A Generation describes one finished state of the corpus.
type Generation struct {
	Version   int            // from 1; a newer one is higher
	Totals    Totals         // of what it holds
	Languages map[string]int // articles by language
	Origin    Origin         // where it came from
	Worn      bool           // it was changed so often, or in so much, that one from nothing pays
}

// Origin says where the articles of a generation came from.
type Origin struct {
	Roots []string          // files, folders and URLs
	Web   Web               // how the URLs were read
	Bases map[string]string `json:"bases,omitempty"` // addresses at which roots are published, by root, where the user told
}

// Web says how the URLs among the roots are read. It is remembered with them.
type Web struct {
	Depth        int  `json:"depth"`         // links followed from a page that is a root, on its site
	AllowPrivate bool `json:"allow_private"` // read what stands at private and loopback addresses
}
