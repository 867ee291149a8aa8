package home

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/store"
)

var (
	theBot = Options{Corpus: "verbatim", Bot: "1", Store: "bot-0-of-2.db", Holder: "me"}
	day    = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// host returns an empty data folder with the bot's key.
func host(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "bot.key"), bytes.Repeat([]byte{7}, 32), 0o600))
	return dir
}

// begin opens a store in a folder with its home, as a process does that begins.
func begin(l *link, o Options, dir string) (*store.Store, error) {
	h, err := open(context.Background(), l, o)
	if err != nil {
		return nil, err
	}
	return store.OpenAt(h, dir, o.Store)
}

// started opens a store that is closed with the test, unless that was done before.
func started(t testing.TB, m *memory, o Options, dir string) *store.Store {
	t.Helper()
	s, err := begin(&link{memory: m}, o, dir)
	must(t, err)
	return s
}

// exported returns all records of a store, in an order that is the same for the same records.
func exported(t testing.TB, s *store.Store) string {
	t.Helper()
	var out bytes.Buffer
	must(t, s.Export(&out))
	return sorted(strings.Split(out.String(), "\n"))
}

func sorted(lines []string) string {
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A diary is what a process did, and what it was told.
type diary struct {
	acknowledged map[string]bool // settings, answers and deletions
	forgot       bool
}

// live does what a bot does, until something fails for good.
func (d *diary) live(s *store.Store) {
	for i := range 4 {
		server := fmt.Sprint("s", i)
		if _, err := s.ChangeSettings(server, func(v *store.Settings) { v.Private = true }); err == nil {
			d.acknowledged[server] = true
		}
		key := fmt.Sprint("a", i)
		who := store.Person("somebody")
		if i == 1 {
			who = s.Person("5")
		}
		err := s.SaveAnswer(store.Answer{Key: key, Server: server, Question: "the plum " + key, Asker: who, Asked: "m" + key, Message: "b" + key, At: day})
		if err == nil {
			d.acknowledged[key] = true
		}
		if err := s.AddGap(server, "Where is the pear?", "r", "somebody", day); err == nil {
			d.acknowledged["gap "+server] = true
		}
	}
	_, err := s.Forget(s.Person("5"))
	d.forgot = err == nil
}

// check sees whether a store has what was acknowledged.
func (d *diary) check(t *testing.T, s *store.Store) {
	t.Helper()
	for what := range d.acknowledged {
		ok := false
		var err error
		switch server, gap := strings.CutPrefix(what, "gap "); {
		case gap:
			var all []store.Gap
			all, err = s.Gaps(server)
			ok = len(all) == 1
		case what[0] == 's':
			var v store.Settings
			v, err = s.Settings(what)
			ok = v.Private
		default:
			_, ok, err = s.AnswerTo("m" + what)
			ok = ok || what == "a1" // which was perhaps deleted
		}
		must(t, err)
		if !ok {
			t.Errorf("%s was acknowledged and is lost", what)
		}
	}
	if _, there, err := s.Answer("a1"); err != nil || there && d.forgot {
		t.Errorf("what was deleted is there: %v, %v", there, err)
	}
}

// TestCrash has a process die before and after each of its calls to the cluster: another one on another machine has all that
// was acknowledged, nothing of what was deleted, and goes on.
func TestCrash(t *testing.T) {
	for _, how := range []int{ends, quiet} {
		for at := 0; ; at += stride {
			m := newMemory()
			l := &link{memory: m, fails: func(call int) int {
				if call == at {
					return how
				}
				return works
			}}
			d := diary{acknowledged: map[string]bool{}}
			if s, err := begin(l, theBot, host(t)); err == nil {
				d.live(s)
				_ = s.Close() // it is dead
			}
			next := started(t, m, theBot, host(t))
			d.check(t, next)
			if d.forgot && m.holds("the plum a1") {
				t.Error("what was deleted is in the cluster")
			}
			_, err := next.ChangeSettings("more", func(v *store.Settings) { v.Threads = true })
			must(t, err)
			third := started(t, m, theBot, host(t))
			if a, b := exported(t, next), exported(t, third); a != b {
				t.Errorf("call %d: the third has\n%s\nwant\n%s", at, b, a)
			}
			must(t, errors.Join(third.Close(), next.Close()))
			if l.calls <= at {
				t.Logf("%d calls", at)
				break
			}
		}
	}
}

// TestAway has calls to the cluster fail, one or three after each other, done or not: what was acknowledged is there, and once the
// cluster answers again the process and one that takes over from it have the same records.
func TestAway(t *testing.T) {
	for _, how := range []int{lost, mute} {
		for _, times := range []int{1, 3} {
			for at := 0; ; at += stride {
				m := newMemory()
				l := &link{memory: m}
				s, err := begin(l, theBot, host(t))
				must(t, err)
				first := l.calls
				l.fails = func(call int) int {
					if call >= first+at && call < first+at+times {
						return how
					}
					return works
				}
				d := diary{acknowledged: map[string]bool{}}
				d.live(s)
				l.fails = nil
				_, err = s.ChangeSettings("more", func(v *store.Settings) { v.Threads = true })
				must(t, err)
				d.check(t, s)
				must(t, s.Obey())
				next := started(t, m, theBot, host(t))
				d.check(t, next)
				if a, b := exported(t, s), exported(t, next); a != b {
					t.Fatalf("call %d: the other has\n%s\nwant\n%s", at, b, a)
				}
				if l.calls <= first+at {
					break
				}
			}
		}
	}
}

// TestTakenOver has a process that lost its home without knowing it write on: it is refused, and a change of its that is late on the way
// changes nothing.
func TestTakenOver(t *testing.T) {
	m := newMemory()
	held := &link{memory: m, hold: make(chan struct{})}
	before, err := begin(held, theBot, host(t))
	must(t, err)
	_, err = before.ChangeSettings("s", func(v *store.Settings) { v.Language = "de" }) // which is on its way into the records
	must(t, err)
	after := started(t, m, theBot, host(t))
	v, err := after.ChangeSettings("s", func(v *store.Settings) { v.Private = true })
	must(t, err)
	if v.Language != "de" {
		t.Errorf("what was acknowledged is lost: %+v", v)
	}
	must(t, after.AddGap("s", "Where?", "r", "somebody", day)) // so that the change before is made
	close(held.hold)
	if _, err := before.ChangeSettings("s", func(v *store.Settings) { v.Language = "fr" }); !errors.Is(err, store.ErrTaken) {
		t.Errorf("the process before wrote: %v", err)
	}
	if err := before.SaveAnswer(store.Answer{Key: "late"}); !errors.Is(err, store.ErrTaken) {
		t.Errorf("the process before wrote: %v", err)
	}
	third := started(t, m, theBot, host(t))
	if v, err := third.Settings("s"); err != nil || v.Language != "de" || !v.Private {
		t.Errorf("Settings = %+v, %v", v, err)
	}
	must(t, errors.Join(before.Close(), after.Close(), third.Close()))
}

// TestCutOff has a process cut off with a change that was acknowledged and is not made yet, and another one take over and delete the record: when
// the first is back, after the cluster has forgotten the deletion, nothing of it comes back.
func TestCutOff(t *testing.T) {
	m := newMemory()
	l := &link{memory: m}
	h, err := open(t.Context(), l, theBot)
	must(t, err)
	before, err := store.OpenAt(h, host(t), theBot.Store)
	must(t, err)
	cut := make(chan struct{})
	calls := 0
	l.fails = func(int) int {
		if calls++; calls == 1 { // of the journal
			return works
		}
		if calls == 2 {
			close(cut)
		}
		return lost
	}
	must(t, before.AddGap("s", "the plum", "r", "p", day))
	<-cut
	after := started(t, m, theBot, host(t))
	must(t, errors.Join(after.DropGap("s", store.QuestionID("the plum")), after.AddGap("s", "next", "r", "p", day), after.Close()))
	m.forgets()
	l.mu.Lock()
	l.fails = nil
	l.mu.Unlock()
	if err := before.AddGap("s", "late", "r", "p", day); !errors.Is(err, store.ErrTaken) {
		t.Errorf("it wrote: %v", err)
	}
	_ = errors.Join(h.Sweep(t.Context()), before.Close(), h.Close()) // which are refused as well
	if m.holds("the plum") {
		t.Error("what was deleted is in the cluster")
	}
}

// TestComeBack has a host come back on which a process died long ago: what others wrote since counts, and what only lies there is
// put aside.
func TestComeBack(t *testing.T) {
	m, old := newMemory(), host(t)
	s := started(t, m, theBot, old)
	must(t, s.SaveAnswer(store.Answer{Key: "a", Question: "q", At: day}))
	must(t, s.Close())
	calls := &link{memory: m}
	s, err := begin(calls, theBot, old)
	must(t, err)
	if calls.calls > 12 {
		t.Errorf("%d calls to open what is there already", calls.calls)
	}
	must(t, s.Close())
	other := started(t, m, theBot, host(t))
	must(t, errors.Join(other.DropAnswer("a"), other.SaveAnswer(store.Answer{Key: "b", Question: "q", At: day}), other.Close()))

	s = started(t, m, theBot, old)
	_, hadA, err := s.Answer("a")
	must(t, err)
	_, hasB, err := s.Answer("b")
	if err != nil || hadA || !hasB {
		t.Errorf("a is there: %v, b is there: %v, %v", hadA, hasB, err)
	}
	must(t, s.Close())
	if _, err := os.Stat(store.Aside(old, theBot.Store)); err == nil {
		t.Error("a copy of what is in the home was kept")
	}
	alone, err := store.Open(old, theBot.Store) // without the home
	must(t, err)
	must(t, errors.Join(alone.SaveAnswer(store.Answer{Key: "alone", Question: "q", At: day}), alone.Close()))
	s = started(t, m, theBot, old)
	if _, ok, err := s.Answer("alone"); ok || err != nil {
		t.Errorf("what the home does not have is there: %v, %v", ok, err)
	}
	must(t, s.Close())
	must(t, store.Check(store.Aside(old, theBot.Store)))
	if _, err := os.Stat(store.Kept(old, theBot.Store)); err == nil {
		t.Error("it stands in the place of what was there before a restore")
	}
}

// TestMoveIn opens a store of one process with a home for the first time, and puts a backup back into one that has a home.
func TestMoveIn(t *testing.T) {
	m, dir := newMemory(), host(t)
	s, err := store.Open(dir, theBot.Store)
	must(t, err)
	for i := range 1200 { // several groups
		s.SaveAnswerLater(store.Answer{Key: fmt.Sprint(i), Question: "q", At: day}, func(error) {})
	}
	must(t, s.AddGap("s", "Where?", "r", "somebody", day))
	backup, err := os.Create(filepath.Join(dir, "backup"))
	must(t, err)
	must(t, errors.Join(s.Copy(backup), backup.Close()))
	want := exported(t, s)
	must(t, s.Close())

	s = started(t, m, theBot, dir)
	must(t, errors.Join(s.DropGap("s", store.QuestionID("Where?")), s.SaveAnswer(store.Answer{Key: "new", Question: "q", At: day}), s.Close()))
	there := started(t, m, theBot, host(t))
	if _, ok, err := there.Answer("1199"); !ok || err != nil {
		t.Errorf("what was there is not in the home: %v", err)
	}
	must(t, there.Close())

	must(t, store.Replace(dir, theBot.Store, filepath.Join(dir, "backup"), true))
	s = started(t, m, theBot, dir)
	must(t, s.Close())
	there = started(t, m, theBot, host(t))
	if have := exported(t, there); have != want {
		t.Errorf("after the restore the home has\n%.300s\nwant\n%.300s", have, want)
	}
	must(t, there.Close())
}

// TestForgetEverywhere has somebody delete everything in a server of one process: it goes from the stores of the others, and from
// the cluster.
func TestForgetEverywhere(t *testing.T) {
	m, o := newMemory(), theBot
	one := started(t, m, o, host(t))
	o.Store = "bot-1-of-2.db"
	two := started(t, m, o, host(t))
	me := one.Person("5")
	if two.Person("5") != me {
		t.Fatal("people have other names in the other process")
	}
	for _, s := range []*store.Store{one, two} {
		must(t, s.SaveAnswer(store.Answer{Key: "a", Question: "the plum", Asker: me, At: day}))
		must(t, s.SaveAnswer(store.Answer{Key: "b", Question: "the pear", Asker: "somebody", At: day}))
	}
	_, err := one.Forget(me)
	must(t, err)
	must(t, two.Obey())
	for _, s := range []*store.Store{one, two} {
		n, err := s.Count(me)
		if _, other, err2 := s.Answer("b"); n != 0 || !other || errors.Join(err, err2) != nil {
			t.Errorf("%d records are left, the other's is there: %v; %v", n, other, errors.Join(err, err2))
		}
		must(t, s.SaveAnswer(store.Answer{Key: "c", Question: "next", At: day}))
		if _, err := s.Purge(day.Add(time.Hour)); err != nil {
			t.Error(err)
		}
		must(t, s.Close())
	}
	for _, text := range []string{"the plum", "the pear", "next"} { // the latter two for their age
		left := started(t, m, o, host(t))
		if out := exported(t, left); strings.Contains(out, text) {
			t.Errorf("%q is there", text)
		}
		must(t, left.Close())
	}
}

// TestKey opens a home with another key than the one that its records are kept under, and without any.
func TestKey(t *testing.T) {
	m, other := newMemory(), t.TempDir()
	s := started(t, m, theBot, host(t))
	must(t, s.Close())
	if _, err := begin(&link{memory: m}, theBot, other); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("without a key: %v", err)
	}
	if entries, err := os.ReadDir(other); err != nil || len(entries) > 0 {
		t.Errorf("it made %v, %v", entries, err)
	}
	must(t, os.WriteFile(filepath.Join(other, "bot.key"), bytes.Repeat([]byte{8}, 32), 0o600))
	if _, err := begin(&link{memory: m}, theBot, other); !errors.Is(err, store.ErrOtherKey) {
		t.Errorf("with another key: %v", err)
	}
}

// TestKeyOfTwo has two processes without a key start at the same moment: the one that was slower has none after that, as if it had been started later, and
// starts with the other's.
func TestKeyOfTwo(t *testing.T) {
	m, slow := newMemory(), t.TempDir()
	fast := host(t)
	l := &link{memory: m}
	h, err := open(t.Context(), l, theBot)
	must(t, err)
	other := theBot
	other.Store = "bot-1-of-2.db"
	asked := l.asked.Load()
	l.stops = func(call int64) {
		if call == asked+2 { // it has seen that there is no key, and made one
			must(t, started(t, m, other, fast).Close())
		}
	}
	if _, err := store.OpenAt(h, slow, theBot.Store); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("the slower one: %v", err)
	}
	must(t, store.PutKey(slow, filepath.Join(fast, "bot.key")))
	must(t, started(t, m, theBot, slow).Close())
}

// TestMakeRoom makes the indices where nobody has the records, and asks for none while somebody has.
func TestMakeRoom(t *testing.T) {
	l := &link{memory: newMemory()}
	must(t, makeRoom(t.Context(), l, theBot))
	_, err := l.Put(t.Context(), theBot.records(), theBot.lock(), object{"holder": "host-7"})
	must(t, err)
	must(t, makeRoom(t.Context(), l, theBot))
	if n := l.made.Load(); n != 2 {
		t.Errorf("%d indices were asked for", n)
	}
}
