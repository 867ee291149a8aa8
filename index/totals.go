package index

// totals are the statistics that BM25 needs of the whole corpus. They are kept with
// the index because bleve's own average field length is derived from the number of
// distinct terms of its segments, and changes when they are merged.
type totals struct {
	Articles  int   `json:"articles"`
	Passages  int   `json:"passages"`
	Sentences int   `json:"sentences"`
	Bytes     int64 `json:"bytes"`
	Text      int   `json:"text_terms"` // in all sentences
	All       int   `json:"all_terms"`  // with title and headings, once for each passage
}

// add counts an article in, with sign 1, or out, with sign -1.
func (t *totals) add(a *articleRecord, sign int) {
	t.Articles += sign
	t.Passages += sign * a.passages
	t.Sentences += sign * a.sentences
	t.Bytes += int64(sign * a.textLen)
	t.Text += sign * a.textTerms
	t.All += sign * a.allTerms
}
