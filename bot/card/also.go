package card

import (
	"fmt"

	"verbatim/bot/markdown"
	"verbatim/bot/text"
	"verbatim/index"
)

// alsoIn names the first of the other articles that hold the same sentence, and counts
// the rest. The line starts with a line break and takes at most limit units: links are
// left out first, then all of it, since the quote and its own source matter more.
func alsoIn(t *text.Texts, q index.Quote, limit int) string {
	if len(q.Also) == 0 {
		return ""
	}
	shown := q.Also[:min(len(q.Also), maxAlso)]
	var links, plain []string
	for _, s := range shown {
		name := alsoName(t, s, q.Article)
		links = append(links, leading(name, index.Quote{Article: s}))
		plain = append(plain, markdown.Escape(name))
	}
	more := ""
	if n := len(q.Also) - len(shown); n > 0 {
		more = fmt.Sprintf("+%d", n)
	}
	for _, names := range [][]string{links, plain} {
		line := "\n-# " + text.Fill(t.Answer.AlsoIn, "articles", dotted(append(names, more)))
		if markdown.Len(line) <= limit {
			return line
		}
	}
	return ""
}

// alsoName returns what to call another article than the quoted one. One that is not on
// the web and has the same title is called by its source: the title would say nothing.
func alsoName(t *text.Texts, s, quoted index.Source) string {
	if _, web := markdown.WebURL(s.Source, ""); !web && s.Title == quoted.Title {
		s.Title = ""
	}
	return markdown.Cut(Name(t, s), maxAlsoTitle)
}
