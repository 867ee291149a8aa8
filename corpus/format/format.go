package format

import (
	"context"
	"fmt"
	"path"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format/archive"
	"verbatim/corpus/format/asciidoc"
	"verbatim/corpus/format/docx"
	"verbatim/corpus/format/epub"
	"verbatim/corpus/format/feed"
	"verbatim/corpus/format/html"
	"verbatim/corpus/format/jsonl"
	"verbatim/corpus/format/mail"
	"verbatim/corpus/format/markdown"
	"verbatim/corpus/format/notebook"
	"verbatim/corpus/format/odt"
	"verbatim/corpus/format/org"
	"verbatim/corpus/format/pdf"
	"verbatim/corpus/format/pptx"
	"verbatim/corpus/format/rst"
	"verbatim/corpus/format/subtitle"
	"verbatim/corpus/format/table"
	"verbatim/corpus/format/xlsx"
)

// A kind is what the documents of one format have in common.
type kind struct {
	name string
	exts []string // lower case, with the dot
	read document.Reader
}

// kinds lists what can be read. Where two extensions fit a name, the longer one
// wins (".tar.gz" before ".gz").
func kinds() []kind {
	return []kind{
		{"plain text", []string{".txt", ".text"}, readText},
		{"JSON lines", []string{".jsonl", ".ndjson"}, jsonl.Read},
		{"Markdown", []string{".md", ".markdown", ".mdx"}, markdown.Read},
		{"reStructuredText", []string{".rst", ".rest"}, rst.Read},
		{"AsciiDoc", []string{".adoc", ".asciidoc"}, asciidoc.Read},
		{"Org", []string{".org"}, org.Read},
		{"HTML", []string{".html", ".htm", ".xhtml"}, html.Read},
		{"PDF", []string{".pdf"}, pdf.Read},
		{"DOCX", []string{".docx"}, docx.Read},
		{"ODT", []string{".odt"}, odt.Read},
		{"PPTX", []string{".pptx"}, pptx.Read},
		{"XLSX", []string{".xlsx"}, xlsx.Reader(table.Read)},
		{"EPUB", []string{".epub"}, epub.Read},
		{"feed", []string{".rss", ".atom"}, feed.Read},
		{"XML", []string{".xml"}, readXML},
		{"JSON", []string{".json"}, readJSON},
		{"YAML", []string{".yaml", ".yml"}, readYAML},
		{"notebook", []string{".ipynb"}, notebook.Reader(markdown.Read)},
		{"mail", []string{".eml"}, mail.Read},
		{"mailbox", []string{".mbox", ".mbx"}, mail.ReadBox},
		{"transcript", []string{".vtt", ".srt"}, subtitle.Read},
		{"table", []string{".csv", ".tsv"}, table.Read},
		{"zip archive", []string{".zip"}, archive.Zip(Read)},
		{"tar archive", []string{".tar", ".tar.gz", ".tgz"}, archive.Tar(Read)},
		{"packed file", []string{".bz2", ".gz"}, archive.Packed(ReaderOf)},
	}
}

// ReaderOf returns the reader of a file by its name.
func ReaderOf(name string) (document.Reader, bool) {
	f, ok := kindOf(name)
	return f.read, ok
}

// kindOf returns the format of a file by its name.
func kindOf(name string) (kind, bool) {
	lower := strings.ToLower(path.Base(name))
	var best kind
	length := 0
	for _, f := range kinds() {
		for _, ext := range f.exts {
			if len(ext) > length && strings.HasSuffix(lower, ext) && len(lower) > len(ext) {
				best, length = f, len(ext)
			}
		}
	}
	return best, length > 0
}

// Read reads a document in the format its name tells. The error is ctx.Err()
// or what yield returned; everything else is in d.Skips.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	f, ok := kindOf(d.Name)
	if !ok {
		d.Skip("", corpus.ReasonUnsupported, fmt.Errorf("no reader for this kind of file; known are %s", knownExtensions()))
		return nil
	}
	return d.Read(ctx, f.name, f.read, yield)
}

func knownExtensions() string {
	var exts []string
	for _, f := range kinds() {
		exts = append(exts, f.exts...)
	}
	return strings.Join(exts, " ")
}
