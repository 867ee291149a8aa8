package index

import (
	"bytes"
	"compress/flate"
	"io"

	bolt "go.etcd.io/bbolt"

	"verbatim/corpus/web"
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
	var e encoder
	v := &r.Visit
	for _, s := range []string{r.URL, v.ETag, v.LastModified, v.Hash, v.Said.Title, v.Said.Language} {
		e.string(s)
	}
	e.time(v.Said.Published)
	e.int(v.Depth)
	e.bool(v.Listed)
	e.bool(v.Teaser)
	e.strings(v.Links)
	e.int(len(r.Articles))
	for _, n := range r.Articles {
		e.int(n)
	}
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestSpeed) // fails on a wrong level only
	_, _ = w.Write(e.buf)                          // to memory
	_ = w.Close()
	return out.Bytes()
}

func decodePage(b []byte) (pageRecord, error) {
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), maxPageRecord))
	if err != nil {
		return pageRecord{}, errCorrupt
	}
	d := decoder{buf: raw}
	r := pageRecord{URL: d.string()}
	v := &r.Visit
	v.ETag, v.LastModified, v.Hash = d.string(), d.string(), d.string()
	v.Said = web.Said{Title: d.string(), Language: d.string(), Published: d.time()}
	v.Depth, v.Listed, v.Teaser = d.int(), d.bool(), d.bool()
	v.Links = d.strings()
	r.Articles = make([]int, d.count(1))
	for i := range r.Articles {
		r.Articles[i] = d.int()
	}
	return r, d.err
}

// page returns what is known of a page that the input with this key led to.
func (c *catalogue) page(input, url string) (r pageRecord, ok bool, err error) {
	err = c.db.View(func(tx *bolt.Tx) error {
		pages := tx.Bucket(bucketPages).Bucket(idKey(input))
		if pages == nil {
			return nil
		}
		b := pages.Get(idKey(url))
		if b == nil {
			return nil
		}
		ok = true
		r, err = decodePage(b)
		return err
	})
	return r, ok, err
}

// pages returns the addresses of the pages that an input led to, in their order.
func (c *catalogue) pages(input string) (urls []string, err error) {
	err = c.db.View(func(tx *bolt.Tx) error {
		pages := tx.Bucket(bucketPages).Bucket(idKey(input))
		if pages == nil {
			return nil
		}
		return pages.ForEach(func(_, v []byte) error {
			r, err := decodePage(v)
			urls = append(urls, r.URL)
			return err
		})
	})
	return urls, err
}

func putPage(tx *bolt.Tx, input string, r pageRecord) error {
	pages, err := tx.Bucket(bucketPages).CreateBucketIfNotExists(idKey(input))
	if err != nil {
		return err
	}
	return pages.Put(idKey(r.URL), r.encode())
}

// deletePages forgets the pages of an input but those that are in keep.
func deletePages(tx *bolt.Tx, input string, keep map[string]bool) error {
	pages := tx.Bucket(bucketPages).Bucket(idKey(input))
	if pages == nil {
		return nil
	}
	if len(keep) == 0 {
		return tx.Bucket(bucketPages).DeleteBucket(idKey(input))
	}
	var gone [][]byte
	err := pages.ForEach(func(k, _ []byte) error {
		if !keep[string(k)] {
			gone = append(gone, bytes.Clone(k))
		}
		return nil
	})
	for _, k := range gone {
		if err == nil {
			err = pages.Delete(k)
		}
	}
	return err
}
