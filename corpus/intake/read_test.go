package intake

import (
	"os"
	"path/filepath"
	"testing"

	"verbatim/corpus"
)

func TestReadSkips(t *testing.T) {
	root := write(t, "good.txt", "empty.txt", "binary.txt", "photo.xyz", "gone.txt", "closed.txt", "huge.txt")
	put := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("empty.txt", "\n")
	put("binary.txt", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00")
	if err := os.Truncate(filepath.Join(root, "huge.txt"), 2<<30); err != nil {
		t.Fatal(err) // sparse: takes no room
	}
	if err := os.Chmod(filepath.Join(root, "closed.txt"), 0); err != nil {
		t.Fatal(err)
	}
	want := map[string]corpus.Reason{"empty.txt": corpus.ReasonEmpty, "binary.txt": corpus.ReasonBinary, "photo.xyz": corpus.ReasonUnsupported,
		"gone.txt": corpus.ReasonUnreadable, "huge.txt": corpus.ReasonTooLarge, "closed.txt": corpus.ReasonUnreadable}
	if os.Getuid() == 0 {
		delete(want, "closed.txt") // root may read everything
	}
	inputs, _ := list(t, root)
	if err := os.Remove(filepath.Join(root, "gone.txt")); err != nil {
		t.Fatal(err)
	}
	for _, in := range inputs {
		read := 0
		skips, err := Read(t.Context(), nil, in, func(corpus.Article) error { read++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		reason, bad := want[in.Key]
		switch {
		case !bad && (read != 1 || len(skips) != 0):
			t.Errorf("%s: got %d articles, %v", in.Key, read, skips)
		case bad && (read != 0 || len(skips) != 1 || skips[0].Reason != reason || skips[0].Err == nil || skips[0].Input != sourceOf(in)):
			t.Errorf("%s: got %d articles, %+v, want %s", in.Key, read, skips, reason)
		}
	}
}
