package notebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

// Reader returns a reader of notebooks that gives their text to the reader of Markdown.
func Reader(markdown document.Reader) document.Reader {
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		data, err := d.Bytes(document.MaxText)
		if err != nil {
			return err
		}
		var n notebook
		if err := json.Unmarshal(data, &n); err != nil {
			return fmt.Errorf("read notebook: %w", err)
		}
		page := n.page()
		if strings.TrimSpace(page) == "" {
			return document.Refuse(corpus.ReasonEmpty, errors.New("no cells with text"))
		}
		return markdown(ctx, d.As(d.Name, strings.NewReader(page), int64(len(page))), func(a corpus.Article) error {
			if d.Page == nil || d.Page.Generator == site.None {
				dropAnchors(a.Blocks)
			}
			return yield(a)
		})
	}
}

// dropAnchors takes the names off headings that only a generator of documentation gives them.
func dropAnchors(blocks []corpus.Block) {
	for i := range blocks {
		blocks[i].Anchor = ""
	}
}

// A notebook is what a file says, as far as people read it.
type notebook struct {
	Cells      []cell `json:"cells"`
	Worksheets []struct {
		Cells []cell `json:"cells"`
	} `json:"worksheets"` // nbformat 3
	Metadata struct {
		Language struct {
			Name string `json:"name"`
		} `json:"language_info"`
	} `json:"metadata"`
}

type cell struct {
	Type   string `json:"cell_type"`
	Source text   `json:"source"`
	Input  text   `json:"input"` // of code, in nbformat 3
	Level  int    `json:"level"` // of headings, in nbformat 3
}

// A text is written whole or as a list of lines.
type text string

// UnmarshalJSON reads either. What is neither holds no text.
func (t *text) UnmarshalJSON(data []byte) error {
	var whole string
	if json.Unmarshal(data, &whole) == nil {
		*t = text(whole)
		return nil
	}
	var lines []string
	if json.Unmarshal(data, &lines) == nil {
		*t = text(strings.Join(lines, ""))
	}
	return nil
}

// page returns the cells as a page of Markdown.
func (n *notebook) page() string {
	var out strings.Builder
	cells := n.Cells
	for _, sheet := range n.Worksheets {
		cells = append(cells, sheet.Cells...)
	}
	for _, c := range cells {
		source := strings.TrimSpace(string(c.Source))
		switch c.Type {
		case "markdown":
			out.WriteString(closed(source))
		case "heading":
			out.WriteString(strings.Repeat("#", min(max(c.Level, 1), 6)) + " " + source)
		case "code":
			out.WriteString(fenced(n.Metadata.Language.Name, strings.Trim(string(c.Source+c.Input), "\n")))
		}
		out.WriteString("\n\n")
	}
	return out.String()
}

// fenced returns code between fences that are longer than any inside it.
func fenced(language, code string) string {
	if strings.TrimSpace(code) == "" {
		return ""
	}
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence + strings.Join(strings.Fields(language), "") + "\n" + code + "\n" + fence
}

// closed returns a page that ends the block of code which it leaves open, so that it does not go on
// in the next cell.
func closed(page string) string {
	fence := ""
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		switch {
		case fence != "" && strings.HasPrefix(line, fence):
			fence = ""
		case fence == "" && (strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")):
			fence = line[:3]
		}
	}
	if fence != "" {
		page += "\n" + fence
	}
	return page
}
