package shelf

import (
	"context"
	"slices"
	"testing"
	"time"

	"verbatim/bot/library"
	"verbatim/bot/store"
	"verbatim/index"
	"verbatim/index/local"
	"verbatim/index/overlay"
	"verbatim/index/update"
)

// counting is a library that counts how often somebody's own articles are laid beside it.
type counting struct {
	library.Library
	shelves *int
}

func (l counting) Beside(own *overlay.Shelf) library.Library {
	*l.shelves++
	return l.Library.Beside(own)
}

// shelves returns the shelves of a new store beside the article that the program ships with.
func shelves(t *testing.T) (*Shelves, *store.Store, *int) {
	t.Helper()
	dir := t.TempDir()
	if _, err := update.Run(context.Background(), local.NewStore(dir, nil), update.Options{}); err != nil {
		t.Fatal(err)
	}
	e, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := index.New(e, index.Options{})
	t.Cleanup(func() { x.Close() })
	s, err := store.Open(t.TempDir(), "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	made := new(int)
	return New(counting{library.Of(x), made}, s, time.Now), s, made
}

// TestRoomsFollowTheStore: a room is made once for each revision, and holds what is its own.
func TestRoomsFollowTheStore(t *testing.T) {
	all, s, made := shelves(t)
	room := func(server string) *Room {
		t.Helper()
		r, err := all.Of(server)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	titles := func(server string, view index.Filter) (out []string) {
		t.Helper()
		list, err := room(server).Articles(view)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(list, library.Compare) {
			t.Errorf("the articles of %q are not in order: %v", server, list)
		}
		for _, a := range list {
			out = append(out, a.Title)
		}
		return out
	}
	shared := titles("1", index.Filter{})
	l, err := s.Teach(store.Lesson{Server: "1", Question: "aaa?", Text: "Because of b."}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SavePost(store.Post{ID: "5", Server: "1", Channel: "2", Name: "zzz", Text: "Something new."}); err != nil {
		t.Fatal(err)
	}
	if err := s.SavePost(store.Post{ID: "6", Server: "1", Channel: "2", Name: "zzz", Text: "![](picture)"}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if got := titles("1", index.Filter{Within: []string{"nowhere"}}); !slices.Equal(got, []string{"#zzz, 0001-01-01", "aaa?"}) {
			t.Errorf("its own articles are %q", got)
		}
	}
	if got := len(titles("1", index.Filter{})); got != len(shared)+2 || *made != 1 {
		t.Errorf("%d articles, want %d; %d shelves were made", got, len(shared)+2, *made)
	}
	for _, other := range []string{"2", ""} {
		if got := titles(other, index.Filter{}); !slices.Equal(got, shared) {
			t.Errorf("in %q there is %q", other, got)
		}
	}
	sees := func(server, article string) bool {
		seen, err := room(server).Sees(index.Filter{}, index.Source{ID: article})
		if err != nil {
			t.Fatal(err)
		}
		return seen
	}
	if !sees("1", ArticleID(l)) || !sees("1", "post:5") || sees("2", ArticleID(l)) || sees("", "post:5") || sees("1", "post:9") {
		t.Error("a lesson or a post is seen where it is not, or not where it is")
	}
	if err := s.Unteach("1", l.ID); err != nil {
		t.Fatal(err)
	}
	if sees("1", ArticleID(l)) || !sees("1", "post:5") || *made != 2 {
		t.Errorf("a lesson that was removed is seen, or a post is not; %d shelves were made", *made)
	}
	if _, ok := room("1").Lesson(ArticleID(l)); ok {
		t.Error("the room still knows the lesson")
	}
}
