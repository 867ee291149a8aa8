package format

import (
	"archive/tar"
	"bytes"
	"io"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/pdfium/pdfiumtest"
)

// Files made to cost far more than their size, or to reach where they must not.
func TestHostileFiles(t *testing.T) {
	nestedZip := []byte("end")
	for range 5 {
		nestedZip = corpustest.Zipped(t, "inner.zip", string(nestedZip))
	}
	deep := strings.Repeat("{{a|", 20_000)
	for name, file := range map[string]struct {
		name   string
		src    []byte
		reason corpus.Reason
	}{
		"zips in zips":        {"x.zip", nestedZip, corpus.ReasonTooLarge},
		"zip slip":            {"x.zip", corpustest.Zipped(t, "../../etc/passwd.md", "text", `..\..\up.md`, "text", "/etc/abs.md", "text"), corpus.ReasonForbidden},
		"gzip bomb":           {"x.txt.gz", corpustest.Gzipped(t, io.LimitReader(corpustest.Endless('a'), 65<<20)), corpus.ReasonTooLarge},
		"large in tar":        {"x.tar.gz", corpustest.Gzipped(t, tarOf(t, "a.txt", 65<<20)), corpus.ReasonTooLarge},
		"no gzip":             {"x.tar.gz", []byte("plain"), corpus.ReasonMalformed},
		"truncated tar":       {"x.tar", bytes.Repeat([]byte{1}, 700), corpus.ReasonMalformed},
		"unclosed quote":      {"x.csv", []byte("title,text\na,\"" + strings.Repeat("b,c\n", 5<<18)), corpus.ReasonTooLarge},
		"binary table":        {"x.csv", append([]byte("a,b\n"), make([]byte, 100)...), corpus.ReasonBinary},
		"entity bomb":         {"x.xml", []byte(`<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><mediawiki><page><title>T</title><ns>0</ns><revision><text>&b;</text></revision></page></mediawiki>`), ""},
		"deep elements":       {"x.xml", []byte("<mediawiki>" + strings.Repeat("<a>", 50_000)), corpus.ReasonMalformed},
		"deep templates":      {"x.xml", []byte("<mediawiki><page><title>T</title><ns>0</ns><revision><text>" + deep + "text</text></revision></page></mediawiki>"), ""},
		"deep closed":         {"x.xml", []byte("<mediawiki><page><title>T</title><ns>0</ns><revision><text>Text. " + deep + strings.Repeat("}}", 20_000) + "</text></revision></page></mediawiki>"), ""},
		"deep feed":           {"x.rss", []byte("<rss><channel>" + strings.Repeat("<item>", 20_000)), corpus.ReasonMalformed},
		"deep json":           {"x.json", []byte(`{"guild":{},"channel":` + strings.Repeat("[", 100_000)), corpus.ReasonMalformed},
		"messages of all":     {"x.json", []byte(`{"guild":{"id":"1"},"channel":{"id":"2","name":"c"},"messages":[{"id":7},{"timestamp":"never"},null,{"content":"A fine day.","timestamp":"2024-01-01T00:00:00Z"}]}`), corpus.ReasonMalformed},
		"endless message":     {"x.json", []byte(`{"guild":{},"channel":{},"messages":[{"content":"` + strings.Repeat("a", 9<<20)), corpus.ReasonTooLarge},
		"packed nothing":      {"x.unknown.gz", corpustest.Gzipped(t, strings.NewReader("x")), corpus.ReasonUnsupported},
		"an archive of noise": {"x.zip", bytes.Repeat([]byte("PK\x01\x02"), 10_000), corpus.ReasonMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := corpustest.FromBytes(t, file.name, file.src, pdfiumtest.Reader(t, Read))
			found := file.reason == ""
			for _, s := range skips {
				found = found || s.Reason == file.reason
			}
			if !found || len(articles)+len(skips) == 0 {
				t.Errorf("%d articles, skips %v, want reason %q", len(articles), skips, file.reason)
			}
		})
	}
}

func tarOf(t *testing.T, name string, size int64) io.Reader {
	t.Helper()
	r, w := io.Pipe()
	go func() {
		tw := tar.NewWriter(w)
		_ = tw.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600})
		_, _ = io.Copy(tw, io.LimitReader(corpustest.Endless('a'), size))
		w.CloseWithError(tw.Close())
	}()
	return r
}
