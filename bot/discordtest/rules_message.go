package discordtest

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// addf adds a complaint.
func (c *complaints) addf(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}

// units is the length of a text in UTF-16 units. Discord does not say how it counts; no
// other count is longer.
func units(v any) int {
	s, _ := v.(string)
	return len(utf16.Encode([]rune(s)))
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// callback checks the first answer to an interaction.
func (c *complaints) callback(body map[string]any, files bool) {
	data := object(body["data"])
	switch kind, _ := body["type"].(float64); kind {
	case 4:
		c.message(data, true, files)
	case 7:
		c.message(data, false, files)
	case 5:
		if flags, _ := data["flags"].(float64); int(flags)&^64 != 0 || len(text(data["content"])) > 0 {
			c.addf("a deferred answer can carry nothing but the ephemeral flag")
		}
	case 8:
		if data["choices"] == nil {
			c.addf("autocomplete without a list of choices")
		}
		c.choices(list(data["choices"]))
	case 9:
		c.components(data["components"])
		if text(data["custom_id"]) == "" || text(data["title"]) == "" {
			c.addf("a modal without custom_id or title")
		}
	}
}

// message checks a message's body. whole is false for an edit, which may leave parts out.
func (c *complaints) message(body map[string]any, whole, files bool) {
	if n := units(body["content"]); n > 2000 {
		c.addf("content of %d characters, Discord takes 2000", n)
	}
	flags, _ := body["flags"].(float64)
	v2 := int(flags)&(1<<15) != 0
	empty := strings.TrimSpace(text(body["content"])) == "" && len(list(body["embeds"])) == 0 && !files
	switch {
	case v2 && !empty:
		c.addf("content, embeds or files beside components v2")
	case whole && empty && len(list(body["components"])) == 0 && body["poll"] == nil:
		c.addf("an empty message")
	}
	c.embeds(list(body["embeds"]))
	c.components(body["components"])
	if rows := list(body["components"]); !v2 && len(rows) > 5 {
		c.addf("%d rows of components, Discord takes 5", len(rows))
	}
	c.mentions(body["allowed_mentions"])
}

// mentions holds Discord's rule for allowed_mentions and Verbatim's own: nothing pings.
func (c *complaints) mentions(v any) {
	m := object(v)
	parse, ok := m["parse"].([]any)
	if !ok || len(parse) > 0 || len(list(m["users"])) > 0 || len(list(m["roles"])) > 0 || m["replied_user"] == true {
		c.addf("allowed_mentions is not an empty parse list alone: the message may ping")
	}
	for _, kind := range []string{"users", "roles"} {
		for _, p := range parse {
			if p == kind && len(list(m[kind])) > 0 {
				c.addf("allowed_mentions has %s both in parse and as a list", kind)
			}
		}
	}
}

// embeds checks what the document leaves out of embeds (resources/message.mdx, "Embed
// Limits").
func (c *complaints) embeds(embeds []any) {
	sum := 0
	for _, e := range embeds {
		e := object(e)
		footer, author := object(e["footer"]), object(e["author"])
		sum += units(e["title"]) + units(e["description"]) + units(footer["text"]) + units(author["name"])
		for _, f := range list(e["fields"]) {
			f := object(f)
			sum += units(f["name"]) + units(f["value"])
			if strings.TrimSpace(text(f["name"])) == "" || strings.TrimSpace(text(f["value"])) == "" {
				c.addf("an embed's field without name or value")
			}
		}
		for _, u := range []any{e["url"], footer["icon_url"], author["url"], author["icon_url"], object(e["image"])["url"], object(e["thumbnail"])["url"]} {
			c.link(text(u))
		}
	}
	if sum > 6000 {
		c.addf("%d characters in all embeds, Discord takes 6000", sum)
	}
}

// link checks an address that a member can click.
func (c *complaints) link(address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" && u.Scheme != "attachment" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "attachment" && u.Scheme != "discord") {
		c.addf("address %q is not one that Discord links to", address)
	}
}

// components checks components of any depth.
func (c *complaints) components(v any) {
	seen := map[string]bool{}
	c.walk(v, seen)
}

func (c *complaints) walk(v any, seen map[string]bool) {
	for _, e := range list(v) {
		e := object(e)
		if id := text(e["custom_id"]); id != "" {
			if seen[id] {
				c.addf("custom_id %q twice", id)
			}
			seen[id] = true
		}
		if kind, _ := e["type"].(float64); kind == 2 {
			c.button(e)
		}
		c.options(list(e["options"]))
		c.walk(e["components"], seen)
		if accessory := object(e["accessory"]); accessory != nil {
			c.walk([]any{accessory}, seen)
		}
	}
}

func (c *complaints) button(b map[string]any) {
	style, _ := b["style"].(float64)
	id, link := text(b["custom_id"]), text(b["url"])
	switch {
	case style == 5 && (link == "" || id != ""):
		c.addf("a link button needs a url and no custom_id")
	case style >= 1 && style <= 4 && (id == "" || link != ""):
		c.addf("a button needs a custom_id and no url")
	case style < 1 || style > 6:
		c.addf("button style %v", b["style"])
	}
	if text(b["label"]) == "" && b["emoji"] == nil {
		c.addf("a button without label or emoji")
	}
	c.link(link)
}

// options checks the entries of a select menu.
func (c *complaints) options(options []any) {
	values := map[string]bool{}
	for _, o := range options {
		value := text(object(o)["value"])
		if values[value] {
			c.addf("select value %q twice", value)
		}
		values[value] = true
	}
}
