package scale

import (
	"container/heap"
	"errors"
	"math/rand/v2"
	"slices"
	"time"
)

// Simulate lets a fleet answer a load. The same arguments give the same outcome.
func Simulate(f Fleet, c Cost, l Load) (Outcome, error) {
	if len(f.Bots) == 0 || len(f.Nodes) == 0 || f.Shards < 1 || f.Copies < 1 || f.Copies > len(f.Nodes) || c.Calls < 1 || l.Asked < 10 || l.Clients < 1 && l.Rate <= 0 {
		return Outcome{}, errors.New("simulate: a fleet needs bots, nodes, shards and no more copies than nodes, a question calls, and a load questions")
	}
	s := &simulation{fleet: f, cost: c, load: l, random: rand.New(rand.NewPCG(l.Seed, 1))}
	for _, m := range f.Machines {
		s.machines = append(s.machines, &processor{machine: m})
	}
	for _, b := range f.Bots {
		s.bots = append(s.bots, &bot{machine: s.machines[b.Machine], free: b.Places})
	}
	s.begin()
	s.run()
	return s.outcome(), nil
}

// A simulation is one on its way. Its time is in seconds.
type simulation struct {
	fleet    Fleet
	cost     Cost
	load     Load
	random   *rand.Rand
	now      float64
	machines []*processor
	bots     []*bot
	later    events
	asked    int
	answered []float64 // how long each took, in the order of the answers
	counted  float64   // when the first answer that counts came
	next     int       // the node that is called next
}

// A bot has a line of questions, as the times when they were asked.
type bot struct {
	machine *processor
	free    int
	line    []float64
}

// begin asks the first questions.
func (s *simulation) begin() {
	if s.load.Clients == 0 {
		s.arrive()
		return
	}
	for _, b := range s.bots {
		for range s.load.Clients {
			s.ask(b)
		}
	}
}

// arrive asks a question after a while, and then the next one.
func (s *simulation) arrive() {
	s.after(s.random.ExpFloat64()/s.load.Rate, func() {
		s.ask(s.bots[s.random.IntN(len(s.bots))])
		s.arrive()
	})
}

// ask asks a bot a question, unless enough were asked.
func (s *simulation) ask(b *bot) {
	if s.asked == s.load.Asked {
		return
	}
	s.asked++
	at := s.now
	s.compute(b.machine, s.cost.Asker.Seconds(), func() {
		b.line = append(b.line, at)
		s.serve(b)
	})
}

// serve gives free places to those who wait longest.
func (s *simulation) serve(b *bot) {
	for b.free > 0 && len(b.line) > 0 {
		asked := b.line[0]
		b.line = b.line[1:]
		b.free--
		work := s.cost.Bot.Seconds()
		if n := len(s.cost.Spread); n > 0 {
			work *= s.cost.Spread[s.random.IntN(n)]
		}
		s.answer(b, work/float64(s.cost.Calls+1), s.cost.Calls, func() {
			s.answered = append(s.answered, s.now-asked)
			if len(s.answered) == s.load.Asked/10 {
				s.counted = s.now
				s.restart()
			}
			b.free++
			s.serve(b)
			if s.load.Clients > 0 {
				s.ask(b)
			}
		})
	}
}

// answer computes in the bot, before, between and after so many calls.
func (s *simulation) answer(b *bot, work float64, calls int, then func()) {
	s.compute(b.machine, work, func() {
		if calls == 0 {
			then()
			return
		}
		s.after(s.cost.Wait.Seconds()/float64(s.cost.Calls), func() {
			s.call(func() { s.answer(b, work, calls-1, then) })
		})
	})
}

// call computes in the node whose turn it is, and then in a copy of each shard.
func (s *simulation) call(then func()) {
	each := 1 / float64(s.cost.Calls)
	called := s.node(s.next)
	s.next++
	s.compute(called, s.cost.Node.Seconds()*each, func() {
		left := s.fleet.Shards
		for shard := range s.fleet.Shards {
			s.compute(s.node(shard+s.random.IntN(s.fleet.Copies)), s.cost.Shard.Seconds()*each, func() {
				if left--; left == 0 {
					then()
				}
			})
		}
	})
}

// node returns what the nth node runs on, counted round and round.
func (s *simulation) node(n int) *processor {
	return s.machines[s.fleet.Nodes[n%len(s.fleet.Nodes)]]
}

// after calls then in so many seconds.
func (s *simulation) after(wait float64, then func()) {
	heap.Push(&s.later, event{at: s.now + wait, then: then})
}

// compute calls then once a machine has computed so many seconds for it.
func (s *simulation) compute(p *processor, work float64, then func()) { p.add(s.now, work, then) }

// run lets time pass until all is answered.
func (s *simulation) run() {
	for len(s.answered) < s.load.Asked {
		first, at := (*processor)(nil), 0.0
		for _, p := range s.machines {
			if t, ok := p.first(); ok && (first == nil || t < at) {
				first, at = p, t
			}
		}
		var then func()
		if first == nil || len(s.later) > 0 && s.later[0].at < at {
			e := heap.Pop(&s.later).(event)
			s.now, then = e.at, e.then
		} else {
			s.now, then = at, first.finish(at)
		}
		then()
	}
}

// restart has what the machines computed so far not count.
func (s *simulation) restart() {
	for _, p := range s.machines {
		p.advance(s.now)
		p.done = 0
	}
}

func (s *simulation) outcome() Outcome {
	all := s.answered[s.load.Asked/10:]
	took := s.now - s.counted
	o := Outcome{Rate: float64(len(all)) / took}
	for _, p := range s.machines {
		p.advance(s.now)
		o.Busy = append(o.Busy, p.done/took)
	}
	for _, took := range all {
		o.Took = append(o.Took, time.Duration(took*float64(time.Second)))
	}
	slices.Sort(o.Took)
	return o
}

// An event is what happens at a time.
type event struct {
	at   float64
	then func()
}

// events is a heap, the earliest first.
type events []event

func (e events) Len() int           { return len(e) }
func (e events) Less(i, j int) bool { return e[i].at < e[j].at }
func (e events) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)        { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	old := *e
	last := old[len(old)-1]
	*e = old[:len(old)-1]
	return last
}
