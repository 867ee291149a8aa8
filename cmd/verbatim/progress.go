package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"verbatim/index/update"
)

// A meter shows how far a reindex has come.
type meter interface {
	update(p update.Progress)
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

func (noMeter) update(update.Progress) {}
func (noMeter) end()                   {}

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

// pagesText tells how many pages of the web were read, if any.
func pagesText(p update.Progress) string {
	if p.Pages == 0 {
		return ""
	}
	return fmt.Sprintf(", %d pages", p.Pages)
}

// rate returns sentences a second.
func rate(p update.Progress, start time.Time) float64 {
	return float64(p.Sentences) / max(time.Since(start).Seconds(), 0.001)
}

// A barMeter draws one bar for each stage: over the inputs where their number is
// known, one that only shows life elsewhere.
type barMeter struct {
	w     io.Writer
	start time.Time
	stage string
	bar   *progressbar.ProgressBar
}

func (m *barMeter) update(p update.Progress) {
	if p.Stage != m.stage {
		m.end()
		total := -1
		if p.Stage == "read" {
			total = p.Total
		}
		m.stage, m.bar = p.Stage, newBar(m.w, stageText(p.Stage), total)
	}
	if p.Stage != "read" {
		_ = m.bar.RenderBlank() // drawing is no reason to fail
		return
	}
	m.bar.Describe(fmt.Sprintf("%s%s, %.0f sentences/s", stageText(p.Stage), pagesText(p), rate(p, m.start)))
	_ = m.bar.Set(p.Inputs)
}

func (m *barMeter) end() {
	if m.bar != nil {
		_ = m.bar.Finish() // clears the line
	}
}

// newBar returns a bar over total steps; with -1 it only shows life. It is drawn when it is
// told something: the goroutine that the library would turn a spinner with reads its state
// without a lock.
func newBar(w io.Writer, what string, total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(bare(w)), progressbar.OptionUseANSICodes(true),
		progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionClearOnFinish())
}

// A lineMeter prints a line now and then.
type lineMeter struct {
	w     io.Writer
	start time.Time
	last  time.Time
}

// lineEvery is the time between two lines.
const lineEvery = 5 * time.Second

func (m *lineMeter) update(p update.Progress) {
	if m.last.IsZero() {
		m.last = m.start
	}
	if time.Since(m.last) < lineEvery {
		return
	}
	m.last = time.Now()
	fmt.Fprintf(m.w, "%s: %d of %d files%s, %d articles, %d sentences (%.0f/s)\n",
		stageText(p.Stage), p.Inputs, p.Total, pagesText(p), p.Articles, p.Sentences, rate(p, m.start))
}

func (m *lineMeter) end() {}

// A questionMeter shows how many questions of a set were asked, where people watch.
type questionMeter struct {
	w     io.Writer
	quiet bool
	bar   *progressbar.ProgressBar
}

func (a *app) questionMeter() *questionMeter {
	return &questionMeter{w: a.stderr, quiet: a.quiet || !isTerminal(a.stderr)}
}

func (m *questionMeter) update(done, all int) {
	if m.quiet {
		return
	}
	if m.bar == nil {
		m.bar = newBar(m.w, "asking", all)
	}
	_ = m.bar.Set(done) // drawing is no reason to fail
}

func (m *questionMeter) end() {
	if m.bar != nil {
		_ = m.bar.Finish() // clears the line
	}
}
