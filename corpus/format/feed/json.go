package feed

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A jsonItem is an item of JSON Feed (version 1.1).
type jsonItem struct {
	ID          any    `json:"id"`
	URL         string `json:"url"`
	External    string `json:"external_url"`
	Title       string `json:"title"`
	ContentHTML string `json:"content_html"`
	ContentText string `json:"content_text"`
	Summary     string `json:"summary"`
	Language    string `json:"language"`
	Published   string `json:"date_published"`
	Modified    string `json:"date_modified"`
}

// parseJSON reads a JSON Feed as far as it goes.
func parseJSON(text string) (*Feed, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var feed Feed
	lang := ""
	_, err := dec.Token() // the brace
	for err == nil && dec.More() {
		var key json.Token
		if key, err = dec.Token(); err != nil {
			break
		}
		switch key {
		case "items":
			err = feed.items(dec)
		case "language":
			err = dec.Decode(&lang)
		default:
			var other json.RawMessage
			err = dec.Decode(&other)
		}
	}
	for i := range feed.Items {
		if feed.Items[i].Language == "" {
			feed.Items[i].Language = lang
		}
	}
	if err == nil {
		_, err = dec.Token()
	}
	if err != nil {
		err = fmt.Errorf("read feed: %w", err)
	}
	if len(feed.Items) == 0 && err != nil {
		return nil, err
	}
	feed.Broken = err
	return &feed, nil
}

// items reads the list of items, up to the first that is broken.
func (f *Feed) items(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		var item jsonItem
		if err := dec.Decode(&item); err != nil {
			return err
		}
		f.Items = append(f.Items, item.item())
	}
	_, err := dec.Token()
	return err
}

func (j *jsonItem) item() Item {
	item := Item{
		Link: resolve("", j.URL), Title: j.Title, Content: j.ContentHTML, Summary: plainHTML(j.Summary), Language: j.Language,
		Published: j.Published, Changed: j.Modified,
	}
	if j.ID != nil {
		item.ID = fmt.Sprint(j.ID)
	}
	if item.Link == "" {
		item.Link = resolve("", j.External)
	}
	if item.Link == "" {
		item.Link = resolve("", item.ID)
	}
	if strings.TrimSpace(item.Content) == "" {
		item.Content = plainHTML(j.ContentText)
	}
	return item
}

// plainHTML writes plain text as HTML, with its paragraphs and lines. A line that goes on in lower
// case was broken for its width only.
func plainHTML(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	var out strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		out.WriteString("<p>")
		for i, line := range strings.Split(strings.TrimSpace(paragraph), "\n") {
			first, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
			if i > 0 && !unicode.IsLower(first) {
				out.WriteString("<br>")
			}
			out.WriteString(html.EscapeString(line) + "\n")
		}
		out.WriteString("</p>")
	}
	return out.String()
}
