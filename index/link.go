package index

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"strings"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/fragment"
)

// MaxLink is the most bytes of a link that leads to the words of a quote: more than that
// fits into no button of a chat.
const MaxLink = 512

// Link returns the address that leads to the quote: the article's source with the section's
// anchor and, where they tell the words from all others of the page, the words themselves. It
// is "" for an article that is not on the web. Not all of it may be allowed everywhere:
// without the directive it leads to the section, without the anchor to the page.
func (q Quote) Link() string {
	if !corpus.IsURL(q.Article.Source) {
		return ""
	}
	link := q.Article.Source
	if anchor := strings.TrimPrefix(q.Anchor, "#"); anchor != "" && !strings.Contains(link, "#") {
		link += "#" + encoded(anchor)
	}
	if q.Directive == "" {
		return link
	}
	if !strings.Contains(link, "#") {
		link += "#"
	}
	return link + fragment.Mark + q.Directive
}

// encoded percent-encodes what may not stand in a fragment. A percent sign stays: an anchor
// may be encoded already.
func encoded(anchor string) string {
	var out strings.Builder
	for i := range len(anchor) {
		c := anchor[i]
		switch {
		case c <= ' ', c >= 0x7f, strings.IndexByte("\"#<>[]\\^`{|}", c) >= 0:
			fmt.Fprintf(&out, "%%%02X", c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// lead gives quotes the directives that lead to their words, where a browser shows the page.
func (s *session) lead(ctx context.Context, quotes []Quote) error {
	pages := map[string]*fragment.Page{}
	for i := range quotes {
		q := &quotes[i]
		if !searchable(q) {
			continue
		}
		page, known := pages[q.Article.ID]
		if !known {
			var err error
			if page, err = s.page(ctx, q.Article.ID); err != nil {
				return fmt.Errorf("link to the quote: %w", err)
			}
			pages[q.Article.ID] = page
		}
		q.Directive = page.Directive(q.Start, q.End, MaxLink-lengthOf(q.Link()+"#"+fragment.Mark))
	}
	return nil
}

// page returns an article as a browser searches it.
func (s *session) page(ctx context.Context, id string) (*fragment.Page, error) {
	var article *engine.Article
	for _, a := range s.articles {
		if a.ID == id {
			article = a
		}
	}
	whole, err := s.snapshot.Whole(ctx, article)
	if err != nil {
		return nil, err
	}
	var blocks []fragment.Block
	roles := map[corpus.BlockKind]fragment.Role{corpus.Heading: fragment.Heading, corpus.Code: fragment.Code}
	for _, b := range whole.Blocks {
		if role, ok := roles[b.Kind]; ok {
			blocks = append(blocks, fragment.Block{Span: fragment.Span{Start: b.Start, End: b.End}, Role: role})
		}
	}
	return fragment.NewPage(whole.Text, blocks), nil
}

// searchable reports whether a quote's source is a page in which a browser looks for words:
// no file that is shown by lines or pages, no message of a chat, and nothing that is heard.
func searchable(q *Quote) bool {
	u, err := url.Parse(q.Article.Source)
	if err != nil || !corpus.IsURL(q.Article.Source) || q.Article.Bytes > fragment.MaxPage || corpus.IsLines(q.Anchor) || strings.HasPrefix(q.Anchor, "#t=") {
		return false
	}
	switch host := strings.TrimPrefix(u.Hostname(), "www."); {
	case host == "discord.com", host == "discordapp.com":
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".pdf", ".docx", ".epub", ".zip", ".gz", ".tgz", ".tar", ".bz2", ".odt", ".pptx", ".xlsx", ".ipynb", ".yaml", ".yml", ".vtt", ".srt", ".eml", ".mbox", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom":
		return false
	}
	return true
}

// lengthOf is how long a link is once all that may have to be is percent-encoded.
func lengthOf(link string) int {
	n := len(link)
	for i := range len(link) {
		if c := link[i]; c >= 0x80 || strings.IndexByte(" ()<>[]\\`|*\"'^{}", c) >= 0 {
			n += 2
		}
	}
	return n
}
