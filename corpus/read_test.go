package corpus

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	want := map[string]Reason{"empty.txt": ReasonEmpty, "binary.txt": ReasonBinary, "photo.xyz": ReasonUnsupported,
		"gone.txt": ReasonUnreadable, "huge.txt": ReasonTooLarge, "closed.txt": ReasonUnreadable}
	if os.Getuid() == 0 {
		delete(want, "closed.txt") // root may read everything
	}
	inputs, _ := list(t, root)
	if err := os.Remove(filepath.Join(root, "gone.txt")); err != nil {
		t.Fatal(err)
	}
	for _, in := range inputs {
		read := 0
		skips, err := Read(t.Context(), in, func(Article) error { read++; return nil })
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

func TestReadStopsWithYield(t *testing.T) {
	stop := errors.New("disk full")
	var skips []Skip
	d := document{name: "a.jsonl", source: "a.jsonl", reader: strings.NewReader(strings.Repeat(`{"id":"a","text":"x y."}`+"\n", 3)), skips: &skips}
	n := 0
	err := readDocument(t.Context(), &d, func(Article) error { n++; return stop })
	if err != stop || n != 1 || len(skips) != 0 {
		t.Errorf("got %v after %d articles, skips %v", err, n, skips)
	}
}

func TestReadStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var skips []Skip
	d := document{name: "a.jsonl", source: "a.jsonl", reader: strings.NewReader(`{"id":"a","text":"x."}` + "\n" + `{"id":"b","text":"y."}`), skips: &skips}
	err := readDocument(ctx, &d, func(Article) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) || len(skips) != 0 {
		t.Errorf("got %v, skips %v", err, skips)
	}
}

func TestReadRecovers(t *testing.T) {
	broken := format{name: "broken", parse: func(_ context.Context, _ *document, yield func(Article) error) error {
		if err := yield(Article{ID: "a"}); err != nil {
			return err
		}
		var none []int
		_ = none[len(none)]
		return nil
	}}
	guard := guardedYield{ctx: t.Context(), yield: func(Article) error { return nil }}
	err := guard.run(broken, nil)
	if err == nil || !strings.Contains(err.Error(), "broken") || !strings.Contains(err.Error(), "TestReadRecovers") {
		t.Errorf("got %v", err)
	}
	defer func() {
		if p := recover(); p != "mine" {
			t.Errorf("the caller's panic became %v", p)
		}
	}()
	guard = guardedYield{ctx: t.Context(), yield: func(Article) error { panic("mine") }}
	_ = guard.run(broken, nil)
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{"a/b.txt": "plain text", "B.TXT": "plain text", "x.jsonl": "JSON lines", ".txt": "", "x": "", "x.exe": ""} {
		f, ok := formatOf(name)
		if f.name != want || ok != (want != "") {
			t.Errorf("formatOf(%q) = %q, %v", name, f.name, ok)
		}
	}
}
