package card

import (
	"fmt"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// A Span is what was counted over some days.
type Span struct {
	Days  int
	Tally store.Tally
}

// Stats shows what was counted, and with it the channel that gets a digest, "" for none.
func Stats(t *text.Texts, c Commands, gaps []store.Gap, digest string, spans ...Span) message.Message {
	content := ""
	for _, s := range spans {
		content += counted(t, s) + "\n"
	}
	var picked []string
	if digest != "" {
		picked = append(picked, digest)
	}
	menu := channelMenu("setdigest", t.Stats.DigestPick, picked)
	menu.MaxValues = 1
	return message.Message{Content: content + openGaps(t, c, gaps), Rows: []message.Row{{menu}}}
}

// Digest tells a channel what was counted over some days.
func Digest(t *text.Texts, c Commands, gaps []store.Gap, s Span) message.Message {
	return message.Message{Content: "**" + t.Stats.Digest + "** · " + counted(t, s) + "\n" + openGaps(t, c, gaps)}
}

// counted shows what was counted on one line.
func counted(t *text.Texts, s Span) string {
	n := s.Tally
	line := "**" + text.Fill(t.Stats.Days, "n", s.Days) + "**: "
	if n == (store.Tally{}) {
		return line + t.Stats.Nothing
	}
	parts := []string{
		text.Fill(t.Stats.Asked, "n", n.Asked), text.Fill(t.Stats.Answered, "n", n.Answered), text.Fill(t.Stats.Silent, "n", n.Silent),
		fmt.Sprintf("👍 %d", n.For), fmt.Sprintf("👎 %d", n.Against),
	}
	for _, more := range []struct {
		says string
		n    int
	}{{t.Stats.Solved, n.Solved}, {t.Stats.Taught, n.Taught}, {t.Stats.Hidden, n.Hidden}} {
		if more.n > 0 {
			parts = append(parts, text.Fill(more.says, "n", more.n))
		}
	}
	return line + dotted(parts)
}

// gapsTold is how many unanswered questions are told beside their number.
const gapsTold = 3

// openGaps tells how many questions are without an answer, and the most asked of them.
func openGaps(t *text.Texts, c Commands, gaps []store.Gap) string {
	content := text.Fill(t.Stats.Gaps, "n", len(gaps), "command", c("gaps"))
	for _, g := range gaps[:min(len(gaps), gapsTold)] {
		content += "\n• " + markdown.Escape(markdown.Cut(markdown.OneLine(g.Question), 80)) + " · " + text.Fill(t.Gaps.Asked, "n", g.Count)
	}
	return content
}
