//go:build slow

package bot_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/index"
	"verbatim/index/eval"
	"verbatim/index/local"
	"verbatim/index/meaning"
	"verbatim/index/reader"
	"verbatim/index/update"
)

// A burst: so many different questions in so long.
const (
	burstQuestions = 300
	burstLength    = 3 * time.Second
)

// watched is a library that remembers what was answered to which question, and in what haste.
type watched struct {
	bot.Library
	mu      sync.Mutex
	answers map[string]index.Answer
}

func (l *watched) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	a, err := l.Library.Answer(ctx, q)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answers[q.Text] = a
	return a, err
}

// answerTo returns what was answered to a question, and false when nothing was yet.
func (l *watched) answerTo(q eval.Question) (index.Answer, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.answers[q.Text]
	return a, ok
}

// TestBurst asks 300 questions of nq-tune in three seconds, with the reader and vectors, and
// reports how long answers took and how good they were. It asserts that each question gets one
// answer, which says how hasty it is.
//
// VERBATIM_BURST_DATA may name a data folder with the index of nq-tune; without, it is made.
func TestBurst(t *testing.T) {
	set := nqTune(t)
	x := burstIndex(t)
	calm := &watched{Library: bot.LibraryOf(x), answers: map[string]index.Answer{}}
	began := time.Now()
	for _, q := range set.Questions {
		if _, err := calm.Answer(t.Context(), burstQuery(q)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("one after the other, unhurried: %v each, %.1f %% of the first sentences right", (time.Since(began) / time.Duration(len(set.Questions))).Round(time.Millisecond), right(set, calm))
	for name, ask := range map[string]asker{
		"commands in 10 servers": commands(10), "commands in one server": commands(1), "mentions in 300 channels": mention,
	} {
		t.Run(name, func(t *testing.T) { burst(t, x, set, ask) })
	}
}

// TestBurstElsewhere floods one server, and asks a question in another one each 200 ms.
func TestBurstElsewhere(t *testing.T) {
	set := nqTune(t)
	r, _ := startBurst(t, burstIndex(t))
	guest := r.Guild()
	ask := func(place discordtest.Place, q eval.Question) string {
		return r.Slash(place, r.Person("p"), "ask", discordtest.Option{Name: "question", Value: q.Text})
	}
	var took []time.Duration
	flood := set.Questions[30:]
	tick := time.NewTicker(burstLength / burstQuestions)
	defer tick.Stop()
	var crowd, others []string
	times := map[string]time.Time{}
	for i := range flood {
		<-tick.C
		crowd = append(crowd, ask(r.channel, flood[i]))
		if i%20 == 0 {
			id := ask(guest, set.Questions[i/20])
			others, times[id] = append(others, id), time.Now()
		}
	}
	for _, id := range others {
		took = append(took, r.AwaitAnswer(id).Post.Message.Timestamp.Sub(times[id]))
	}
	for _, id := range crowd {
		r.AwaitAnswer(id)
	}
	slices.Sort(took)
	t.Logf("%d questions elsewhere while %d flood a server: p50 %v, max %v", len(took), len(crowd), took[len(took)/2], took[len(took)-1])
}

// nqTuneDir is where the set lies, whether or not it is there.
func nqTuneDir() string {
	shared := os.Getenv("VERBATIM_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	return filepath.Join(shared, "eval", "nq-tune")
}

// nqTune is the set, without questions that nothing answers, as many as a burst has.
func nqTune(t *testing.T) *eval.Set {
	dir := nqTuneDir()
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the question sets are not here: %v", err)
	}
	set, err := eval.LoadSet(t.Context(), dir, "", "")
	if err != nil {
		t.Fatal(err)
	}
	set.Questions = slices.DeleteFunc(set.Questions, func(q eval.Question) bool { return len(q.Answers) == 0 })
	step := len(set.Questions) / burstQuestions
	for i := range burstQuestions {
		set.Questions[i] = set.Questions[i*step]
	}
	set.Questions = set.Questions[:burstQuestions]
	return set
}

// burstIndex opens the index of the set, with vectors.
func burstIndex(t *testing.T) *index.Index {
	m, err := reader.Load()
	if err != nil {
		t.Skip(err)
	}
	encoder, err := m.Encoder()
	if err != nil {
		t.Fatal(err)
	}
	data := os.Getenv("VERBATIM_BURST_DATA")
	if data == "" {
		data = t.TempDir()
		store := local.NewStore(data, nil)
		articles := filepath.Join(nqTuneDir(), eval.ArticlesFile)
		if _, err := update.Run(t.Context(), store, update.Options{Roots: []string{articles}}); err != nil {
			t.Fatal(err)
		}
		if err := meaning.Fill(t.Context(), store, encoder, meaning.Options{Knows: index.ReaderKnows}); err != nil {
			t.Fatal(err)
		}
	}
	e, err := local.Open(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Understand(meaning.Encoding(encoder)); err != nil {
		t.Fatal(err)
	}
	x := index.New(e, index.Options{Reader: m, Meaning: true})
	t.Cleanup(func() { x.Close() })
	return x
}

// burstQuery is a question as the bot asks it.
func burstQuery(q eval.Question) index.Query {
	return index.Query{Text: q.Text, Top: 5, Sections: true}
}

func startBurst(t *testing.T, x *index.Index) (*rig, *watched) {
	w := &watched{Library: bot.LibraryOf(x), answers: map[string]index.Answer{}}
	return start(t, setup{
		library: func(bot.Library) bot.Library { return w },
		discord: discordtest.Options{Timeout: 5 * time.Minute, AnswerWithin: 3 * time.Second, RateLimits: true},
	}), w
}

// An asker asks some questions in some time, and returns when each was asked and a function that
// waits for its answer, and for when Discord was told that it comes, the zero time for never.
type asker func(r *rig, questions []eval.Question) (asked []time.Time, answers func(i int) (p discordtest.Post, told time.Duration))

func commands(servers int) asker {
	return func(r *rig, questions []eval.Question) (asked []time.Time, answers func(int) (discordtest.Post, time.Duration)) {
		var places []discordtest.Place
		for range servers {
			places = append(places, r.Guild())
		}
		var ids []string
		tick := time.NewTicker(burstLength / burstQuestions)
		defer tick.Stop()
		for i, q := range questions {
			<-tick.C
			asked = append(asked, time.Now())
			ids = append(ids, r.Slash(places[i%servers], r.Person("p"), "ask", discordtest.Option{Name: "question", Value: q.Text}))
		}
		return asked, func(i int) (discordtest.Post, time.Duration) {
			reply := r.AwaitAnswer(ids[i])
			return *reply.Post, reply.After
		}
	}
}

func mention(r *rig, questions []eval.Question) (asked []time.Time, answers func(int) (discordtest.Post, time.Duration)) {
	var places []discordtest.Place
	for range questions {
		places = append(places, r.Channel(r.guild.GuildID, 0, "", ""))
	}
	tick := time.NewTicker(burstLength / burstQuestions)
	defer tick.Stop()
	for i, q := range questions {
		<-tick.C
		asked = append(asked, time.Now())
		r.Say(places[i], r.Person("p"), "<@"+r.Bot.ID+"> "+q.Text)
	}
	return asked, func(i int) (discordtest.Post, time.Duration) { return r.AwaitPost(places[i]), 0 }
}

// burst asks the questions and reports.
func burst(t *testing.T, x *index.Index, set *eval.Set, ask asker) {
	r, w := startBurst(t, x)
	asked, answers := ask(r, set.Questions)
	var took, told []time.Duration
	for i, q := range set.Questions {
		p, first := answers(i)
		took, told = append(took, p.Message.Timestamp.Sub(asked[i])), append(told, first)
		a, ok := w.answerTo(q)
		if !ok {
			t.Fatalf("%q was answered without the library", q.Text)
		}
		if marked := strings.Contains(p.Message.Content, "\n-# Many are asking at once"); marked != (a.Haste > 0) {
			t.Errorf("haste %v, and the answer says: %s", a.Haste, p.Message.Content)
		}
	}
	slices.Sort(took)
	slices.Sort(told)
	n := len(took)
	spread := func(all []time.Duration) string {
		return fmt.Sprintf("p50 %v, p90 %v, max %v", all[n/2].Round(time.Millisecond), all[n*9/10].Round(time.Millisecond), all[n-1].Round(time.Millisecond))
	}
	t.Logf("told: %s; answered: %s", spread(told), spread(took))
	t.Logf("%s; %.1f %% of the first sentences right", reading(t, x, set, w), right(set, w))
}

// reading tells how much was read in a burst: it asks again in the same haste, and counts.
func reading(t *testing.T, x *index.Index, set *eval.Set, w *watched) string {
	var full, words, six int
	for _, q := range set.Questions {
		again := burstQuery(q)
		first, _ := w.answerTo(q)
		again.Explain, again.Haste = true, first.Haste
		switch {
		case again.Haste == 0:
			full++
		case again.Haste >= 1:
			words++
			continue
		}
		a, err := x.Answer(t.Context(), again)
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, c := range a.Explanation.Candidates {
			if c.Read {
				read++
			}
		}
		if read >= 6 {
			six++
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(len(set.Questions)) }
	return fmt.Sprintf("%.0f %% in full, %.0f %% read with six candidates or more, %.0f %% by words", share(full), share(six), share(words))
}

// right is how many of a hundred first sentences are right.
func right(set *eval.Set, w *watched) float64 {
	var lines []eval.Line
	for _, q := range set.Questions {
		a, _ := w.answerTo(q)
		lines = append(lines, eval.NewLine(q.ID, a))
	}
	return 100 * eval.Score(set, lines).Retrieval.P1
}
