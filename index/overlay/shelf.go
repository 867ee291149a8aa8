package overlay

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync/atomic"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// A Shelf is some articles in memory. It is safe for concurrent use, and must not be
// copied.
type Shelf struct {
	items     []item // in the order of their ids
	byID      map[string]int
	holders   map[string][]holder     // by term
	vectors   atomic.Pointer[vectors] // nil until they are made
	totals    engine.Totals
	languages map[string]int
}

// An item is an article on a shelf; its number is -1 for the first one, -2 for the next.
type item struct {
	whole    corpus.Article
	about    *engine.Article
	passages []*engine.Passage
	lengths  []int // of the passages in terms, with title and headings
}

// A holder is a passage that holds a term.
type holder struct {
	item, ordinal int
	times         int
}

// NewShelf puts articles on a shelf. Of two with the same id it takes the first.
func NewShelf(articles []corpus.Article) *Shelf {
	s := &Shelf{byID: map[string]int{}, holders: map[string][]holder{}, languages: map[string]int{}}
	articles = slices.Clone(articles)
	slices.SortStableFunc(articles, func(a, b corpus.Article) int { return strings.Compare(a.ID, b.ID) })
	analyzers := map[string]*term.Analyzer{}
	for _, a := range articles {
		if _, twice := s.byID[a.ID]; twice {
			continue
		}
		if analyzers[a.Language] == nil {
			analyzers[a.Language] = term.NewAnalyzer(a.Language)
		}
		s.put(engine.NewDocument(a, corpus.Split(&a), [16]byte{}, analyzers[a.Language]))
	}
	return s
}

// Articles returns the articles, in the order of their ids.
func (s *Shelf) Articles() []*engine.Article {
	var all []*engine.Article
	for _, it := range s.items {
		all = append(all, it.about)
	}
	return all
}

// put adds a document behind those before it.
func (s *Shelf) put(d *engine.Document) {
	at := len(s.items)
	it := item{whole: d.Article, about: d.Describe(-1-at, "")}
	title := hashes(d.Title)
	for ordinal := range d.Passages {
		part := d.Part(ordinal)
		p := &engine.Passage{
			Article: it.about.Number, Ordinal: ordinal, Start: part.Start, End: part.End, Kind: part.Kind,
			Anchor: part.Anchor, Headings: part.Headings, Title: title, Above: hashes(part.Above),
		}
		for i, sen := range part.Sentences {
			p.Sentences = append(p.Sentences, engine.Sentence{Start: sen.Start, End: sen.End, Terms: hashes(part.Terms[i])})
		}
		it.passages = append(it.passages, p)
		it.lengths = append(it.lengths, s.post(at, ordinal, d.Title, &part))
	}
	s.byID[d.Article.ID] = at
	s.items = append(s.items, it)
	s.totals.Add(it.about, 1)
	s.languages[d.Article.Language]++
}

// post notes which terms a passage holds, and returns how many.
func (s *Shelf) post(at, ordinal int, title []*term.Term, part *engine.Part) (length int) {
	times := map[string]int{}
	for _, list := range append(slices.Clone(part.Terms), part.Above, title) {
		for _, t := range list {
			times[t.Text]++
			length++
		}
	}
	for text, n := range times {
		s.holders[text] = append(s.holders[text], holder{at, ordinal, n})
	}
	return length
}

func hashes(terms []*term.Term) term.Hashes {
	var out term.Hashes
	for _, t := range terms {
		out = binary.LittleEndian.AppendUint32(out, t.Hash)
	}
	return out
}

// at returns the item with an article's number, nil when it is none of the shelf's.
func (s *Shelf) at(number int) *item {
	if i := -1 - number; i >= 0 && i < len(s.items) {
		return &s.items[i]
	}
	return nil
}
