package main

import (
	"github.com/spf13/cobra"

	"verbatim/index"
	"verbatim/index/reader"
)

// readingFlags say how the verbs that answer questions use the reader.
type readingFlags struct {
	none   bool
	budget int
	file   string // other weights than the embedded ones
}

func (r *readingFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&r.none, "no-reader", false, "rank by words alone: for tiny machines; less often right")
	f.IntVar(&r.budget, "budget", 0, "word pieces to read for a question at most; fewer are faster and less often right (default 1600)")
}

// options returns what to open the index with: the embedded reader, or the one of the
// file named, or none.
func (r readingFlags) options() (index.Options, error) {
	o := index.Options{Budget: r.budget}
	switch {
	case r.budget < 0:
		return o, usagef("--budget %d: it cannot be negative", r.budget)
	case r.none && r.budget > 0:
		return o, usagef("--no-reader and --budget exclude each other")
	case r.none && r.file != "":
		return o, usagef("--no-reader and --reader exclude each other")
	case r.none:
		return o, nil
	}
	var err error
	if r.file != "" {
		o.Reader, err = reader.LoadFile(r.file)
	} else {
		o.Reader, err = reader.Load()
	}
	return o, err
}
