package index

import (
	"reflect"
	"testing"
	"time"

	"verbatim/corpus"
)

func TestLocation(t *testing.T) {
	for _, l := range []location{{}, {file: 1, offset: 1<<48 - 1, length: 1<<32 - 1}, {file: 65535, offset: 7, length: 9}} {
		got, err := locationOf(l.id())
		if err != nil || got != l {
			t.Errorf("%+v became %+v, %v", l, got, err)
		}
	}
	a, b := location{file: 1, offset: 255}, location{file: 1, offset: 256}
	if a.id() >= b.id() {
		t.Error("ids do not sort as locations")
	}
}

func TestArticleRecord(t *testing.T) {
	a := articleRecord{
		id: "a/b", title: "Title é", source: "https://example.org", language: "de",
		published: time.Date(2025, 5, 19, 1, 2, 3, 4, time.FixedZone("", 7200)), hash: contentHash("x"),
		text: location{1, 2, 3}, body: location{1, 5, 7}, textLen: 3, passages: 2, sentences: 9,
		textTerms: 5, allTerms: 8,
	}
	got, err := decodeArticle(a.encode())
	if err != nil || !got.published.Equal(a.published) {
		t.Fatal(got, err)
	}
	got.published = a.published
	if got != a {
		t.Errorf("%+v became %+v", a, got)
	}
}

func TestPassageRecord(t *testing.T) {
	p := corpus.Passage{
		Start: 10, End: 90, Kind: corpus.ListItem, Anchor: "#page=3", Headings: []string{"A", "B"},
		Sentences: []corpus.Sentence{{Start: 10, End: 40}, {Start: 41, End: 90}},
	}
	terms := passageTerms{title: []uint32{1}, above: []uint32{2, 3}, sentences: [][]uint32{{4, 5}, nil}}
	var e encoder
	encodePassage(&e, 77, 3, p, terms)
	got, err := decodePassage(e.buf)
	if err != nil || got.article != 77 || got.ordinal != 3 || got.start != 10 || got.end != 90 || got.kind != p.Kind ||
		got.anchor != p.Anchor || !reflect.DeepEqual(got.headings, p.Headings) || len(got.sentences) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if s := got.sentences[1]; s.start != 41 || s.end != 90 || s.terms.Len() != 0 || got.sentences[0].terms.At(1) != 5 {
		t.Errorf("%+v", got.sentences)
	}
}

// FuzzDecode checks that damaged records give an error, never a panic or a huge
// allocation.
func FuzzDecode(f *testing.F) {
	var e encoder
	encodePassage(&e, 1, 0, corpus.Passage{End: 9, Sentences: []corpus.Sentence{{End: 9}}},
		passageTerms{sentences: [][]uint32{{1, 2}}})
	f.Add(e.buf)
	f.Add((&articleRecord{id: "x"}).encode())
	f.Add((&inputRecord{Key: "a/x.txt", ID: "a/x", Path: "/r/a/x.txt", Root: "/r"}).encode())
	f.Add((&pageRecord{URL: "https://site.example/", Articles: []int{1}}).encode())
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := decodePassage(b)
		if err == nil && len(p.sentences) > len(b) {
			t.Errorf("%d sentences from %d bytes", len(p.sentences), len(b))
		}
		_, _ = decodeArticle(b)
		_, _, _ = decodeBody(b)
		_, _ = decodeInput(b)
		_, _ = decodePage(b)
	})
}
