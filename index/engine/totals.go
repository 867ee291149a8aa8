package engine

// Totals are the statistics of a whole generation. BM25 needs them exactly and the same for
// every engine, so that they are counted here and kept with the generation.
type Totals struct {
	Articles  int   `json:"articles"`
	Passages  int   `json:"passages"`
	Sentences int   `json:"sentences"`
	Bytes     int64 `json:"bytes"`      // of text
	Text      int   `json:"text_terms"` // in all sentences
	All       int   `json:"all_terms"`  // with title and headings, once for each passage
}

// Add counts an article in, with sign 1, or out, with sign -1.
func (t *Totals) Add(a *Article, sign int) {
	t.Articles += sign
	t.Passages += sign * a.Passages
	t.Sentences += sign * a.Sentences
	t.Bytes += int64(sign * a.Bytes)
	t.Text += sign * a.TextTerms
	t.All += sign * a.AllTerms
}

// Join counts in what others count.
func (t *Totals) Join(o Totals) {
	t.Articles += o.Articles
	t.Passages += o.Passages
	t.Sentences += o.Sentences
	t.Bytes += o.Bytes
	t.Text += o.Text
	t.All += o.All
}
