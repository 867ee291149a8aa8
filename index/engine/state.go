package engine

// A State is what an engine knows of what it keeps of the newest generation, beside its contents.
type State struct {
	Bytes      int64 // of files that have checksums
	Unverified int64 // of these, those that were not compared with them
	Outdated   bool  // an older version of this program wrote it, perhaps without checksums
	Astray     bool  // nothing names it: it was found without
	Vectors    int   // that are damaged or missing, of the encoding that is understood, though all were made
	Memory     int64 // bytes that vectors take in this process
	Away       error // what it last met with where what keeps the index does not answer, nil where it does
	Loading    bool  // vectors are still being read: what has none yet is found by its words
}
