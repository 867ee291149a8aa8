package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// said returns the texts of a server's posts.
func said(t *testing.T, s *Store, server string) (texts []string) {
	t.Helper()
	posts, err := s.Posts(server)
	must(t, err)
	for _, p := range posts {
		texts = append(texts, p.Channel+" "+p.Text)
	}
	return texts
}

func TestPosts(t *testing.T) {
	s := open(t)
	save := func(server, channel, id, text string, seen time.Time) {
		t.Helper()
		must(t, s.SavePost(Post{ID: id, Server: server, Channel: channel, Text: text, Seen: seen}))
	}
	check := func(server string, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, said(t, s, server)); d != "" {
			t.Errorf("posts of %s (-want +got):\n%s", server, d)
		}
	}
	save("1", "11", "99", "old", day)
	save("1", "11", "100", "new", day)
	save("1", "12", "5", "other channel", day)
	save("10", "11", "7", "other server", day)
	check("1", "11 old", "11 new", "12 other channel")
	before := revision(t, s, "1")
	save("1", "11", "99", "old", day.Add(time.Hour))
	if revision(t, s, "1") != before {
		t.Error("seeing a post again is a change")
	}
	save("1", "11", "99", "edited", day.Add(time.Hour))
	must(t, s.DropPost("1", "11", "100"))
	must(t, s.DropPost("1", "11", "100"))
	check("1", "11 edited", "12 other channel")
	if got := revision(t, s, "1"); got != before+2 {
		t.Errorf("revision %d after %d, want two more", got, before)
	}
	must(t, s.DropPosts("1", "11"))
	check("1", "12 other channel")
	check("10", "11 other server")
}

// TestSetPosts reads a channel while something happens in it.
func TestSetPosts(t *testing.T) {
	s := open(t)
	post := func(id, text string, seen time.Time) Post {
		return Post{ID: id, Server: "1", Channel: "11", Text: text, Seen: seen}
	}
	began := day.Add(time.Hour)
	for _, p := range []Post{post("1", "gone", day), post("2", "edited", day), post("3", "edited meanwhile", began.Add(1)), post("4", "new meanwhile", began.Add(1))} {
		must(t, s.SavePost(p))
	}
	must(t, s.SetPosts("1", "11", []Post{post("2", "as it is now", began), post("3", "as it was", began), post("5", "found", began)}, began))
	want := []string{"11 as it is now", "11 edited meanwhile", "11 new meanwhile", "11 found"}
	if d := cmp.Diff(want, said(t, s, "1")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	before := revision(t, s, "1")
	must(t, s.SetPosts("1", "11", []Post{post("2", "as it is now", began.Add(2)), post("3", "edited meanwhile", began.Add(2)), post("4", "new meanwhile", began.Add(2)), post("5", "found", began.Add(2))}, began.Add(2)))
	if revision(t, s, "1") != before {
		t.Error("reading the same again is a change")
	}
}

func TestTooManyPosts(t *testing.T) {
	s := open(t)
	var posts []Post
	for i := range MaxPosts + 3 {
		posts = append(posts, Post{ID: fmt.Sprint(1000 + i), Server: "1", Channel: "11", Text: fmt.Sprint(i), Seen: day})
	}
	must(t, s.SetPosts("1", "11", posts, day))
	if got := said(t, s, "1"); len(got) != MaxPosts || got[0] != "11 3" {
		t.Errorf("%d posts, the first %q", len(got), got[0])
	}
}

func TestFollows(t *testing.T) {
	s := open(t)
	_, err := s.ChangeSettings("1", func(v *Settings) { v.Follow = map[string]bool{"11": true, "12": false} })
	must(t, err)
	got, err := s.Follows()
	must(t, err)
	if d := cmp.Diff(map[string]Follow{"11": {"1", true}, "12": {"1", false}}, got); d != "" {
		t.Error(d)
	}
}
