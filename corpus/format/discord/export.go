package discord

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
)

// maxSilence parts the messages of a day into conversations.
const maxSilence = time.Hour

// An export is the state between two messages.
type export struct {
	doc     *document.Document
	yield   func(corpus.Article) error
	guild   struct{ ID, Name string }
	channel struct{ ID, Name, Category string }
	found   bool              // a message that is read
	left    map[string]int    // messages that are not, by kind
	said    map[string]string // what the latest messages say, in short, by id
	people  map[string]string // names by id: of people "@1", of roles "@&1"
	last    time.Time         // of the conversation
	spoken  []spoken          // its messages
	size    int               // bytes of them
}

// A spoken message is one that waits for its conversation to end.
type spoken struct {
	article corpus.Article
	blocks  document.Builder
}

func (e *export) message(m *message) error {
	e.meet(m)
	if kind := m.leftOut(); kind != "" {
		e.left[kind]++
		return nil
	}
	m.Timestamp = m.Timestamp.UTC()
	parted := m.Timestamp.Sub(e.last) > maxSilence || m.Timestamp.Format(time.DateOnly) != e.last.Format(time.DateOnly)
	if parted || e.size > maxExportToken {
		if err := e.flush(); err != nil {
			return err
		}
	}
	e.last = m.Timestamp
	e.read(m)
	return nil
}

// read keeps a message until its conversation ends.
func (e *export) read(m *message) {
	var s spoken
	if to := e.said[m.Reference.MessageID]; to != "" && m.Forwarded == nil {
		s.blocks.Heading(7, "", to)
	}
	name := m.Author.name()
	by := name
	if m.Forwarded != nil {
		by += ", forwarded"
	}
	s.blocks.Add(corpus.Byline, by+", "+m.Timestamp.Format("15:04"))
	before := s.blocks.Size()
	chat(&s.blocks, e.named(m.text()))
	if s.blocks.Size() == before {
		e.left[wordless]++
		return
	}
	e.remember(m.ID, name+": "+s.blocks.String()[before:])
	s.article = corpus.Article{
		ID: e.doc.ID + "/" + m.ID, Title: name + " in #" + e.channel.Name + ", " + m.Timestamp.Format(time.DateOnly),
		Source: e.link(m.ID), Published: m.Timestamp, Revised: m.Edited.UTC(),
	}
	e.found = true
	e.size += s.blocks.Size()
	e.spoken = append(e.spoken, s)
}

// flush passes on the messages of the conversation that ends, all in the language of the whole:
// one message alone tells too little.
func (e *export) flush() error {
	var all strings.Builder
	for i := range e.spoken {
		all.WriteString(e.spoken[i].blocks.String() + "\n")
	}
	lang := language.Detect(all.String())
	for i := range e.spoken {
		s := &e.spoken[i]
		s.article.Language = lang
		err := s.blocks.Yield(s.article, e.yield)
		var r *document.Refused
		if err != nil && !errors.As(err, &r) {
			return err
		}
	}
	e.spoken, e.size = e.spoken[:0], 0
	return nil
}

// link returns the address of a message.
func (e *export) link(id string) string {
	guild := e.guild.ID
	if guild == "0" { // of direct messages
		guild = "@me"
	}
	if guild == "" || e.channel.ID == "" || id == "" {
		return e.doc.Source
	}
	return fmt.Sprintf("https://discord.com/channels/%s/%s/%s", guild, e.channel.ID, id)
}

// Bounds of what is kept of messages that others answer.
const (
	maxSaid  = 20_000 // messages
	maxShort = 200    // bytes of one
)

// remember keeps what a message says for those that answer it.
func (e *export) remember(id, text string) {
	if len(e.said) >= maxSaid {
		clear(e.said) // answers follow soon, as a rule
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxShort {
		text = strings.ToValidUTF8(text[:maxShort], "")
		if at := strings.LastIndexByte(text, ' '); at > 0 {
			text = text[:at] + " …"
		}
	}
	e.said[id] = text
}

// meet notes the names that a message tells.
func (e *export) meet(m *message) {
	const most = 200_000
	if len(e.people) > most {
		return
	}
	for _, a := range append(m.Mentions, m.Author) {
		e.people["@"+a.ID] = "@" + a.name()
		if a.Roles != nil {
			for _, role := range *a.Roles {
				e.people["@&"+role.ID] = "@" + role.Name
			}
		}
	}
	e.people["#"+e.channel.ID] = "#" + e.channel.Name
}

// report tells how many messages were left out.
func (e *export) report() {
	for _, kind := range slices.Sorted(maps.Keys(e.left)) {
		e.doc.Skip(kind, corpus.ReasonAside, fmt.Errorf("%d of them", e.left[kind]))
	}
}
