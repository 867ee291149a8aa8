package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// maxExportToken is the most bytes between two messages of an export, and of one message.
const maxExportToken = 8 << 20

// readDiscord streams an export of a channel (DiscordChatExporter, JSON): one article for
// each day in UTC. Messages of bots and notices of the system are left out. The source is
// the channel's link, and source and anchor together lead to the message.
func readDiscord(ctx context.Context, d *document, yield func(Article) error) error {
	budget := &boundedReader{r: d.reader, left: maxExportToken}
	dec := json.NewDecoder(bufio.NewReader(budget))
	e := discordExport{doc: d, yield: yield, days: map[string]int{}}
	if err := expectDelim(dec, '{'); err != nil {
		return fmt.Errorf("read Discord export: %w", err)
	}
	for dec.More() {
		budget.left = maxExportToken
		key, err := dec.Token()
		if err == nil {
			switch key {
			case "guild":
				err = dec.Decode(&e.guild)
			case "channel":
				err = dec.Decode(&e.channel)
			case "messages":
				err = e.messages(ctx, dec, budget)
			default:
				var ignored json.RawMessage
				err = dec.Decode(&ignored)
			}
		}
		if err != nil {
			return fmt.Errorf("read Discord export: %w", err)
		}
	}
	if err := e.flush(); err != nil {
		return err
	}
	if len(e.days) == 0 {
		return refuse(ReasonEmpty, errors.New("an export without messages of people"))
	}
	return nil
}

func expectDelim(dec *json.Decoder, want json.Delim) error {
	token, err := dec.Token()
	if err == nil && token != want {
		err = fmt.Errorf("%v where %v is expected", token, want)
	}
	return err
}

type discordExport struct {
	doc     *document
	yield   func(Article) error
	guild   struct{ ID, Name string }
	channel struct{ ID, Name, Category string }
	days    map[string]int // articles of a day so far
	day     string         // that blocks gathers
	first   time.Time
	blocks  *builder
}

// A discordMessage is what an export keeps of a message.
type discordMessage struct {
	ID        string
	Type      string
	Timestamp time.Time
	Content   string
	Author    struct {
		Name, Nickname string
		IsBot          bool
	}
	Embeds []struct{ Title, Description string }
}

func (e *discordExport) messages(ctx context.Context, dec *json.Decoder, budget *boundedReader) error {
	if err := expectDelim(dec, '['); err != nil {
		return err
	}
	for n := 1; dec.More(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		budget.left = maxExportToken
		var m discordMessage
		if err := dec.Decode(&m); err != nil {
			var kind *json.UnmarshalTypeError
			var date *time.ParseError
			if errors.As(err, &kind) || errors.As(err, &date) {
				e.doc.skip(fmt.Sprintf("message %d", n), ReasonMalformed, err)
				continue
			}
			return fmt.Errorf("message %d: %w", n, err)
		}
		if err := e.message(&m); err != nil {
			return err
		}
	}
	return expectDelim(dec, ']')
}

func (e *discordExport) message(m *discordMessage) error {
	if m.Author.IsBot || (m.Type != "" && m.Type != "Default" && m.Type != "Reply" && m.Type != "ThreadStarterMessage") || strings.TrimSpace(m.Content) == "" {
		return nil
	}
	day := m.Timestamp.UTC().Format(time.DateOnly)
	if day != e.day || e.blocks.text.Len() > maxWikiPage {
		if err := e.flush(); err != nil {
			return err
		}
		e.day, e.first, e.blocks = day, m.Timestamp.UTC(), &builder{}
	}
	name := m.Author.Nickname
	if name == "" {
		name = m.Author.Name
	}
	e.blocks.anchor = "/" + m.ID
	e.blocks.add(Byline, name+", "+m.Timestamp.UTC().Format("15:04"))
	e.blocks.chat(m.Content)
	return nil
}

// flush passes on the article of the day that ends.
func (e *discordExport) flush() error {
	if e.blocks == nil {
		return nil
	}
	e.days[e.day]++
	a := Article{
		ID: e.doc.id + "/" + e.day, Title: "#" + e.channel.Name + ", " + e.day, Published: e.first,
		Source: fmt.Sprintf("https://discord.com/channels/%s/%s", e.guild.ID, e.channel.ID),
	}
	if n := e.days[e.day]; n > 1 {
		a.ID = fmt.Sprintf("%s-%d", a.ID, n)
	}
	if e.channel.ID == "" || e.guild.ID == "" {
		a.Source = e.doc.source
	}
	b := e.blocks
	e.blocks, e.day = nil, ""
	err := b.yield(a, e.yield)
	var r *refused
	if errors.As(err, &r) {
		return nil // a day of messages without a word
	}
	return err
}

// chat adds a message in Discord's Markdown, which has no HTML and keeps line breaks.
func (b *builder) chat(content string) {
	var page bytes.Buffer
	if newChatMarkdown().Convert([]byte(content), &page) != nil {
		b.add(Paragraph, content)
		return
	}
	doc, err := parseHTML(page.String())
	if err != nil {
		b.add(Paragraph, content)
		return
	}
	anchor := b.anchor
	b.htmlBlocks(doc, nil)
	b.anchor = anchor
}

func newChatMarkdown() goldmark.Markdown {
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
