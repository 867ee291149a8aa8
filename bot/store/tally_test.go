package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestTally counts in two servers over days, with votes that change their mind.
func TestTally(t *testing.T) {
	s := open(t)
	add := func(server string, at time.Time, n Tally) {
		t.Helper()
		done := make(chan error, 1)
		s.AddTally(server, at, n, func(err error) { done <- err })
		must(t, <-done)
	}
	add("1", day, Tally{Asked: 2, Answered: 1, Silent: 1})
	add("1", day.AddDate(0, 0, 1), Tally{Asked: 1, Answered: 1, Solved: 1})
	add("10", day, Tally{Asked: 7})
	vote := func(voter Person, helpful bool, at time.Time) {
		must(t, s.SaveVote(Vote{Answer: "K", Voter: voter, Server: "1", Helpful: helpful, At: at}))
	}
	vote("p", true, day)
	vote("p", true, day)
	vote("q", true, day)
	vote("q", false, day.AddDate(0, 0, 1))
	l := taught(t, s, Lesson{Server: "1", Text: "x", At: day}, "")
	taught(t, s, l, "") // changed
	must(t, s.Hide(Hidden{Server: "1", Sentence: "y", At: day.AddDate(0, 0, 1)}))
	check := func(server string, from time.Time, want Tally) {
		t.Helper()
		got, err := s.Tally(server, from)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s from %s: %v (-want +got):\n%s", server, from, err, d)
		}
	}
	second := Tally{Asked: 1, Answered: 1, Solved: 1, Against: 1, Hidden: 1}
	all := Tally{Asked: 3, Answered: 2, Silent: 1, Solved: 1, For: 1, Against: 1, Taught: 1, Hidden: 1}
	check("1", day, all)
	check("1", day.AddDate(0, 0, 1), second)
	check("1", day.AddDate(0, 0, 2), Tally{})
	check("10", day, Tally{Asked: 7})
	_, err := s.Purge(day.AddDate(0, 0, 1))
	must(t, err)
	check("1", day, second)
}

func TestDueDigests(t *testing.T) {
	s := open(t)
	const week = 7 * 24 * time.Hour
	for server, channel := range map[string]string{"1": "11", "2": "", "3": "33"} {
		_, err := s.ChangeSettings(server, func(v *Settings) { v.Digest = channel })
		must(t, err)
	}
	check := func(at time.Time, want map[string]string) {
		t.Helper()
		got, err := s.DueDigests(at, week)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("at %s: %v (-want +got):\n%s", at, err, d)
		}
	}
	check(day, map[string]string{})
	check(day.Add(week-time.Hour), map[string]string{})
	check(day.Add(week), map[string]string{"1": "11", "3": "33"})
	check(day.Add(week), map[string]string{})
	_, err := s.ChangeSettings("1", func(v *Settings) { v.Digest = "" })
	must(t, err)
	check(day.Add(3*week), map[string]string{"3": "33"})
}
