package bot_test

import (
	"context"
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
