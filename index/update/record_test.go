package update

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus/web"
)

// TestRecords writes records and reads them, and reads them as the former format had them: what
// has come since stands at their ends.
func TestRecords(t *testing.T) {
	day := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	in := inputRecord{Key: "a/x.txt", ID: "a/x", Path: "/r/a/x.txt", Root: "/r", Size: 7, Articles: []int{3}, Changed: day, Page: "https://site.example/a"}
	got, err := decodeInput(in.encode())
	if d := cmp.Diff(in, got); err != nil || d != "" {
		t.Errorf("%v\n%s", err, d)
	}
	in.Changed, in.Page = time.Time{}, "" // which take a byte each
	b := in.encode()
	got, err = decodeInput(b[:len(b)-2])
	if d := cmp.Diff(in, got); err != nil || d != "" {
		t.Errorf("of a former format: %v\n%s", err, d)
	}
	page := pageRecord{URL: "https://site.example/", Visit: web.Visit{Said: web.Said{Title: "A", Revised: day}}, Articles: []int{1}}
	read, err := decodePage(page.encode())
	if d := cmp.Diff(page, read); err != nil || d != "" {
		t.Errorf("%v\n%s", err, d)
	}
	page.Visit.Said.Revised = time.Time{}
	read, err = decodePage(shorter(t, page.encode()))
	if d := cmp.Diff(page, read); err != nil || d != "" {
		t.Errorf("of a former format: %v\n%s", err, d)
	}
}

// shorter takes the last byte away from what a packed record holds.
func shorter(t *testing.T, packed []byte) []byte {
	t.Helper()
	b, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, _ := flate.NewWriter(&out, flate.BestSpeed)
	_, _ = w.Write(b[:len(b)-1])
	_ = w.Close()
	return out.Bytes()
}

// FuzzDecode checks that damaged records give an error, never a panic or a huge
// allocation.
func FuzzDecode(f *testing.F) {
	f.Add((&inputRecord{Key: "a/x.txt", ID: "a/x", Path: "/r/a/x.txt", Root: "/r"}).encode())
	f.Add((&pageRecord{URL: "https://site.example/", Articles: []int{1}}).encode())
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeInput(b)
		if err == nil && len(r.Articles) > len(b) {
			t.Errorf("%d articles from %d bytes", len(r.Articles), len(b))
		}
		_, _ = decodePage(b)
	})
}
