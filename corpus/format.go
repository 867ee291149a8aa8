package corpus

import (
	"context"
	"path"
	"strings"
)

// A format reads one kind of file. parse streams the articles of a document to
// yield and returns yield's error as it is. Any other error it returns, and a panic,
// becomes a Skip for the whole document: with the reason given to refuse, or
// ReasonMalformed.
type format struct {
	name  string
	exts  []string // lower case, with the dot
	parse func(ctx context.Context, d *document, yield func(Article) error) error
}

// formats lists what can be read. Where two extensions fit a name, the longer one
// wins (".tar.gz" before ".gz").
func formats() []format {
	return []format{
		{"plain text", []string{".txt", ".text"}, readPlain},
		{"JSON lines", []string{".jsonl", ".ndjson"}, readLines},
		{"Markdown", []string{".md", ".markdown", ".mdx"}, readMarkdown},
		{"HTML", []string{".html", ".htm", ".xhtml"}, readHTML},
		{"PDF", []string{".pdf"}, readPDF},
		{"DOCX", []string{".docx"}, readDOCX},
		{"EPUB", []string{".epub"}, readEPUB},
		{"feed", []string{".rss", ".atom"}, readFeed},
		{"XML", []string{".xml"}, readXML},
		{"JSON", []string{".json"}, readJSON},
		{"table", []string{".csv", ".tsv"}, readCSV},
		{"zip archive", []string{".zip"}, readZip},
		{"tar archive", []string{".tar", ".tar.gz", ".tgz"}, readTar},
		{"packed file", []string{".bz2", ".gz"}, readCompressed},
	}
}

// formatOf returns the format of a file by its name.
func formatOf(name string) (format, bool) {
	lower := strings.ToLower(path.Base(name))
	var best format
	length := 0
	for _, f := range formats() {
		for _, ext := range f.exts {
			if len(ext) > length && strings.HasSuffix(lower, ext) && len(lower) > len(ext) {
				best, length = f, len(ext)
			}
		}
	}
	return best, length > 0
}

// withoutExt returns a slash-separated path without the extension its format knows,
// or without the last one.
func withoutExt(name string) string {
	lower := strings.ToLower(name)
	longest := path.Ext(name)
	for _, f := range formats() {
		for _, ext := range f.exts {
			if len(ext) > len(longest) && strings.HasSuffix(lower, ext) {
				longest = ext
			}
		}
	}
	if short := name[:len(name)-len(longest)]; path.Base(short) != "" && !strings.HasSuffix(short, "/") && short != "" {
		return short
	}
	return name
}
