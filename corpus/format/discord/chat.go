package discord

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// Message makes an article of one message, written in Discord's Markdown: what a describes, with
// the text and the blocks of content. Whom it names by a number is not known here and leaves a
// hole. Where that holds not a word, the error is a [*document.Refused]. It reads what people typed
// into Discord, a few thousand characters at most, and needs no sandbox for it.
func Message(a corpus.Article, content string) (corpus.Article, error) {
	var b document.Builder
	chat(&b, (&export{}).named(content))
	err := b.Yield(a, func(made corpus.Article) error { a = made; return nil })
	return a, err
}

// mark is what Discord shows names for: emoji, people, roles, channels, times, commands; or code,
// in which it shows none.
var mark = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`|" + `<(?:a?(:\w+:)\d+|(@&?|@!|#)(\d+)|t:(-?\d+)(?::([tTdDfFR]))?|(/[^:<>]+):\d+|id:\w+)>`)

// named writes names in the place of the marks of a text. What has no name in the export is a hole.
func (e *export) named(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	return mark.ReplaceAllStringFunc(text, func(found string) string {
		m := mark.FindStringSubmatch(found)
		switch {
		case found[0] == '`':
			return found
		case m[1] != "":
			return m[1]
		case m[2] != "":
			if name := e.people[strings.TrimSuffix(m[2], "!")+m[3]]; len(name) > 1 {
				return plain(name)
			}
		case m[4] != "":
			return moment(m[4], m[5])
		case m[6] != "":
			return m[6]
		}
		return string(corpus.Hole)
	})
}

// plain writes a name so that nothing in it is read as a mark.
func plain(name string) string { return special.ReplaceAllString(name, `\$0`) }

var special = regexp.MustCompile("[*_`~\\[\\]|>\\\\]")

// moment writes a time, which Discord shows each reader in a form and a zone of their own.
func moment(seconds, style string) string {
	n, err := strconv.ParseInt(seconds, 10, 64)
	t := time.Unix(n, 0).UTC()
	switch {
	case err != nil || t.Year() < 1 || t.Year() > 9999:
		return string(corpus.Hole)
	case style == "t" || style == "T":
		return t.Format("15:04 UTC")
	case style == "d" || style == "D":
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04 UTC")
}

var (
	smallPrint = regexp.MustCompile(`(?m)^-# +`)
	fencing    = regexp.MustCompile("^\\s*```")
)

// tildes matches them, and code, in which they mean nothing.
var tildes = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`|~+")

// single writes tildes so that they strike nothing out alone, as in 5~10: Discord wants two.
func single(text string) string {
	if !strings.Contains(text, "~") {
		return text
	}
	return tildes.ReplaceAllStringFunc(text, func(found string) string {
		if found == "~" {
			return `\~`
		}
		return found
	})
}

// lines writes a message so that Markdown's rules for lines are Discord's: a quotation ends with
// its line, or with the message after ">>>".
func lines(content string) string {
	var out strings.Builder
	code, all, quoted := false, false, false
	for line := range strings.SplitSeq(smallPrint.ReplaceAllString(content, ""), "\n") {
		if strings.Count(line, "```")%2 == 1 {
			code = !code
		}
		rest, start := strings.CutPrefix(line, ">>> ")
		all = all || start && !code
		switch {
		case all && start:
			line = "> " + rest
		case all:
			line = "> " + line
		case code || fencing.MatchString(line):
		case strings.HasPrefix(line, ">") && !strings.HasPrefix(line, "> "):
			line = `\` + line
		}
		quote := strings.HasPrefix(line, "> ")
		if quoted && !quote {
			out.WriteString("\n")
		}
		quoted = quote
		out.WriteString(line + "\n")
	}
	return out.String()
}

// chat adds a message in Discord's Markdown, which has no HTML and keeps line breaks.
func chat(b *document.Builder, content string) {
	var page bytes.Buffer
	if newConverter().Convert([]byte(lines(single(content))), &page) != nil {
		b.Add(corpus.Paragraph, content)
		return
	}
	doc, err := markup.Parse(page.String())
	if err != nil {
		b.Add(corpus.Paragraph, content)
		return
	}
	markup.Blocks(b, doc, nil)
}

func newConverter() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(parser.NewListParser(), 300), util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewATXHeadingParser(), 600), util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
				util.Prioritized(parser.NewBlockquoteParser(), 800), util.Prioritized(parser.NewParagraphParser(), 1000)),
			parser.WithInlineParsers(
				util.Prioritized(parser.NewCodeSpanParser(), 100), util.Prioritized(parser.NewLinkParser(), 200),
				util.Prioritized(parser.NewAutoLinkParser(), 300), util.Prioritized(parser.NewEmphasisParser(), 500)),
		)),
		goldmark.WithExtensions(extension.Strikethrough),
		goldmark.WithRendererOptions(html.WithHardWraps()),
	)
}
