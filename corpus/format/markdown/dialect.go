package markdown

import (
	"regexp"
	"strings"

	"verbatim/corpus"
)

// plain takes out of a page what generators of documentation add to Markdown and readers never
// see: the fences of admonitions and tabs (their text stays), statements of MDX, components,
// shortcodes and template tags. Where one of those shows words inside a sentence that the file
// does not have, it leaves a [corpus.Hole]. Code blocks stay as they are.
func plain(src string, mdx bool) string {
	d := dialect{src: src, mdx: mdx, known: namesIn(src)}
	d.out.Grow(len(src) + len(src)/16)
	for d.at < len(d.src) {
		d.line(d.next())
	}
	return d.out.String()
}

// A dialect is the state between two lines.
type dialect struct {
	src   string
	at    int // what is not read yet begins here
	out   strings.Builder
	mdx   bool
	known names

	fence   string     // of the code block the line is in, "" outside
	silent  bool       // that block is left out
	prose   []string   // fences of directives of MyST that hold text, outermost first
	options bool       // the options of a directive may follow
	raw     string     // what ends the HTML that shows its text as it stands, "" outside
	math    bool       // inside a formula of several lines
	module  int        // lines that an import or export statement of MDX has so far, 0 outside
	depth   int        // brackets that are open in it
	html    bool       // inside a block of HTML
	target  string     // name that MyST gives the heading that comes next
	layers  []layer    // what the line is inside of, outermost first
	futile  [tries]int // until where the end of a construct that began was looked for in vain
	text    bool       // the last line that was written is text
}

var (
	codeFence    = regexp.MustCompile("^\\s*(?:>\\s?)*(?:[-*+]\\s+|\\d+[.)]\\s+)?(```+|~~~+)(.*)$")
	moduleStart  = regexp.MustCompile(`^(import\s.*['"{*]|export\s+(const|default|let|function|async|\{|\*))`)
	moduleDone   = regexp.MustCompile(`(['"]|;)\s*$`)
	mystTarget   = regexp.MustCompile(`^\(([\w.-]+)\)=\s*$`)
	snippet      = regexp.MustCompile(`^\s*(;*-{1,}8<-{1,}|<<<\s|@\[|@(include|import)\b|!!!\s*include\(|\{\{#)`)
	abbreviation = regexp.MustCompile(`^\*\[[^\]]+\]:\s`)
	contentsMark = regexp.MustCompile(`(?i)^\s*(\[\[?_?toc_?\]\]?|\$\{toc\}|@\[toc\]|\{:toc\})\s*$`)
	definition   = regexp.MustCompile(`^ {0,3}\[[^\]^][^\]]*\]:\s*\S`)
	rawStart     = regexp.MustCompile(`(?i)^\s*<(pre|script|style|textarea)[\s>]`)
	hintMark     = regexp.MustCompile(`^\s*[?!]>\s+`)
)

func (d *dialect) line(line string) {
	line = d.dedent(line)
	if d.codeLine(line) || d.option(line) || d.script(line) || d.rawLine(line) {
		return
	}
	trimmed := strings.TrimSpace(line)
	if trimmed == "" {
		d.html = false
		d.write("")
		return
	}
	if !d.html && d.special(line, trimmed) {
		return
	}
	if (trimmed[0] == '<' || trimmed[0] == '{') && d.element(line) {
		return
	}
	d.html = d.html || trimmed[0] == '<' && startsBlock(trimmed)
	d.write(d.inline(line))
}

// special handles lines that their beginning marks as more than text.
func (d *dialect) special(line, trimmed string) bool {
	switch trimmed[0] {
	case '(':
		return d.names(line)
	case '#':
		return d.heading(line)
	case ':', '!', '?', '=', '/', '>':
		return d.part(line)
	case '-', ';', '@', '<', '{', '[', '$':
		if besides.MatchString(trimmed) {
			return true
		}
		if snippet.MatchString(line) || contentsMark.MatchString(line) {
			d.write("")
			return true
		}
		if trimmed[0] == '[' && definition.MatchString(line) {
			d.write(linkTarget(line))
			return true
		}
		return trimmed[0] == '$' && d.formula(trimmed)
	case '*':
		return abbreviation.MatchString(line)
	}
	return false
}

// rawLine passes on the lines of a <pre>, and leaves out scripts and styles.
func (d *dialect) rawLine(line string) bool {
	if d.raw == "" {
		m := rawStart.FindStringSubmatch(line)
		if m == nil {
			return false
		}
		d.raw = "</" + strings.ToLower(m[1]) + ">"
	}
	if d.raw == "</pre>" {
		d.write(codeHoles(line))
	}
	if strings.Contains(strings.ToLower(line), d.raw) {
		d.raw = ""
	}
	return true
}

// names notes the name that MyST gives the heading that comes next.
func (d *dialect) names(line string) bool {
	m := mystTarget.FindStringSubmatch(line)
	if m != nil {
		d.target = m[1]
	}
	return m != nil
}

// heading writes a heading with the name that it has been given.
func (d *dialect) heading(line string) bool {
	if d.target == "" || !strings.HasPrefix(line, "#") {
		return false
	}
	d.write(d.inline(line) + " {#" + d.target + "}")
	d.target = ""
	return true
}

// formula makes code of a formula that stands between lines of $$.
func (d *dialect) formula(trimmed string) bool {
	if !strings.HasPrefix(trimmed, "$$") {
		return false
	}
	inner := strings.TrimSpace(trimmed[2:])
	if single := strings.TrimSuffix(inner, "$$"); inner != "" && single != inner {
		d.write("```\n" + strings.TrimSpace(single) + "\n```")
		return true
	}
	d.math = true
	d.write("```")
	if inner != "" {
		d.write(inner)
	}
	return true
}

// script leaves out statements of MDX.
func (d *dialect) script(line string) bool {
	if !d.mdx {
		return false
	}
	const longest = 500 // lines of one statement
	if d.module == 0 && !moduleStart.MatchString(line) {
		return false
	}
	d.module++
	d.depth += strings.Count(line, "{") + strings.Count(line, "(") + strings.Count(line, "[")
	d.depth -= strings.Count(line, "}") + strings.Count(line, ")") + strings.Count(line, "]")
	blank := strings.TrimSpace(line) == ""
	if d.depth <= 0 && (blank || moduleDone.MatchString(line)) || blank && d.module > longest {
		d.module, d.depth = 0, 0
	}
	return true
}

// write writes a line. What shows nothing but holes is an empty one, unless it goes on a sentence.
func (d *dialect) write(line string) {
	trimmed := strings.TrimSpace(line)
	if !d.text && trimmed != "" && strings.Trim(trimmed, " \t\n"+string(corpus.Hole)) == "" {
		line, trimmed = "", ""
	}
	d.out.WriteString(line)
	d.out.WriteByte('\n')
	d.text = trimmed != "" && !strings.ContainsRune("#<|`~", rune(trimmed[0]))
}
