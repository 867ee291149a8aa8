package discord

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

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// maxExportToken is the most bytes between two messages of an export, and of one message.
const maxExportToken = 8 << 20

// maxSilence parts the messages of a day into conversations.
const maxSilence = time.Hour

// Read streams an export of a channel (DiscordChatExporter, JSON): one article for
// each conversation of a day in UTC, whose source is the link to its first message.
// Messages of bots and notices of the system are left out.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	budget := &document.BoundedReader{R: d.Reader, Left: maxExportToken}
	dec := json.NewDecoder(bufio.NewReader(budget))
	e := export{doc: d, yield: yield}
	if err := expectDelim(dec, '{'); err != nil {
		return fmt.Errorf("read Discord export: %w", err)
	}
	for dec.More() {
		budget.Left = maxExportToken
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
	if !e.found {
		return document.Refuse(corpus.ReasonEmpty, errors.New("an export without messages of people"))
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

type export struct {
	doc     *document.Document
	yield   func(corpus.Article) error
	guild   struct{ ID, Name string }
	channel struct{ ID, Name, Category string }
	found   bool // a message of people
	first   message
	last    time.Time // of the conversation that blocks gathers
	blocks  *document.Builder
}

// A message is what an export keeps of a message.
type message struct {
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

func (e *export) messages(ctx context.Context, dec *json.Decoder, budget *document.BoundedReader) error {
	if err := expectDelim(dec, '['); err != nil {
		return err
	}
	for n := 1; dec.More(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		budget.Left = maxExportToken
		var m message
		if err := dec.Decode(&m); err != nil {
			var kind *json.UnmarshalTypeError
			var date *time.ParseError
			if errors.As(err, &kind) || errors.As(err, &date) {
				e.doc.Skip(fmt.Sprintf("message %d", n), corpus.ReasonMalformed, err)
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

func (e *export) message(m *message) error {
	if m.Author.IsBot || (m.Type != "" && m.Type != "Default" && m.Type != "Reply" && m.Type != "ThreadStarterMessage") || strings.TrimSpace(m.Content) == "" {
		return nil
	}
	m.Timestamp = m.Timestamp.UTC()
	parted := m.Timestamp.Sub(e.last) > maxSilence || m.Timestamp.Format(time.DateOnly) != e.last.Format(time.DateOnly)
	if e.blocks == nil || parted || e.blocks.Size() > maxExportToken {
		if err := e.flush(); err != nil {
			return err
		}
		e.first, e.blocks, e.found = *m, &document.Builder{}, true
	}
	e.last = m.Timestamp
	name := m.Author.Nickname
	if name == "" {
		name = m.Author.Name
	}
	e.blocks.Add(corpus.Byline, name+", "+m.Timestamp.Format("15:04"))
	chat(e.blocks, m.Content)
	return nil
}

// flush passes on the conversation that ends.
func (e *export) flush() error {
	if e.blocks == nil {
		return nil
	}
	a := corpus.Article{
		ID: e.doc.ID + "/" + e.first.ID, Title: "#" + e.channel.Name + ", " + e.first.Timestamp.Format(time.DateOnly),
		Source: e.doc.Source, Published: e.first.Timestamp,
	}
	if e.guild.ID != "" && e.channel.ID != "" && e.first.ID != "" {
		a.Source = fmt.Sprintf("https://discord.com/channels/%s/%s/%s", e.guild.ID, e.channel.ID, e.first.ID)
	}
	b := e.blocks
	e.blocks = nil
	err := b.Yield(a, e.yield)
	var r *document.Refused
	if errors.As(err, &r) {
		return nil // messages without a word
	}
	return err
}

// chat adds a message in Discord's Markdown, which has no HTML and keeps line breaks.
func chat(b *document.Builder, content string) {
	var page bytes.Buffer
	if newConverter().Convert([]byte(content), &page) != nil {
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
