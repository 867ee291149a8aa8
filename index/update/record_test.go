package update

import "testing"

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
