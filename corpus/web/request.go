package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
)

// A fetched page.
type fetched struct {
	url       string   // after redirects
	kind      string   // media type, lower case, without parameters
	charset   string   // that its server named, "" for none
	robots    []string // what the header X-Robots-Tag says
	packed    bool     // its name is that of a gzip file
	body      []byte
	visit     Visit // with Hash left to fill
	unchanged bool
}

// hash returns what tells a page from one that changed, the wish in its header with it.
func (p *fetched) hash() string {
	sum := sha256.New()
	sum.Write(p.body)
	for _, wish := range p.robots {
		sum.Write([]byte(wish))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// A statusError is an answer that is no page.
type statusError struct {
	code int
	wait time.Duration // that the server asks for before the next try
}

func (e *statusError) Error() string {
	return fmt.Sprintf("the server answered %d %s", e.code, http.StatusText(e.code))
}

// passing reports answers that ask to come back later.
func (e *statusError) passing() bool {
	switch e.code {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return e.code >= 500
}

// maxWait is the longest wait between two tries; who asks for more is asked again in the
// next run.
const maxWait = 30 * time.Second

// get asks for a page, again after failures that may pass.
func (f *Fetcher) get(ctx context.Context, address string, known Visit) (*fetched, error) {
	u, err := cleanURL(address)
	if err != nil {
		return nil, document.Refuse(corpus.ReasonForbidden, err)
	}
	host := f.host(u)
	if err := f.allowed(ctx, host, u); err != nil {
		return nil, err
	}
	if err := host.turn(ctx); err != nil {
		return nil, err
	}
	first, end := true, time.Now().Add(f.timeout()) // counts from here: waiting for a turn is politeness
	got, err := retry(ctx, f.interval(u), f.timeout(), func() (*fetched, error) {
		if !first {
			if err := host.turn(ctx); err != nil {
				return nil, backoff.Permanent(err)
			}
		}
		first = false
		defer host.done(f.interval(u))
		ctx, cancel := context.WithDeadline(ctx, end)
		defer cancel()
		return f.ask(ctx, u, known)
	})
	host.answered(ctx, err)
	if err == nil && got.unchanged && wishOf(got.robots, f.agent()).noIndex {
		known.Hash = "" // the header may be new though the page is not: what was read tells, all of it
		return f.get(ctx, address, known)
	}
	return got, err
}

// timeout is how long one address may take, with all tries.
func (f *Fetcher) timeout() time.Duration { return orDefault(f.Timeout, defaultTimeout) }

// retry tries again after failures that may pass, within a time.
func retry[T any](ctx context.Context, first, most time.Duration, try func() (T, error)) (T, error) {
	policy := backoff.NewExponentialBackOff()
	policy.InitialInterval = first
	policy.MaxInterval = maxWait
	got, err := backoff.Retry(ctx, func() (T, error) {
		got, err := try()
		return got, retryable(err)
	}, backoff.WithBackOff(policy), backoff.WithMaxTries(maxTries), backoff.WithMaxElapsedTime(most))
	if status, ok := errors.AsType[*statusError](err); ok {
		err = status // without the wait
	}
	return got, err
}

// retryable marks errors that another try will not mend, and how long to wait for others.
func retryable(err error) error {
	var r *document.Refused
	var status *statusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &r), errors.Is(err, errPrivate):
		return backoff.Permanent(err)
	case errors.As(err, &status):
		if !status.passing() || status.wait > maxWait {
			return backoff.Permanent(err)
		}
		if status.wait > 0 {
			return errors.Join(err, &backoff.RetryAfterError{Duration: status.wait})
		}
	}
	return err
}

// ask asks once.
func (f *Fetcher) ask(ctx context.Context, u *url.URL, known Visit) (*fetched, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, document.Refuse(corpus.ReasonUnsupported, err)
	}
	req.Header.Set("User-Agent", f.agent())
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8")
	if known.Hash != "" && known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.Hash != "" && known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	resp, err := f.http().Do(req)
	if err != nil {
		return nil, plainError(err)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotModified && known.Hash != "":
		return &fetched{url: u.String(), visit: known, unchanged: true, robots: resp.Header.Values("X-Robots-Tag")}, nil
	case resp.StatusCode != http.StatusOK:
		return nil, &statusError{resp.StatusCode, retryAfter(resp.Header.Get("Retry-After"))}
	}
	return f.receive(resp)
}

// receive reads the body of an answer within the limit.
func (f *Fetcher) receive(resp *http.Response) (*fetched, error) {
	limit := orDefault(f.MaxBytes, defaultBytes)
	if resp.ContentLength > limit {
		return nil, tooLargePage(limit)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("receive: %w", plainError(err))
	}
	if int64(len(body)) > limit {
		return nil, tooLargePage(limit)
	}
	kind, params, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")) // "" when it is none
	got := &fetched{
		url: resp.Request.URL.String(), kind: kind, body: body,
		robots: resp.Header.Values("X-Robots-Tag"), packed: strings.HasSuffix(strings.ToLower(resp.Request.URL.Path), ".xml.gz"),
		visit: Visit{ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified")},
	}
	if strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "json") {
		got.charset = params["charset"]
	}
	return got, nil
}

func tooLargePage(limit int64) error {
	return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %s; fetch it to a file and give that", document.ByteCount(limit)))
}

// retryAfter reads seconds or a date (RFC 9110, section 10.2.3).
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return time.Duration(min(n, 86_400)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(time.Until(t), 0)
	}
	return 0
}

// plainError takes the method and address off a client's error, which its Skip has.
func plainError(err error) error {
	var u *url.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("no answer in time; try again later")
	case errors.As(err, &u):
		return u.Err
	}
	return err
}

func (f *Fetcher) agent() string { return orDefault(f.UserAgent, "verbatim") }

// interval returns the time between two requests to the host of an address.
func (f *Fetcher) interval(u *url.URL) time.Duration {
	if f.Interval == 0 && isLoopback(u.Hostname()) {
		return localInterval
	}
	return orDefault(f.Interval, defaultInterval)
}

// pageName is the name of pages of HTML.
const pageName = "page.html"

// mediaTypes names files by media type, for the reader of their format.
var mediaTypes = map[string]string{
	"text/html": pageName, "application/xhtml+xml": pageName, "application/pdf": "page.pdf", "text/markdown": "page.md", "text/x-markdown": "page.md",
	"text/csv": "page.csv", "text/tab-separated-values": "page.tsv", "application/epub+zip": "page.epub", "application/zip": "page.zip",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "page.docx",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "page.pptx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "page.xlsx",
	"application/vnd.oasis.opendocument.text":                                   "page.odt",
	"text/x-rst": "page.rst", "text/prs.fallenstein.rst": "page.rst", "text/asciidoc": "page.adoc", "text/x-org": "page.org", "application/x-ipynb+json": "page.ipynb",
	"application/yaml": "page.yaml", "application/x-yaml": "page.yaml", "text/yaml": "page.yaml", "application/vnd.oai.openapi": "page.yaml",
	"application/vnd.oai.openapi+json": "page.json", "text/vtt": "page.vtt", "application/x-subrip": "page.srt", "message/rfc822": "page.eml", "application/mbox": "page.mbox",
	"application/rss+xml": "page.rss", "application/atom+xml": "page.atom", "application/xml": "page.xml", "text/xml": "page.xml",
	"application/json": "page.json", "application/feed+json": "page.json", "application/jsonl": "page.jsonl", "application/x-ndjson": "page.jsonl",
}

// name returns a file name whose extension tells the format: by media type, or by the
// address where the type says nothing, or by the first bytes.
func (p *fetched) name() string {
	if name, ok := mediaTypes[p.kind]; ok && !p.packed {
		return name
	}
	if u, err := url.Parse(p.url); err == nil {
		if _, ok := format.ReaderOf(path.Base(u.Path)); ok {
			return path.Base(u.Path)
		}
	}
	switch kind, _, _ := strings.Cut(http.DetectContentType(p.body), ";"); {
	case kind == "text/html" && p.kind != "text/plain":
		return pageName
	case kind == "application/pdf":
		return "page.pdf"
	case kind == "text/xml":
		return "page.xml"
	case strings.HasPrefix(kind, "text/plain"):
		return "page.txt"
	}
	return "page.bin"
}

// document wraps a page for the reader of its format.
func (p *fetched) document(address string, skips *[]corpus.Skip) *document.Document {
	r := bytes.NewReader(p.body)
	return &document.Document{Name: p.name(), ID: address, Source: p.url, Size: int64(len(p.body)), Reader: r, At: r, Skips: skips}
}
