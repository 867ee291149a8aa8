package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"verbatim/index"
)

// A meter shows how far a reindex has come.
type meter interface {
	update(p index.Progress)
	end()
}

// meter returns a bar on a terminal, plain lines elsewhere, nothing when quiet.
func (a *app) meter() meter {
	switch {
	case a.quiet:
		return noMeter{}
	case isTerminal(a.stderr):
		return &barMeter{w: a.stderr, start: time.Now()}
	default:
		return &lineMeter{w: a.stderr, start: time.Now()}
	}
}

type noMeter struct{}

func (noMeter) update(index.Progress) {}
func (noMeter) end()                  {}

// stageText says what a stage does.
func stageText(stage string) string {
	switch stage {
	case "list":
		return "looking for files"
	case "read":
		return "reading"
	case "write":
		return "writing"
	case "switch":
		return "switching"
	}
	return stage
}

// rate returns sentences a second.
func rate(p index.Progress, start time.Time) float64 {
	return float64(p.Sentences) / max(time.Since(start).Seconds(), 0.001)
}

// A barMeter draws a bar over the inputs.
type barMeter struct {
	w     io.Writer
	start time.Time
	bar   *progressbar.ProgressBar
}

func (m *barMeter) update(p index.Progress) {
	if m.bar == nil {
		m.bar = progressbar.NewOptions(-1,
			progressbar.OptionSetWriter(m.w), progressbar.OptionUseANSICodes(true),
			progressbar.OptionSetPredictTime(true), progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
	}
	if p.Total > 0 && m.bar.GetMax() != p.Total {
		m.bar.ChangeMax(p.Total)
	}
	m.bar.Describe(fmt.Sprintf("%s, %.0f sentences/s", stageText(p.Stage), rate(p, m.start)))
	_ = m.bar.Set(p.Inputs) // drawing is no reason to fail
}

func (m *barMeter) end() {
	if m.bar != nil {
		_ = m.bar.Clear()
	}
}

// A lineMeter prints a line now and then.
type lineMeter struct {
	w     io.Writer
	start time.Time
	last  time.Time
}

// lineEvery is the time between two lines.
const lineEvery = 5 * time.Second

func (m *lineMeter) update(p index.Progress) {
	if m.last.IsZero() {
		m.last = m.start
	}
	if time.Since(m.last) < lineEvery {
		return
	}
	m.last = time.Now()
	fmt.Fprintf(m.w, "%s: %d of %d files, %d articles, %d sentences (%.0f/s)\n",
		stageText(p.Stage), p.Inputs, p.Total, p.Articles, p.Sentences, rate(p, m.start))
}

func (m *lineMeter) end() {}

// A questionMeter shows how many questions of a set were asked.
type questionMeter struct {
	bar *progressbar.ProgressBar // nil where nobody watches
}

func (a *app) questionMeter() *questionMeter {
	if a.quiet || !isTerminal(a.stderr) {
		return &questionMeter{}
	}
	return &questionMeter{bar: progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(a.stderr), progressbar.OptionUseANSICodes(true),
		progressbar.OptionSetDescription("asking"), progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish())}
}

func (m *questionMeter) update(done, all int) {
	if m.bar == nil {
		return
	}
	if m.bar.GetMax() != all {
		m.bar.ChangeMax(all)
	}
	_ = m.bar.Set(done) // drawing is no reason to fail
}

func (m *questionMeter) end() {
	if m.bar != nil {
		_ = m.bar.Clear()
	}
}
