package discord

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// maxExportToken is the most bytes between two messages of an export, and of one message.
const maxExportToken = 8 << 20

// Read streams an export of a channel (DiscordChatExporter, JSON): one article for each message,
// whose source is the link to it. What bots say, notices of the system and messages without words
// are left out and counted.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	budget := &document.BoundedReader{R: d.Reader, Left: maxExportToken}
	dec := json.NewDecoder(bufio.NewReader(budget))
	e := export{doc: d, yield: yield, left: map[string]int{}, said: map[string]string{}, people: map[string]string{}}
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
	e.report()
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

// messages reads the list of messages.
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
