package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"verbatim/corpus/pdfium"
	"verbatim/corpus/sandbox"
	"verbatim/index"
	"verbatim/index/reader"
)

const doctorLong = `Doctor looks at the configuration, the disk and what holds the processes that read
documents, compares the whole index with its checksums, tells where the bot's records
are, asks Discord about the token, its intents and its permissions, and says what to do
about what is wrong.
It ends with status 1 when something would keep ask or serve from working.
Secrets are not shown.`

func newDoctor(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "doctor",
		Short:   "Check the configuration, the token, the index and the disk",
		Long:    doctorLong,
		Example: "  verbatim doctor",
		Args:    exactly(0, "no arguments"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runDoctor(cmd.Context()) },
	}
	addJSON(cmd, a, "print a JSON object")
	return cmd
}

// A finding is the outcome of one check.
type finding struct {
	Check  string `json:"check"`
	Status string `json:"status"` // "ok", "note" or "wrong"
	Text   string `json:"text"`
}

// A diagnosis is what doctor --json prints.
type diagnosis struct {
	Findings []finding `json:"findings"`
	Settings []setting `json:"settings"`
}

func (d *diagnosis) add(check, status, format string, args ...any) {
	d.Findings = append(d.Findings, finding{Check: check, Status: status, Text: withoutPasswords(fmt.Sprintf(format, args...))})
}

func (a *app) runDoctor(ctx context.Context) error {
	var d diagnosis
	c, err := a.config()
	d.Settings = c.settings()
	if err != nil {
		d.add("configuration", "wrong", "%v", err)
	} else {
		d.add("configuration", "ok", "every value can be used")
		checkToken(ctx, &d, c)
		checkListen(&d, c)
		checkReader(&d)
		if checkCluster(ctx, &d, c) {
			checkRecords(ctx, &d, c)
			checkIndex(ctx, &d, c)
			checkVectors(ctx, &d, c)
		}
		checkDisk(&d, c)
		checkSandbox(ctx, &d, c)
	}
	checkNames(&d, a.env)
	if err := a.printDiagnosis(d); err != nil {
		return err
	}
	if n := d.wrong(); n > 0 {
		return fmt.Errorf("%d of %d checks failed", n, len(d.Findings))
	}
	return nil
}

func (d *diagnosis) wrong() int {
	n := 0
	for _, f := range d.Findings {
		if f.Status == "wrong" {
			n++
		}
	}
	return n
}

// tokenParts is the form of a bot token: the user's id, a time and a signature, each
// in base64url (https://discord.com/developers/docs/reference#authentication).
var tokenParts = regexp.MustCompile(`^([A-Za-z0-9_-]{18,})\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{25,}$`)

func checkToken(ctx context.Context, d *diagnosis, c config) {
	token, err := c.token()
	switch {
	case err != nil:
		d.add("token", "wrong", "%v", err)
	case token == "":
		d.add("token", "note", "none: ask works, and serve with --listen for browsers; the Discord bot does not: %s%s", tokenHelp, c.unread())
	case strings.HasPrefix(token, "Bot "):
		d.add("token", "wrong", `leave "Bot " at the start of DISCORD_TOKEN out`)
	default:
		if tokenShape(token) {
			d.add("token", "ok", "has the form of a bot token, from %s", c.tokenFrom())
		} else {
			d.add("token", "note", "what is in %s does not look like a bot token, which is on the page \"Bot\" of your application (it is not the client secret and not the public key)", c.tokenFrom())
		}
		checkDiscord(ctx, d, c, token)
	}
}

// tokenShape tells whether the first part of a token is a number, as user ids are.
func tokenShape(token string) bool {
	m := tokenParts.FindStringSubmatch(token)
	if m == nil {
		return false
	}
	id, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(m[1], "="))
	return err == nil && len(id) > 0 && strings.Trim(string(id), "0123456789") == ""
}

func checkReader(d *diagnosis) {
	if _, err := reader.Load(); err != nil {
		d.add("reader", "wrong", "%v; --no-reader does without", err)
		return
	}
	d.add("reader", "ok", "its weights are in the program")
}

// checkVectors tells whether questions are asked by meaning, and how far the vectors are.
func checkVectors(ctx context.Context, d *diagnosis, c config) {
	encoder, err := c.shippedEncoder()
	switch {
	case err != nil:
		d.add("vectors", "wrong", "%v; VERBATIM_VECTORS=off does without", err)
		return
	case c.Vectors == "off":
		d.add("vectors", "note", "none: VERBATIM_VECTORS is off, passages are found by words")
		return
	case encoder == nil:
		d.add("vectors", "note", "none: this processor has neither AVX2 nor arm64, so that passages are found by words; VERBATIM_VECTORS=on makes vectors all the same, slowly")
		return
	}
	x, err := c.openLibrary(index.Options{}, nil)
	if err != nil {
		return // the index is looked at elsewhere
	}
	defer x.Close()
	v, err := x.covered(ctx, encoder, false)
	switch {
	case err != nil:
		d.add("vectors", "wrong", "%v", err)
	case x.engine.State().Loading:
		d.add("vectors", "note", "they could not be read in time: passages are found by words until they are")
	case v.have < v.want:
		d.add("vectors", "note", "%s, %s in the memory of each process: serve makes the others, and so does verbatim reindex", v, megabytes(x.engine.State().Memory))
	default:
		d.add("vectors", "ok", "%s, %s in the memory of each process", v, megabytes(x.engine.State().Memory))
	}
}

// checkSandbox starts a process that reads documents, and tells what holds it.
func checkSandbox(ctx context.Context, d *diagnosis, c config) {
	box, err := newBox(c.Data)
	if err != nil {
		d.add("sandbox", "wrong", "%v", err)
		return
	}
	defer box.Close()
	r, err := box.Report()
	switch {
	case err != nil:
		d.add("sandbox", "wrong", "%v: reindex cannot read documents", err)
	case !r.Whole():
		d.add("sandbox", "note", "documents are read in processes of their own, within bounds of time; %s", r)
	default:
		d.add("sandbox", "ok", "documents are read in processes of their own: %s", r)
	}
	if err == nil {
		checkPDF(ctx, d, box, cacheOf(c.Data).Sound())
	}
}

// checkPDF starts a process that reads PDFs, and tells how PDFium runs there. Where it was not
// compiled yet, it tells how it will.
func checkPDF(ctx context.Context, d *diagnosis, box *sandbox.Box, compiled bool) {
	if !compiled && pdfium.Permitted(ctx) {
		d.add("PDF", "ok", "PDFium is compiled for this processor when the first PDF is read")
		return
	}
	r, err := box.EngineReport(ctx)
	switch {
	case err != nil:
		d.add("PDF", "wrong", "%v: PDFs cannot be read", err)
	case r.Engine == sandbox.Compiled:
		d.add("PDF", "ok", "PDFium runs compiled for this processor")
	case r.Engine == sandbox.Interpreted:
		d.add("PDF", "note", "PDFium is interpreted, some twenty times slower than it could be: this system permits no code that was just written. MemoryDenyWriteExecute=yes in a unit of systemd does that, and so do some kernels")
	default:
		d.add("PDF", "wrong", "%s: PDFs cannot be read", r.NoEngine)
	}
}

// checkDisk tries to write where the index and the bot's data go.
func checkDisk(d *diagnosis, c config) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		d.add("disk", "wrong", "%v; choose another folder with VERBATIM_DATA", err)
		return
	}
	f, err := os.CreateTemp(c.Data, ".doctor-")
	if err != nil {
		d.add("disk", "wrong", "%v; make the folder writable, or choose another with VERBATIM_DATA", err)
		return
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := f.Write(make([]byte, 1<<20)); err != nil {
		d.add("disk", "wrong", "%v; make room, or choose another folder with VERBATIM_DATA", err)
		return
	}
	d.add("disk", "ok", "%s can be written", c.Data)
}

// checkNames looks for variables that look like settings and are none.
func checkNames(d *diagnosis, env map[string]string) {
	var known []string
	for _, s := range (config{}).settings() {
		known = append(known, s.Name)
	}
	for name := range env {
		if strings.HasPrefix(name, "VERBATIM_") && !slices.Contains(known, name) {
			d.add("environment", "note", "%s is set and means nothing to verbatim: is it a typing mistake?", name)
		}
	}
}

func (a *app) printDiagnosis(d diagnosis) error {
	if a.json {
		return a.printJSON(d)
	}
	var out bytes.Buffer
	for _, f := range d.Findings {
		fmt.Fprintf(&out, "%-5s  %s: %s\n", f.Status, f.Check, f.Text)
	}
	fmt.Fprintln(&out)
	for _, s := range d.Settings {
		fmt.Fprintf(&out, "%s=%s\n", s.Name, s.Value)
	}
	_, err := out.WriteTo(a.stdout)
	return err
}
