package question

import (
	"regexp"
	"strings"
)

const (
	fence     = "```"
	shortCode = 80  // bytes up to which code in a block may be what is asked about
	longError = 160 // bytes of an error message that are kept
)

// withoutCode takes the code blocks and the lines of logs out of a message and notes
// what they say went wrong. A block of a few words stays: it may be what is asked about.
func (d *draft) withoutCode(text string) string {
	var prose strings.Builder
	for block := false; ; block = !block {
		part, rest, more := strings.Cut(text, fence)
		switch {
		case !block:
			prose.WriteString(part)
		default:
			d.typed = true
			prose.WriteString("\n" + d.block(part) + "\n")
		}
		if !more {
			return d.withoutLogs(prose.String())
		}
		text = rest
	}
}

// language is the first line of a code block that only says which language follows.
var language = regexp.MustCompile(`^[A-Za-z0-9+#_.-]{0,20}\n`)

// block returns what stays of a code block.
func (d *draft) block(code string) string {
	code = strings.TrimSpace(language.ReplaceAllString(code, ""))
	if len(code) <= shortCode && !strings.Contains(code, "\n") {
		return code
	}
	for len(code) > 0 {
		line, rest, _ := strings.Cut(code, "\n")
		d.note(line)
		code = rest
	}
	return ""
}

var (
	// stamp is how a line of a log begins, up to what it says.
	stamp = regexp.MustCompile(`^\s*[\[(]?(?:\d{4}[-/]\d\d[-/]\d\d[T ]?)?(?:\d{1,2}:\d\d:\d\d)?(?:[.,]\d+)?Z?[\])]?[\s:|-]*` +
		`(?:[\[(]?(?i:[\w /.#:-]{0,40}\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|SEVERE|TRACE))[\])]?)?[\s:|-]*`)
	// logged is a line that a program wrote.
	logged = regexp.MustCompile(`^\s*(?:[\[(]?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d{1,2}:\d\d:\d\d|[\[(]?\d{4}[-/]\d\d[-/]\d\d[T ]|` +
		`\[(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\]|at [\w$.<>]+\(.*\)|Traceback \(most recent|File ".*", line \d+|Caused by: |\.\.\. \d+ more)`)
	// wrong is a line that says that something went wrong.
	wrong = regexp.MustCompile(`(?i)\b(?:error|\w+exception|\w+error|failed|failure|fatal|cannot|can't|could not|unable to|denied|refused|not found|invalid|panic)\b`)
)

// withoutLogs takes the lines of logs out of a text of several lines.
func (d *draft) withoutLogs(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	var prose []string
	for line := range strings.SplitSeq(text, "\n") {
		if logged.MatchString(head(line, longError)) {
			d.typed = true
			d.note(line)
			continue
		}
		prose = append(prose, line)
	}
	return strings.Join(prose, "\n")
}

// note keeps a line of a log when it is the first that says what went wrong.
func (d *draft) note(line string) {
	line = head(line, 4*longError)
	if len(d.errors) > 0 || !wrong.MatchString(line) {
		return
	}
	if said := strings.TrimSpace(line[len(stamp.FindString(line)):]); worded(said) {
		d.errors = append(d.errors, collapse(head(said, longError)))
	}
}

// head returns the first bytes of a text, cut between characters.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// withError puts the error message of a log behind a question that is about it: one that
// says "this", or that names hardly anything itself.
func (d *draft) withError(text string) string {
	if len(d.errors) == 0 || len(text)+len(d.errors[0]) >= long || strings.Contains(text, d.errors[0]) {
		return text
	}
	all := split(text)
	for i := range all {
		all[i].asks = true
	}
	if !worded(text) {
		return d.errors[0]
	}
	if refersBack(all) || contentOf(all) < selfContained {
		return text + " " + d.errors[0]
	}
	return text
}
