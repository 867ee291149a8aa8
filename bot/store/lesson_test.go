package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// taught teaches a lesson and returns it as it is kept.
func taught(t *testing.T, s *Store, l Lesson, gap string) Lesson {
	t.Helper()
	l, err := s.Teach(l, gap)
	must(t, err)
	return l
}

func revision(t *testing.T, s *Store, server string) uint64 {
	t.Helper()
	n, err := s.Revision(server)
	must(t, err)
	return n
}

// TestLessons teaches in two servers, whose ids begin alike, changes and takes back.
func TestLessons(t *testing.T) {
	s := open(t)
	first := taught(t, s, Lesson{Server: "1", Question: "When is it?", Text: "On Sunday.", At: day}, "")
	second := taught(t, s, Lesson{Server: "1", Question: "Where?", Text: "Here.", At: day.Add(time.Hour)}, "")
	other := taught(t, s, Lesson{Server: "10", Question: "When is it?", Text: "Never.", At: day}, "")
	check := func(server string, want ...Lesson) {
		t.Helper()
		got, err := s.Lessons(server)
		must(t, err)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("lessons of %s (-want +got):\n%s", server, d)
		}
	}
	check("1", second, first)
	check("10", other)
	check("")
	if _, ok, err := s.Lesson("10", first.ID); ok || err != nil {
		t.Errorf("another server's lesson is found: %t, %v", ok, err)
	}
	before, elsewhere := revision(t, s, "1"), revision(t, s, "10")
	first.Text = "On Monday."
	if changed := taught(t, s, first, ""); changed.ID != first.ID {
		t.Errorf("a changed lesson has the id %s, want %s", changed.ID, first.ID)
	}
	check("1", second, first)
	must(t, s.Retell("1", first.ID, "On Tuesday.", first.At))
	must(t, s.Retell("1", other.ID, "It is of another server.", day))
	first.Text = "On Tuesday."
	check("1", second, first)
	must(t, s.Unteach("1", second.ID))
	must(t, s.Unteach("1", other.ID))
	check("1", first)
	check("10", other)
	if revision(t, s, "1") == before || revision(t, s, "10") != elsewhere || revision(t, s, "") != 0 {
		t.Errorf("revisions %d after %d, %d after %d", revision(t, s, "1"), before, revision(t, s, "10"), elsewhere)
	}
}

func TestTooManyLessons(t *testing.T) {
	s := open(t)
	must(t, s.file.update(func(tx *transaction) error {
		for i := range MaxLessons {
			if err := put(tx, bucketLessons, fmt.Sprintf("1\x00%d", i), Lesson{ID: fmt.Sprint(i), Server: "1"}); err != nil {
				return err
			}
		}
		return nil
	}))
	if _, err := s.Teach(Lesson{Server: "1"}, ""); !errors.Is(err, ErrManyLessons) {
		t.Errorf("one too many is %v", err)
	}
	taught(t, s, Lesson{Server: "1", ID: "7", Text: "changed"}, "")
	taught(t, s, Lesson{Server: "2"}, "")
}

// TestTeachingClosesGaps: the question, however it is written, and the gap that was picked.
func TestTeachingClosesGaps(t *testing.T) {
	s := open(t)
	for _, q := range []string{"When is it?", "When does it start, please?", "Where?"} {
		must(t, s.AddGap("1", q, "r", "asker", day))
		must(t, s.AddGap("2", q, "r", "asker", day))
	}
	gaps, err := s.Gaps("1")
	must(t, err)
	picked := ""
	for _, g := range gaps {
		if g.Question == "When does it start, please?" {
			picked = g.ID
		}
	}
	l := taught(t, s, Lesson{Server: "1", Question: "when is it", Text: "On Sunday."}, picked)
	if d := cmp.Diff([]Person{"asker"}, l.Askers); d != "" {
		t.Errorf("askers: %s", d)
	}
	for server, want := range map[string]int{"1": 1, "2": 3} {
		if left, err := s.Gaps(server); err != nil || len(left) != want {
			t.Errorf("server %s has %d gaps, want %d, %v", server, len(left), want, err)
		}
	}
}

func TestHidden(t *testing.T) {
	s := open(t)
	must(t, s.Hide(Hidden{Server: "1", Sentence: "It is so.", At: day}))
	must(t, s.Hide(Hidden{Server: "1", Sentence: "It is so.", Title: "again", At: day}))
	must(t, s.Hide(Hidden{Server: "10", Sentence: "It is not.", At: day}))
	hidden, err := s.Hidden("1")
	must(t, err)
	if len(hidden) != 1 || hidden[0].Sentence != "It is so." || hidden[0].Title != "again" {
		t.Fatalf("hidden: %+v", hidden)
	}
	before := revision(t, s, "1")
	must(t, s.Unhide("1", hidden[0].ID))
	must(t, s.Unhide("10", hidden[0].ID))
	if left, err := s.Hidden("1"); err != nil || len(left) > 0 || revision(t, s, "1") == before {
		t.Errorf("left %+v, %v, revision %d", left, err, revision(t, s, "1"))
	}
	if other, err := s.Hidden("10"); err != nil || len(other) != 1 {
		t.Errorf("another server's: %+v, %v", other, err)
	}
}

// TestForgetLessons deletes what is somebody's own, and keeps what is the server's.
func TestForgetLessons(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, "bot.db")
	must(t, err)
	me := s.Person("7")
	must(t, s.AddGap("1", "Where is the quincewood?", "r", me, day))
	asked := taught(t, s, Lesson{Server: "1", Question: "Where is the quincewood?", Text: "Behind the mill.", Teacher: "mod", Name: "Mod"}, "")
	typed := taught(t, s, Lesson{Server: "1", Question: "Who?", Text: "Everybody.", Name: "Quincey", Teacher: me}, "")
	mine := taught(t, s, Lesson{Server: "1", Question: "How?", Text: "With a quincewood.", Link: "https://discord.com/channels/1/2/3", Name: "Quincey", Author: me, Teacher: "mod"}, "")
	if n, err := s.Count(me); n != 3 || err != nil {
		t.Errorf("%d records, %v, want 3", n, err)
	}
	before := revision(t, s, "1")
	_, err = s.Forget(me)
	must(t, err)
	if _, ok, _ := s.Lesson("1", mine.ID); ok {
		t.Error("the words of the one who is forgotten are still a lesson")
	}
	if l, ok, _ := s.Lesson("1", asked.ID); !ok || l.Question != "" || l.Text != asked.Text {
		t.Errorf("the lesson on a question that is forgotten is %+v", l)
	}
	if l, ok, _ := s.Lesson("1", typed.ID); !ok || l.Name != "" || l.Teacher != "" || l.Text != typed.Text {
		t.Errorf("the lesson of a teacher who is forgotten is %+v", l)
	}
	if revision(t, s, "1") == before {
		t.Error("the revision is as before")
	}
	must(t, s.Close())
	data, err := os.ReadFile(filepath.Join(dir, "bot.db"))
	must(t, err)
	if bytes.Contains(data, []byte("uincewood")) || bytes.Contains(data, []byte("Quincey")) {
		t.Error("it still stands in the store")
	}
}

// TestLessonsStayWithAge: what is taught and hidden is not deleted for its age.
func TestLessonsStayWithAge(t *testing.T) {
	s := open(t)
	taught(t, s, Lesson{Server: "1", Text: "x", At: day}, "")
	must(t, s.Hide(Hidden{Server: "1", Sentence: "y", At: day}))
	_, err := s.Purge(day.AddDate(10, 0, 0))
	must(t, err)
	lessons, err := s.Lessons("1")
	must(t, err)
	hidden, err := s.Hidden("1")
	must(t, err)
	if len(lessons) != 1 || len(hidden) != 1 {
		t.Errorf("%d lessons, %d hidden sentences", len(lessons), len(hidden))
	}
}
