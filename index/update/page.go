package update

import (
	"bytes"
	"compress/flate"
	"context"
	"io"

	"verbatim/corpus/web"
	"verbatim/index/engine"
	"verbatim/index/record"
)

// A pageRecord is what a page of the web was when it was last read, because of an input
// that is a URL.
type pageRecord struct {
	URL      string
	Visit    web.Visit
	Articles []int // their numbers, in the order of the page
}

// maxPageRecord is the most bytes a record unpacks to: a sitemap of 50,000 addresses has
// some megabytes.
const maxPageRecord = 256 << 20

// encode packs the record, because the links of a page look much alike.
func (r *pageRecord) encode() []byte {
	var e record.Encoder
	v := &r.Visit
	for _, s := range []string{r.URL, v.ETag, v.LastModified, v.Hash, v.Said.Title, v.Said.Language} {
		e.String(s)
	}
	e.Time(v.Said.Published)
	e.Int(v.Depth)
	e.Bool(v.Listed)
	e.Bool(v.Teaser)
	e.Strings(v.Links)
	e.Int(len(r.Articles))
	for _, n := range r.Articles {
		e.Int(n)
	}
	e.Time(v.Said.Revised)
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestSpeed) // fails on a wrong level only
	_, _ = w.Write(e.Buf)                          // to memory
	_ = w.Close()
	return out.Bytes()
}

func decodePage(b []byte) (pageRecord, error) {
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), maxPageRecord))
	if err != nil {
		return pageRecord{}, engine.ErrDamaged
	}
	d := record.Decoder{Buf: raw}
	r := pageRecord{URL: d.String()}
	v := &r.Visit
	v.ETag, v.LastModified, v.Hash = d.String(), d.String(), d.String()
	v.Said = web.Said{Title: d.String(), Language: d.String(), Published: d.Time()}
	v.Depth, v.Listed, v.Teaser = d.Int(), d.Bool(), d.Bool()
	v.Links = d.Strings()
	r.Articles = make([]int, d.Count(1))
	for i := range r.Articles {
		r.Articles[i] = d.Int()
	}
	if !d.Done() {
		v.Said.Revised = d.Time()
	}
	return r, d.Err
}

// pageOf returns what is known of a page that the input with this key led to.
func pageOf(ctx context.Context, notes engine.Notes, input, url string) (r pageRecord, ok bool, err error) {
	note, err := notes.Note(ctx, input, url)
	if err != nil || note == nil {
		return pageRecord{}, false, err
	}
	r, err = decodePage(note)
	return r, true, err
}

// pagesOf returns the addresses of the pages that an input led to, in their order.
func pagesOf(ctx context.Context, notes engine.Notes, input string) (urls []string, err error) {
	err = notes.EachNote(ctx, input, func(note []byte) error {
		r, err := decodePage(note)
		urls = append(urls, r.URL)
		return err
	})
	return urls, err
}
