package discord

import (
	"strings"
	"time"
)

// A message is what an export keeps of a message.
type message struct {
	post
	ID        string
	Type      string
	Edited    time.Time `json:"timestampEdited"`
	Author    author
	Mentions  []author
	Forwarded *post `json:"forwardedMessage"`
	Reference struct{ MessageID, ChannelID string }
}

// A post is what somebody wrote, here or where it was forwarded from.
type post struct {
	Timestamp time.Time
	Content   string
	Embeds    []embed
}

// An author is somebody, or a program, that writes.
type author struct {
	ID, Name, Nickname string
	IsBot              bool
	Roles              *[]struct{ ID, Name string } // nil where the export does not tell
}

// name returns what others see.
func (a *author) name() string {
	if a.Nickname != "" {
		return a.Nickname
	}
	return a.Name
}

// webhook reports a program that only posts, such as the announcements of a channel that is
// followed: bots have a role of their own.
func (a *author) webhook() bool { return a.IsBot && a.Roles != nil && len(*a.Roles) == 0 }

// An embed is a card below a message: of a program its own words, of people a page they link to.
type embed struct {
	Title, Description string
	Fields             []struct{ Name, Value string }
}

// Kinds of messages that are left out, as they are told in the report.
const (
	ofBots   = "messages of bots"
	ofSystem = "notices of the system"
	wordless = "messages without words"
)

// leftOut returns the kind of a message that is not read, "" for one that is.
func (m *message) leftOut() string {
	switch m.Type {
	case "", "Default", "Reply", "ThreadStarterMessage":
	default:
		if m.Author.IsBot {
			return ofBots
		}
		return ofSystem
	}
	switch {
	case m.Author.IsBot && (m.Type == "Reply" || !m.Author.webhook()):
		return ofBots
	case strings.TrimSpace(m.text()) == "":
		return wordless
	}
	return ""
}

// text returns the words of a message in Discord's Markdown.
func (m *message) text() string {
	parts := []string{m.post.text(m.Author.IsBot)}
	if m.Forwarded != nil {
		parts = append(parts, m.Forwarded.text(true))
	}
	return strings.TrimSpace(strings.Join(parts, "\n\n"))
}

// text returns the words of a post, with those of its cards where they are its own.
func (p *post) text(cards bool) string {
	parts := []string{p.Content}
	if cards {
		for _, e := range p.Embeds {
			if e.Description == "" && len(e.Fields) == 0 {
				continue
			}
			parts = append(parts, heading(e.Title), e.Description)
			for _, f := range e.Fields {
				parts = append(parts, heading(f.Name), f.Value)
			}
		}
	}
	return strings.Join(parts, "\n\n")
}

// heading writes a name as a heading.
func heading(name string) string {
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		return ""
	}
	return "### " + name
}
