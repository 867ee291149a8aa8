package bot_test

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/index"
)

// timed is a library that adds up how long it takes.
type timed struct {
	bot.Library
	took *atomic.Int64
}

func (l timed) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	start := time.Now()
	defer func() { l.took.Add(int64(time.Since(start))) }()
	return l.Library.Answer(ctx, q)
}

// BenchmarkProgram keeps as many questions in flight as there are processors and two more:
// the questions a second are the highest rate that the program keeps up with, which shares
// the machine with the Discord of the test. The program's own processor time for each,
// which other work on the machine hardly changes, includes its start.
func BenchmarkProgram(b *testing.B) {
	for name, args := range map[string][]string{"reader": nil, "words": {"--no-reader"}} {
		b.Run(name, func(b *testing.B) {
			discord := discordtest.New(b, discordtest.Options{Timeout: time.Minute, AnswerWithin: time.Minute})
			program := serve(b, discord, b.TempDir(), args...)
			discord.AwaitReady(1)
			inFlight := make(chan string, runtime.GOMAXPROCS(0)+2)
			for b.Loop() {
				if len(inFlight) == cap(inFlight) {
					discord.AwaitAnswer(<-inFlight)
				}
				inFlight <- discord.Slash(discord.Guild(), discord.Person("member"), "ask", discordtest.Option{Name: "question", Value: shippedQuestion})
			}
			for len(inFlight) > 0 {
				discord.AwaitAnswer(<-inFlight)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "questions/s")
			program.stop()
			used := program.cmd.ProcessState.UserTime() + program.cmd.ProcessState.SystemTime()
			b.ReportMetric(used.Seconds()*1000/float64(b.N), "cpu-ms")
		})
	}
}

// BenchmarkAsk measures one question through gateway and REST, from the event to the
// answer: in the middle, and the mean of the library's own part.
func BenchmarkAsk(b *testing.B) {
	var took atomic.Int64
	r := start(b, setup{library: func(l bot.Library) bot.Library { return timed{l, &took} }})
	var all []time.Duration
	for b.Loop() {
		place, who := r.Guild(), r.Person("member")
		id := r.Slash(place, who, "ask", discordtest.Option{Name: "question", Value: builtQuestion})
		all = append(all, r.AwaitAnswer(id).After)
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2])/1e6, "p50-ms")
	b.ReportMetric(float64(took.Load())/float64(len(all))/1e6, "library-ms")
}
