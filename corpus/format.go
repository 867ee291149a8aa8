package corpus

import (
	"context"
	"fmt"
	"path"
	"strings"
)

// A format is a kind of file that can be read.
type format struct {
	name string
	exts []string // lower case, with the dot
	read Reader
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
		{"zip archive", []string{".zip"}, readZip(ReadDocument)},
		{"tar archive", []string{".tar", ".tar.gz", ".tgz"}, readTar(ReadDocument)},
		{"packed file", []string{".bz2", ".gz"}, readPacked(ReaderOf)},
	}
}

// ReaderOf returns the reader of a file by its name.
func ReaderOf(name string) (Reader, bool) {
	f, ok := formatOf(name)
	return f.read, ok
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

// ReadDocument reads a document in the format its name tells. The error is ctx.Err()
// or what yield returned; everything else is in d.skips.
func ReadDocument(ctx context.Context, d *Document, yield func(Article) error) error {
	f, ok := formatOf(d.Name)
	if !ok {
		d.skip("", ReasonUnsupported, fmt.Errorf("no reader for this kind of file; known are %s", knownExtensions()))
		return nil
	}
	return d.Read(ctx, f.name, f.read, yield)
}

func knownExtensions() string {
	var exts []string
	for _, f := range formats() {
		exts = append(exts, f.exts...)
	}
	return strings.Join(exts, " ")
}
