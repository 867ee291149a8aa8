package layout

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
)

// quoteDepth returns how many marks of quotation a line of a mail begins with, and the bytes
// that they and the spaces behind them take.
func quoteDepth(line string) (depth, size int) {
	for size < len(line) && line[size] == '>' {
		depth++
		size++
		if size < len(line) && line[size] == ' ' {
			size++
		}
	}
	if depth > 2 && strings.HasPrefix(line, ">>>") {
		return 0, 0 // the prompt of an interpreter
	}
	return depth, size
}

// emptyQuote reports a line of a mail that quotes a blank line.
func emptyQuote(line string) bool {
	depth, size := quoteDepth(line)
	return depth > 0 && size == len(line)
}

// quotedItem reports a quoted line that begins an item of a list.
func quotedItem(line string) bool {
	_, size := quoteDepth(line)
	return listMarker(line[size:]) > 0
}

// mail sets the kinds of what only mails have: headers, who wrote what is quoted, signatures.
func (l *layouter) mail() {
	head := 0
	for head < len(l.paras) && mailHeader(l.textOf(l.paras[head])) && (head == 0 || !l.paras[head].blank) {
		head++
	}
	if head < 2 {
		head = 0
	}
	for i := range l.paras {
		p := &l.paras[i]
		switch {
		case i < head && strings.HasPrefix(l.textOf(*p), "Subject:"):
			p.kind, p.level = corpus.Heading, 1
		case i < head:
			p.kind = corpus.Byline
		case p.depth > 0:
			p.kind = corpus.Quotation
			if emptyQuote(l.textOf(*p)) {
				p.kind = corpus.Caption
			}
		case i+1 < len(l.paras) && l.paras[i+1].depth > p.depth && quotesSomebody(l.textOf(*p)):
			p.kind = corpus.Byline
		}
	}
	l.signature()
}

// quotesSomebody reports a line that leads to a quotation: “On Sunday, 4 February, Ben wrote:”.
func quotesSomebody(text string) bool {
	lead, ok := strings.CutSuffix(text, ":")
	if !ok {
		return false
	}
	if strings.ContainsAny(lead, "0123456789@") {
		return true
	}
	lead = strings.TrimSpace(lead)
	switch lead[strings.LastIndexByte(lead, ' ')+1:] {
	case "wrote", "writes", "said", "schrieb", "écrit", "escribió", "escreveu", "scritto", "schreef", "написал", "написав", "пише", "пишет":
		return true
	}
	return false
}

// signature finds what stands below two dashes and a space at the end of a mail.
func (l *layouter) signature() {
	const longest = 8 // paragraphs
	at := slices.IndexFunc(l.paras, func(p para) bool { return l.textOf(p) == "--" && strings.HasPrefix(l.text[p.end:], " \n") })
	if at < 0 || len(l.paras)-at > longest {
		return
	}
	for i := at; i < len(l.paras); i++ {
		l.paras[i].kind = corpus.Byline
	}
}

// stamped reports a line that begins with when it was said, as those of chats do: “[10:32] Tom: ”.
func stamped(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return (first == '[' || '0' <= first && first <= '9') && stamp.MatchString(line)
}

var stamp = regexp.MustCompile(`^(\[[^\]]{0,24}\d{1,2}:\d\d(:\d\d)?( ?[AaPp]\.?[Mm]\.?)?\] |([\d./-]{6,10},? )?\d{1,2}:\d\d(:\d\d)?( ?[AaPp]\.?[Mm]\.?)? [-–<|])`)

// mailHeader reports the lines that mails begin with.
func mailHeader(text string) bool {
	name, _, ok := strings.Cut(text, ": ")
	if !ok {
		return false
	}
	switch strings.ToLower(name) {
	case "from", "to", "cc", "bcc", "subject", "date", "sent", "reply-to", "message-id", "in-reply-to", "references", "sender", "list-id", "received", "return-path",
		"mime-version", "content-type", "content-transfer-encoding", "user-agent", "delivered-to":
		return true
	}
	return strings.HasPrefix(name, "X-")
}

// subject returns what a mail is about: its subject without the marks of a reply.
func subject(heading string) string {
	rest, ok := strings.CutPrefix(heading, "Subject:")
	for ok {
		heading = strings.TrimSpace(rest)
		if rest, ok = strings.CutPrefix(heading, "Re:"); !ok {
			rest, ok = strings.CutPrefix(heading, "Fwd:")
		}
	}
	return heading
}
