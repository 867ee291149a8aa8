package home

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/bot/store"
)

// part is where the records of a part of the bot are.
func part(shard, count int) Options {
	o := theBot
	o.Store = store.Name(shard, count)
	return o
}

// servers are of several shards.
func servers() (ids []string) {
	for i := range 6 {
		ids = append(ids, fmt.Sprint((i+1000)<<22))
	}
	return ids
}

// inhabit has something of every kind kept in a server, an answer alone in direct messages.
func inhabit(t *testing.T, s *store.Store, server string) {
	t.Helper()
	must(t, s.SaveAnswer(store.Answer{Key: "a" + server, Server: server, Question: "q", Asked: "q" + server, Message: "m" + server, At: day}))
	if server == "" {
		return
	}
	_, err := s.ChangeSettings(server, func(v *store.Settings) { v.Private = true })
	must(t, err)
	_, err = s.Teach(store.Lesson{Server: server, Question: "q", Text: "t " + server, At: day}, "")
	must(t, err)
	must(t, errors.Join(
		s.SaveVote(store.Vote{Answer: "a" + server, Voter: "v", Server: server, At: day}),
		s.AddGap(server, "Where?", "r", "p", day),
		s.Hide(store.Hidden{Server: server, Sentence: "s", At: day}),
		s.SetAlias(store.Alias{Server: server, Word: "w", Means: "m"}),
	))
}

// lines returns the records of stores, sorted.
func lines(t *testing.T, stores ...*store.Store) string {
	t.Helper()
	var all []string
	for _, s := range stores {
		all = append(all, strings.Split(strings.TrimSpace(exported(t, s)), "\n")...)
	}
	return strings.TrimSpace(sorted(all))
}

// TestOtherNumber runs a bot with one process, then two, then one again: each server's records are where it is looked after, and what was
// changed last counts.
func TestOtherNumber(t *testing.T) {
	m := newMemory()
	one := started(t, m, part(0, 1), host(t))
	for _, server := range append(servers(), "") {
		inhabit(t, one, server)
	}
	want := lines(t, one)
	must(t, one.Close())

	two := []*store.Store{started(t, m, part(0, 2), host(t)), started(t, m, part(1, 2), host(t))}
	if have := lines(t, two...); have != want {
		t.Errorf("two processes have\n%s\nwant\n%s", have, want)
	}
	for i, server := range append(servers(), "") {
		s := two[store.ShardOf(server, 2)]
		if v, err := s.Settings(server); server != "" && (err != nil || !v.Private) {
			t.Errorf("Settings(%q) = %+v, %v", server, v, err)
		}
		if a, ok, err := s.AnswerTo("q" + server); err != nil || !ok || a.Server != server {
			t.Errorf("AnswerTo = %+v, %v, %v", a, ok, err)
		}
		must(t, s.AddGap(server, fmt.Sprint("When ", i), "r", "p", day))
		if server != "" {
			must(t, s.DropAlias(server, "w"))
		}
	}
	want = lines(t, two...)
	must(t, errors.Join(two[0].Close(), two[1].Close()))

	if n := m.count(part(0, 1).Store); n != 0 {
		t.Errorf("%d records are left where they were", n)
	}
	one = started(t, m, part(0, 1), host(t))
	if have := lines(t, one); have != want {
		t.Errorf("one process has\n%s\nwant\n%s", have, want)
	}
	must(t, one.SaveAnswer(store.Answer{Key: "new", Server: servers()[1], Question: "q", At: day}))
	want = lines(t, one)
	must(t, one.Close())
	for at := 0; ; at += stride { // it dies on the way to three
		l := &link{memory: m, fails: func(call int) int {
			if call == at {
				return quiet
			}
			return works
		}}
		if _, err := begin(l, part(0, 3), host(t)); err == nil {
			break
		}
	}
	three := []*store.Store{started(t, m, part(0, 3), host(t)), started(t, m, part(1, 3), host(t)), started(t, m, part(2, 3), host(t))}
	if have := lines(t, three...); have != want {
		t.Errorf("three processes have\n%s\nwant\n%s", have, want)
	}
	for _, s := range three {
		must(t, s.Close())
	}
	for _, left := range []Options{part(0, 1), part(0, 2), part(1, 2)} {
		if n := m.count(left.Store); n != 0 {
			t.Errorf("%d records are left in %s", n, left.Store)
		}
	}
}

// count counts the records of a store.
func (m *memory) count(store string) (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range m.docs {
		var r record
		if k.source != nil && json.Unmarshal(k.source, &r) == nil && r.Of == store {
			n++
		}
	}
	return n
}

// TestOtherNumberAfterDeath has a process die before the changes that it acknowledged are made: those who come after it in
// another number have them, and nothing of what they say is left.
func TestOtherNumberAfterDeath(t *testing.T) {
	m := newMemory()
	dead, err := begin(&link{memory: m, hold: make(chan struct{})}, part(0, 1), host(t))
	must(t, err)
	server := servers()[0]
	must(t, dead.AddGap(server, "the plum", "r", "p", day))
	s := started(t, m, part(store.ShardOf(server, 2), 2), host(t))
	if all, err := s.Gaps(server); err != nil || len(all) != 1 {
		t.Errorf("Gaps = %+v, %v", all, err)
	}
	must(t, errors.Join(s.DropGap(server, store.QuestionID("the plum")), s.AddGap(server, "another", "r", "p", day), s.AddGap(server, "third", "r", "p", day)))
	must(t, s.Close())
	started(t, m, part(store.ShardOf(server, 2), 2), host(t))
	if m.holds("the plum") {
		t.Error("what was deleted is in the cluster")
	}
}

// TestOtherNumberRuns starts a process with another number of them than runs.
func TestOtherNumberRuns(t *testing.T) {
	m := newMemory()
	l := &link{memory: m}
	runs := started(t, m, part(1, 2), host(t))
	held := map[string]any{"holder": "host-7", "until": time.Now().Add(time.Minute)}
	_, err := l.Put(t.Context(), theBot.records(), part(1, 2).lock(), held)
	must(t, err)
	if _, err := open(t.Context(), l, part(0, 3)); err == nil || !strings.Contains(err.Error(), "still runs with 2 shards: bot-1-of-2.db is held by host-7") {
		t.Errorf("it started: %v", err)
	}
	must(t, runs.Close())
	must(t, l.Delete(t.Context(), theBot.records(), part(1, 2).lock()))
	_, err = open(t.Context(), l, part(0, 3))
	must(t, err)
}

// TestOtherNumberForgets has somebody delete everything while the process that keeps a part of it is down, and the bot start with
// another number of them.
func TestOtherNumberForgets(t *testing.T) {
	m := newMemory()
	two := []*store.Store{started(t, m, part(0, 2), host(t)), started(t, m, part(1, 2), host(t))}
	me := two[0].Person("5")
	for i, s := range two {
		must(t, s.SaveAnswer(store.Answer{Key: fmt.Sprint(i), Server: servers()[i], Question: "the plum", Asker: me, At: day}))
	}
	must(t, two[1].Close())
	_, err := two[0].Forget(me)
	must(t, err)
	must(t, two[0].Close())
	one := started(t, m, part(0, 1), host(t))
	if n, err := one.Count(me); n != 0 || err != nil {
		t.Errorf("%d records of somebody who had all deleted, %v", n, err)
	}
	must(t, one.Close())
}
