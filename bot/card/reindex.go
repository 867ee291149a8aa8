package card

import (
	"errors"
	"fmt"
	"strings"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index/engine"
	"verbatim/index/update"
)

// Progress tells how far a reindex has come.
func Progress(t *text.Texts, p update.Progress) message.Message {
	total := "?"
	if p.Total > 0 {
		total = fmt.Sprint(p.Total)
	}
	return message.Message{Content: text.Fill(t.Reindex.Progress, "done", p.Inputs, "total", total, "articles", p.Articles)}
}

// skipsShown is how many of the skipped inputs are named.
const skipsShown = 5

// Report tells what a reindex did.
func Report(t *text.Texts, r update.Report, err error) message.Message {
	var busy *engine.LockedError
	switch {
	case errors.As(err, &busy):
		return message.Message{Content: t.Reindex.Busy}
	case err != nil:
		return message.Message{Content: t.Reindex.Failed}
	}
	content := t.Reindex.Nothing
	if r.Added+r.Changed+r.Removed > 0 {
		content = text.Fill(t.Reindex.Done, "added", r.Added, "changed", r.Changed, "removed", r.Removed, "unchanged", r.Unchanged)
	}
	if len(r.Skipped) == 0 {
		return message.Message{Content: content}
	}
	content += "\n" + text.Fill(t.Reindex.Skipped, "n", len(r.Skipped))
	for _, s := range r.Skipped[:min(len(r.Skipped), skipsShown)] {
		what := strings.TrimSpace(s.Input + " " + s.Place)
		content += "\n• " + markdown.Escape(markdown.Cut(markdown.OneLine(what), 100)) + ": " + markdown.Escape(string(s.Reason))
	}
	if more := len(r.Skipped) - skipsShown; more > 0 {
		content += "\n" + text.Fill(t.Reindex.MoreSkipped, "n", more)
	}
	return message.Message{Content: content}
}
