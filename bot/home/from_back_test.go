package home

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"verbatim/bot/store"
)

// moved returns the folder of a bot with one process that has records in each of some servers, and has ended, with these records.
func moved(t *testing.T, m *memory) (dir, want string) {
	t.Helper()
	dir = host(t)
	s := started(t, m, part(0, 1), dir)
	for _, server := range append(servers(), "") {
		inhabit(t, s, server)
	}
	want = lines(t, s)
	must(t, s.Close())
	return dir, want
}

// has checks what is in a part of the bot, on the machine that it was on, and on one that has never seen it.
func has(t *testing.T, m *memory, o Options, dir, want string) {
	t.Helper()
	for _, on := range []string{dir, host(t)} {
		s := started(t, m, o, on)
		if have := lines(t, s); have != want {
			t.Errorf("%s has\n%s\nwant\n%s", o.Store, have, want)
		}
		must(t, s.Close())
	}
}

// TestOtherNumberFails starts a bot with another number of processes, which comes to nothing: started as before it has all that it had.
func TestOtherNumberFails(t *testing.T) {
	m := newMemory()
	dir, want := moved(t, m)
	for at := 0; at < 60; at += min(stopStride, 3) {
		l := &link{memory: m, fails: func(call int) int {
			if call == at {
				return quiet
			}
			return works
		}}
		if _, err := begin(l, part(0, 3), host(t)); err == nil {
			t.Fatal("it started")
		}
		back, err := begin(&link{memory: m}, part(0, 1), dir)
		if err != nil && strings.Contains(err.Error(), "--shard-count 3") {
			t.Logf("it has taken over after %d calls", at)
			return
		}
		must(t, err)
		must(t, back.Close())
		has(t, m, part(0, 1), dir, want)
	}
	t.Fatal("it does not come to its end")
}

// TestOtherNumberHalf starts some of a number of processes, and then another number: that is refused until all have started once.
func TestOtherNumberHalf(t *testing.T) {
	m := newMemory()
	dir, want := moved(t, m)
	must(t, started(t, m, part(0, 2), host(t)).Close())
	for _, o := range []Options{part(0, 1), part(2, 3)} {
		_, err := begin(&link{memory: m}, o, host(t))
		if err == nil || !strings.Contains(err.Error(), "bot-1-of-2.db") || !strings.Contains(err.Error(), "--shard-count 2") {
			t.Errorf("%s: %v", o.Store, err)
		}
	}
	must(t, started(t, m, part(1, 2), host(t)).Close())
	has(t, m, part(0, 1), dir, want)
	must(t, store.Check(store.Aside(dir, part(0, 1).Store)))
}

// TestOtherNumberOfNothing starts a bot that has no records with another number of processes, of which one alone was started.
func TestOtherNumberOfNothing(t *testing.T) {
	m := newMemory()
	must(t, started(t, m, part(0, 3), host(t)).Close())
	s := started(t, m, part(0, 1), host(t))
	inhabit(t, s, servers()[0])
	want := lines(t, s)
	must(t, s.Close())
	var three []*store.Store
	for shard := range 3 {
		three = append(three, started(t, m, part(shard, 3), host(t)))
	}
	if have := lines(t, three...); have != want {
		t.Errorf("three processes have\n%s\nwant\n%s", have, want)
	}
	for _, s := range three {
		must(t, s.Close())
	}
}

// TestOtherNumberZombie has a process that was stopped for a while go on after others have taken over in another number: it is refused.
func TestOtherNumberZombie(t *testing.T) {
	m := newMemory()
	dir, _ := moved(t, m)
	zombie := started(t, m, part(0, 1), dir)
	two := []*store.Store{started(t, m, part(0, 2), host(t)), started(t, m, part(1, 2), host(t))}
	if err := zombie.AddGap(servers()[0], "When?", "r", "p", day); !errors.Is(err, store.ErrTaken) {
		t.Errorf("it wrote: %v", err)
	}
	must(t, errors.Join(zombie.Close(), two[0].Close(), two[1].Close()))
}

// stopped starts a process that opens a part of the bot and ends, and stops it before one of its calls. It goes on, and ends, with goOn, which is nil
// where it makes no such call.
func stopped(t *testing.T, m *memory, o Options, at int64) (goOn func() error) {
	t.Helper()
	stands, further, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	l := &link{memory: m, stops: func(call int64) {
		if call == at {
			close(stands)
			<-further
		}
	}}
	dir := host(t)
	go func() {
		s, err := begin(l, o, dir)
		if err == nil {
			err = s.Close()
		}
		ended <- err
	}()
	select {
	case <-stands:
		return func() error { close(further); return <-ended }
	case err := <-ended:
		must(t, err)
		t.Logf("%d calls", l.asked.Load())
		return nil
	}
}

// cameBack starts a bot with one process again, where that is possible, has it keep something, and returns it with what there is then.
func cameBack(t *testing.T, m *memory, dir, had string) (one *store.Store, want string) {
	t.Helper()
	one, err := begin(&link{memory: m}, part(0, 1), dir)
	if err != nil { // the other number has to be begun first
		must(t, started(t, m, part(1, 2), host(t)).Close())
		if one, err = begin(&link{memory: m}, part(0, 1), dir); err != nil {
			return nil, had
		}
	}
	must(t, one.AddGap(servers()[0], "When?", "r", "p", day))
	return one, lines(t, one)
}

// TestOtherNumberStops stops a process at each of its calls while it takes over from another number, starts the bot as before, where that is
// possible, and then lets the process go on: whichever the bot is run with, nothing that was acknowledged is missing.
func TestOtherNumberStops(t *testing.T) {
	for at := int64(1); ; at += stopStride {
		m := newMemory()
		dir, want := moved(t, m)
		goOn := stopped(t, m, part(0, 2), at)
		if goOn == nil {
			return
		}
		one, want := cameBack(t, m, dir, want)
		_ = goOn() // as it may
		if one != nil {
			must(t, one.Close())
		}
		for _, parts := range [][]Options{{part(0, 2), part(1, 2)}, {part(0, 1)}} {
			var all []*store.Store
			for _, o := range parts {
				all = append(all, started(t, m, o, host(t)))
			}
			if have := lines(t, all...); have != want {
				t.Errorf("call %d: %d processes have\n%s\nwant\n%s", at, len(all), have, want)
			}
			for _, s := range all {
				must(t, s.Close())
			}
		}
	}
}

// TestOtherNumberCrosses stops a process that is started as before at each of its calls, while another has begun to take over from it and comes to its
// end: one of them is refused, and nothing is missing.
func TestOtherNumberCrosses(t *testing.T) {
	for at := int64(1); ; at += min(stopStride, 2) {
		m := newMemory()
		_, want := moved(t, m)
		l := &link{memory: m}
		h, err := open(t.Context(), l, part(0, 2))
		must(t, err)
		goOn := stopped(t, m, part(0, 1), at)
		if goOn == nil {
			return
		}
		s, refused := store.OpenAt(h, host(t), part(0, 2).Store)
		if refused == nil {
			must(t, s.AddGap(servers()[0], "When?", "r", "p", day))
			want += "\n" + "When?"
		}
		if err := goOn(); err != nil && refused != nil {
			t.Errorf("call %d: both were refused: %v, %v", at, refused, err)
		}
		if refused == nil {
			must(t, s.Close())
		}
		two := []*store.Store{started(t, m, part(0, 2), host(t)), started(t, m, part(1, 2), host(t))}
		have := lines(t, two...)
		for _, line := range strings.Split(want, "\n") {
			if !strings.Contains(have, line) {
				t.Errorf("call %d: %s is missing in\n%s", at, line, have)
			}
		}
		must(t, errors.Join(two[0].Close(), two[1].Close()))
	}
}

// TestOtherNumberGivenUp has a process die at each of its calls while it takes over from another number, and then one that is started as before:
// the bot goes on with the other number.
func TestOtherNumberGivenUp(t *testing.T) {
	for at := 1; at < 100; at += 3 * stopStride {
		for _, dies := range []int{4, 9, 14, 19} {
			m := newMemory()
			_, want := moved(t, m)
			dying := func(o Options, at int) {
				l := &link{memory: m, fails: func(call int) int {
					if call == at {
						return quiet
					}
					return works
				}}
				if s, err := begin(l, o, host(t)); err == nil {
					_ = s.Close()
				}
			}
			dying(part(0, 2), at)
			must(t, started(t, m, part(1, 2), host(t)).Close())
			dying(part(0, 1), dies)
			two := []*store.Store{started(t, m, part(0, 2), host(t)), started(t, m, part(1, 2), host(t))}
			if have := lines(t, two...); have != want {
				t.Errorf("calls %d and %d: two processes have\n%s\nwant\n%s", at, dies, have, want)
			}
			must(t, errors.Join(two[0].Close(), two[1].Close()))
		}
	}
}

// TestOtherNumberOneMoment changes the number of processes there and back while no clock goes on: what was changed last counts.
func TestOtherNumberOneMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		_, want := moved(t, m)
		for _, count := range []int{2, 1, 3, 2, 1} {
			var all []*store.Store
			for shard := range count {
				all = append(all, started(t, m, part(shard, count), host(t)))
			}
			if have := lines(t, all...); have != want {
				t.Fatalf("%d processes have\n%s\nwant\n%s", count, have, want)
			}
			must(t, all[store.ShardOf(servers()[0], count)].AddGap(servers()[0], fmt.Sprint("When ", count), "r", "p", day))
			want = lines(t, all...)
			for _, s := range all {
				must(t, s.Close())
			}
		}
	})
}
