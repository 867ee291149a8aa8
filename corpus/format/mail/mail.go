package mail

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	netmail "net/mail"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// maxMessage is the most bytes of one message, attachments included.
const maxMessage = 32 << 20

// Read reads a file that holds one message.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	data, err := d.Bytes(maxMessage)
	if err != nil {
		return err
	}
	if bytes.HasPrefix(data, []byte("From ")) { // as a box writes it
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	return message(d, d.ID, "", data, yield)
}

// ReadBox reads a box. A message that cannot be read is passed over.
func ReadBox(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	r := bufio.NewReaderSize(d.Reader, 64<<10)
	var data bytes.Buffer
	inside, failed := false, error(nil)
	n, blank := 0, true
	finish := func() {
		if !inside || failed != nil {
			return
		}
		n++
		place := fmt.Sprintf("message %d", n)
		err := document.TooLarge(maxMessage)
		if data.Len() <= maxMessage {
			err = message(d, fmt.Sprintf("%s/%d", d.ID, n), place, data.Bytes(), func(a corpus.Article) error {
				failed = yield(a)
				return failed
			})
		}
		if err != nil && failed == nil {
			d.Skip(place, document.ReasonOf(err), err)
		}
		data.Reset()
	}
	for failed == nil && ctx.Err() == nil {
		line, err := r.ReadSlice('\n')
		if blank && bytes.HasPrefix(line, []byte("From ")) {
			finish()
			inside = true
		} else if inside && data.Len() <= maxMessage {
			data.Write(unescaped(line))
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0 && !errors.Is(err, bufio.ErrBufferFull)
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	finish()
	if failed == nil && n == 0 {
		return errors.New("read mbox: no line that begins with \"From \"; the file is damaged or has the wrong extension")
	}
	return failed
}

var escapedFrom = regexp.MustCompile(`^>+From `)

// unescaped takes the sign off that keeps a line from beginning a message.
func unescaped(line []byte) []byte {
	if len(line) > 0 && line[0] == '>' && escapedFrom.Match(line) {
		return line[1:]
	}
	return line
}

// message passes one message on.
func message(d *document.Document, id, place string, data []byte, yield func(corpus.Article) error) error {
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	var b document.Builder
	sender := senderOf(m.Header.Get("From"))
	b.Add(corpus.Byline, sender)
	p := parts{doc: d, place: place, out: &b}
	if err := p.part(m.Header.Get, m.Body, 0); err != nil {
		return err
	}
	if len(b.Blocks) == 0 || len(b.Blocks) == 1 && b.Blocks[0].Kind == corpus.Byline {
		return document.Refuse(corpus.ReasonEmpty, errors.New("no text that the message itself says"))
	}
	a := corpus.Article{ID: id, Title: threadOf(decoded(m.Header.Get("Subject"))), Source: d.Source, Published: dateOf(m.Header)}
	if link := strings.Trim(m.Header.Get("Archived-At"), "<> "); document.IsAbsolute(link) {
		a.Source = link
	}
	if len(m.Header.Get("Content-Language")) < 20 {
		a.Language = m.Header.Get("Content-Language")
	}
	return b.Yield(a, yield)
}

func dateOf(h netmail.Header) time.Time {
	if t, err := h.Date(); err == nil {
		return t.UTC()
	}
	return document.LooseDate(h.Get("Date"))
}

// decoded returns the words of a header in whatever charset they are written.
func decoded(header string) string {
	words := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) { return charset.NewReaderLabel(name, r) }}
	text, err := words.DecodeHeader(header)
	if err != nil {
		text = header
	}
	return strings.ToValidUTF8(text, "")
}

// senderOf returns the name of who wrote a message, or the address before the sign.
func senderOf(header string) string {
	text := decoded(header)
	if a, err := (&netmail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}}).Parse(header); err == nil {
		text = a.Name
		if text == "" {
			text, _, _ = strings.Cut(a.Address, "@")
		}
	}
	text, _, _ = strings.Cut(text, "<")
	return strings.ToValidUTF8(strings.Trim(text, `" `), "")
}

var answerMarks = regexp.MustCompile(`(?i)^(?:\s*(?:re|fwd?|aw|wg|sv|vs|tr|antw|odp|rif|res|enc|ynt|回复|答复)(?:\[\d+\])?\s*[:：]\s*)+`)

// threadOf returns a subject without the marks of answers.
func threadOf(subject string) string {
	return strings.ReplaceAll(document.Tidy(answerMarks.ReplaceAllString(subject, "")), "\n", " ")
}
