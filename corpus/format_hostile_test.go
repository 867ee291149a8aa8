package corpus

import (
	"archive/tar"
	"bytes"
	"io"
	"strings"
	"testing"
)

// Files made to cost far more than their size, or to reach where they must not.
func TestHostileFiles(t *testing.T) {
	nestedZip := []byte("end")
	for range 5 {
		nestedZip = zipped(t, "inner.zip", string(nestedZip))
	}
	deep := strings.Repeat("{{a|", 20_000)
	for name, file := range map[string]struct {
		name   string
		src    []byte
		reason Reason
	}{
		"zips in zips":        {"x.zip", nestedZip, ReasonTooLarge},
		"zip slip":            {"x.zip", zipped(t, "../../etc/passwd.md", "text", `..\..\up.md`, "text", "/etc/abs.md", "text"), ReasonForbidden},
		"gzip bomb":           {"x.txt.gz", gzipped(t, io.LimitReader(endless('a'), 65<<20)), ReasonTooLarge},
		"large in tar":        {"x.tar.gz", gzipped(t, tarOf(t, "a.txt", 65<<20)), ReasonTooLarge},
		"no gzip":             {"x.tar.gz", []byte("plain"), ReasonMalformed},
		"truncated tar":       {"x.tar", bytes.Repeat([]byte{1}, 700), ReasonMalformed},
		"unclosed quote":      {"x.csv", []byte("title,text\na,\"" + strings.Repeat("b,c\n", 5<<18)), ReasonTooLarge},
		"binary table":        {"x.csv", append([]byte("a,b\n"), make([]byte, 100)...), ReasonBinary},
		"entity bomb":         {"x.xml", []byte(`<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><mediawiki><page><title>T</title><ns>0</ns><revision><text>&b;</text></revision></page></mediawiki>`), ""},
		"deep elements":       {"x.xml", []byte("<mediawiki>" + strings.Repeat("<a>", 50_000)), ReasonMalformed},
		"deep templates":      {"x.xml", []byte("<mediawiki><page><title>T</title><ns>0</ns><revision><text>" + deep + "text</text></revision></page></mediawiki>"), ""},
		"deep closed":         {"x.xml", []byte("<mediawiki><page><title>T</title><ns>0</ns><revision><text>Text. " + deep + strings.Repeat("}}", 20_000) + "</text></revision></page></mediawiki>"), ""},
		"deep feed":           {"x.rss", []byte("<rss><channel>" + strings.Repeat("<item>", 20_000)), ReasonMalformed},
		"deep json":           {"x.json", []byte(`{"guild":{},"channel":` + strings.Repeat("[", 100_000)), ReasonMalformed},
		"messages of all":     {"x.json", []byte(`{"guild":{"id":"1"},"channel":{"id":"2","name":"c"},"messages":[{"id":7},{"timestamp":"never"},null,{"content":"A fine day.","timestamp":"2024-01-01T00:00:00Z"}]}`), ReasonMalformed},
		"endless message":     {"x.json", []byte(`{"guild":{},"channel":{},"messages":[{"content":"` + strings.Repeat("a", 9<<20)), ReasonTooLarge},
		"packed nothing":      {"x.unknown.gz", gzipped(t, strings.NewReader("x")), ReasonUnsupported},
		"an archive of noise": {"x.zip", bytes.Repeat([]byte("PK\x01\x02"), 10_000), ReasonMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := fromBytes(t, file.name, file.src, ReadDocument)
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
		_, _ = io.Copy(tw, io.LimitReader(endless('a'), size))
		w.CloseWithError(tw.Close())
	}()
	return r
}
