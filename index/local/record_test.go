package local

import (
	"reflect"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/record"
	"verbatim/index/term"
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
	want := engine.Article{
		Number: 7, ID: "a/b", Title: "Title é", Source: "https://example.org", Language: "de",
		Published: time.Date(2025, 5, 19, 1, 2, 3, 4, time.FixedZone("", 7200)), Revised: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Hash: [16]byte{1, 2},
		Place: place{text: location{1, 2, 3}, body: location{1, 5, 7}}.String(), Bytes: 3, Passages: 2, Sentences: 9,
		TextTerms: 5, AllTerms: 8,
	}
	got, err := decodeArticle(7, encodeArticle(&want))
	if err != nil || !got.Published.Equal(want.Published) {
		t.Fatal(got, err)
	}
	got.Published = want.Published
	if *got != want {
		t.Errorf("%+v became %+v", want, got)
	}
	want.Revised = time.Time{}
	former := encodeArticle(&want)
	former = former[:len(former)-1] // of a format that knew of no revisions
	if got, err := decodeArticle(7, former); err != nil || !got.Revised.IsZero() || got.AllTerms != want.AllTerms {
		t.Errorf("of a former format: %+v, %v", got, err)
	}
	if p, err := placeOf(got); err != nil || p.String() != want.Place {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := placeOf(&engine.Article{Place: "elsewhere"}); err == nil {
		t.Error("a place of another engine was taken")
	}
}

func TestPassageRecord(t *testing.T) {
	terms := func(words ...string) (list []*term.Term) {
		for _, w := range words {
			list = append(list, &term.Term{Text: w, Hash: term.Hash(w)})
		}
		return list
	}
	p := engine.Part{Passage: corpus.Passage{
		Start: 10, End: 90, Kind: corpus.ListItem, Anchor: "#page=3", Headings: []string{"A", "B"},
		Sentences: []corpus.Sentence{{Start: 10, End: 40}, {Start: 41, End: 90}},
	}, Above: terms("a", "b"), Terms: [][]*term.Term{terms("c", "d"), nil}}
	var e record.Encoder
	e.Passage(77, 3, terms("t"), &p)
	got, err := decodePassage(e.Buf)
	if err != nil || got.Article != 77 || got.Ordinal != 3 || got.Start != 10 || got.End != 90 || got.Kind != p.Kind ||
		got.Anchor != p.Anchor || !reflect.DeepEqual(got.Headings, p.Headings) || len(got.Sentences) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if s := got.Sentences[1]; s.Start != 41 || s.End != 90 || s.Terms.Len() != 0 || got.Sentences[0].Terms.At(1) != term.Hash("d") {
		t.Errorf("%+v", got.Sentences)
	}
}

// FuzzDecode checks that damaged records give an error, never a panic or a huge
// allocation.
func FuzzDecode(f *testing.F) {
	var e record.Encoder
	one := []*term.Term{{Hash: 1}, {Hash: 2}}
	e.Passage(1, 0, nil, &engine.Part{
		Passage: corpus.Passage{End: 9, Sentences: []corpus.Sentence{{End: 9}}}, Terms: [][]*term.Term{one},
	})
	f.Add(e.Buf)
	f.Add(encodeArticle(&engine.Article{ID: "x", Place: place{}.String()}))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := decodePassage(b)
		if err == nil && len(p.Sentences) > len(b) {
			t.Errorf("%d sentences from %d bytes", len(p.Sentences), len(b))
		}
		_, _ = decodeArticle(1, b)
		_, _, _ = decodeBody(b)
	})
}
