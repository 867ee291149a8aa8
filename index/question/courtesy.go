package question

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A tongue is how people of one language are polite. Each field is the inside of regular
// expressions, in any case: phrases parted by "|", one expression a line.
type tongue struct {
	greeting string // at the front, where what follows is not what is asked about
	audience string // who is greeted
	preface  string // at the front: "quick question", "sorry if this was asked before"
	lead     string // before a question: "does anyone know"
	inquiry  string // the same, before a question word only: "do you know"
	joint    string // between lead and question: "if"
	closing  string // at the back, behind a mark or alone: "thanks", "please"
	bare     string // at the back without any mark: "pls"
	casual   string // the same, in a message that is typed to people
	openers  string // words that begin a question, parted by spaces
	joined   bool   // written without spaces
}

// tongues are the languages whose courtesy is known: those that the bot speaks, and some
// neighbours.
func tongues() []tongue {
	return []tongue{
		english(), german(), french(), spanish(), portuguese(), ukrainian(), japanese(),
		russian(), italian(), polish(), dutch(), turkish(), chinese(), korean(),
	}
}

// manners are the phrases of all tongues.
type manners struct {
	greeting, preface, lead, inquiry, joint phrases
	closing, bare, casual, joinedClosing    phrases
	openers                                 map[string]bool
}

// known returns the manners, which are put together once.
var known = sync.OnceValue(func() manners { return learn(tongues()) })

// everywhere is how people greet in any language.
const everywhere = `hi+|hey+|hello`

func learn(all []tongue) manners {
	m := manners{phrases{}, phrases{}, phrases{}, phrases{}, phrases{}, phrases{}, phrases{}, phrases{}, phrases{}, map[string]bool{}}
	for _, t := range all {
		front, closing := atFront, m.closing
		if t.joined {
			front, closing = atFrontJoined, m.joinedClosing
		}
		if t.greeting != "" {
			m.greeting.add("(?:"+everywhere+"|"+t.greeting+")(?:[ ,]+(?:"+t.audience+"))*", front, t.joined)
		}
		m.preface.add(t.preface, front, t.joined)
		m.lead.add(t.lead, front, t.joined)
		m.inquiry.add(t.inquiry, front, t.joined)
		m.joint.add(t.joint, front, t.joined)
		closing.add(t.closing, atBack, t.joined)
		m.bare.add(t.bare, atBack, t.joined)
		m.casual.add(t.casual, atBack, t.joined)
		for _, w := range strings.Fields(t.openers) {
			m.openers[w] = true
		}
	}
	return m
}

// opens reports whether a text begins as questions do.
func opens(s string) bool {
	first := firstWord(s)
	return strings.HasPrefix(s, "¿") || known().openers[first] || known().openers[strings.TrimSuffix(first, "'s")]
}

// polite takes courtesy off both ends of a sentence. Nothing is left of a sentence that
// is nothing else.
func (d *draft) polite(s sentence) sentence {
	for {
		before := s
		if d.typed {
			s.text = trimFront(s.text)
		}
		s = d.front(s)
		s = d.back(s)
		if s == before {
			break
		}
		d.typed = true
	}
	s.asks = s.asks || asking(s.text)
	return s
}

// front takes one thing off the front of a sentence.
func (d *draft) front(s sentence) sentence {
	if n := decoration(s.text); n > 0 && (worded(s.text[n:]) || n == len(s.text)) {
		s.text = trimFront(s.text[n:])
		return s
	}
	if n, joined := known().greeting.begin(s.text); n > 0 && (parted(s.text, n, joined) || starters[firstWord(s.text[n:])]) {
		s.text = trimFront(s.text[n:])
		return s
	}
	if n, joined := known().preface.begin(s.text); n > 0 && parted(s.text, n, joined) {
		s.text = trimFront(s.text[n:])
		return s
	}
	if n, _ := known().lead.begin(s.text); n > 0 {
		return sentence{text: withoutJoint(trimFront(s.text[n:])), asks: true}
	}
	if n, _ := known().inquiry.begin(s.text); n > 0 {
		rest := trimFront(s.text[n:])
		if joined := withoutJoint(rest); joined != rest || opens(rest) {
			return sentence{text: joined, asks: true}
		}
	}
	return s
}

// starters are words with which people begin to tell or to ask something, so that a
// greeting before them is one.
var starters = set(`i i'm im i've ive my we we're our there's any just so since after when if for as the this it been trying having got
	ich wir mein meine es je j'ai on mon ma nous tengo mi estoy yo no eu meu minha estou tenho я мій моя у мене мой моя`)

// parted reports whether what follows n bytes of a sentence does not belong to them: the
// end, a mark, or a word that begins a question or more courtesy.
func parted(s string, n int, joined bool) bool {
	rest := strings.TrimLeft(s[n:], " ")
	if rest == "" || joined {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(",.;:!?…-–—)~", r) || emoji(r) || emoticonAt(rest) > 0 || linkAt(rest) > 0 {
		return true
	}
	if opens(rest) && firstWord(rest) != "is" && firstWord(rest) != "was" && firstWord(rest) != "are" {
		return true
	}
	preface, _ := known().preface.begin(rest)
	lead, _ := known().lead.begin(rest)
	return preface+lead > 0
}

// trimFront takes marks off the front that stood between courtesy and what follows. A
// mark that may belong to a name, such as the dot of .NET, stays.
func trimFront(s string) string {
	const (
		always = " ,;!…~、。！，？"
		apart  = ".:-–—?)"
	)
	for {
		s = strings.TrimLeft(s, always)
		r, n := utf8.DecodeRuneInString(s)
		if n == 0 || !strings.ContainsRune(apart, r) {
			return s
		}
		if next, _ := utf8.DecodeRuneInString(s[n:]); len(s) > n && next != ' ' && next != r {
			return s
		}
		s = strings.TrimLeft(s, string(r))
	}
}

// withoutJoint takes off the word that joined a question to its lead.
func withoutJoint(s string) string {
	if n, _ := known().joint.begin(s); n > 0 {
		return trimFront(s[n:])
	}
	return s
}

// back takes one thing off the back of a sentence.
func (d *draft) back(s sentence) sentence {
	if n := trailing(s.text); n > 0 && worded(s.text[:len(s.text)-n]) {
		return s.ending(s.text[:len(s.text)-n], "")
	}
	body := strings.TrimRight(s.text, " .!?…)~。！？")
	marks := s.text[len(body):]
	if n := trailing(body); n > 0 && worded(body[:len(body)-n]) {
		return s.ending(body[:len(body)-n], marks)
	}
	if at := d.closingAt(body); at >= 0 {
		return s.ending(body[:at], marks)
	}
	return s
}

// closingAt returns where the longest courtesy at the end of a text begins, -1 when there
// is none: at the beginning, behind a mark, and for some phrases behind any word.
func (d *draft) closingAt(body string) int {
	from := max(0, len(body)-longPhrase)
	for at := from; at < len(body); {
		if n, _ := known().joinedClosing.begin(body[at:]); n > 0 {
			return at
		}
		if at == 0 || body[at-1] == ' ' || strings.ContainsRune(",.;:!?…)(", lastRune(body[:at])) {
			if n, _ := known().closing.begin(body[at:]); n > 0 && setOff(body[:at]) {
				return at
			}
			if at > 0 && body[at-1] == ' ' && d.bare(body[at:]) && !naming[lastWord(body[:at])] {
				return at
			}
		}
		_, size := utf8.DecodeRuneInString(body[at:])
		at += size
	}
	return -1
}

// bare reports whether a text is courtesy that needs no mark before it.
func (d *draft) bare(s string) bool {
	n, _ := known().bare.begin(s)
	if n == 0 && d.typed {
		n, _ = known().casual.begin(s)
	}
	return n > 0
}

// naming are words behind which a phrase is what is asked about: "what does lol mean" and
// "how to say thanks a lot".
var naming = set(`is a an the of to say says said mean means called word words and in for with by on or type typing spell not ist das la le el o é є это`)

// lastWord returns the last word of a text in lower case.
func lastWord(s string) string {
	s = strings.TrimRight(s, " :\"'")
	return strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])
}

// setOff reports whether a text ends where a sentence or a part of it does.
func setOff(s string) bool {
	s = strings.TrimRight(s, " ")
	r := lastRune(s)
	return s == "" || strings.ContainsRune(",.;!?…()-–—", r) || emoji(r)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// ending makes s end with body, and with a question mark if it had one.
func (s sentence) ending(body, marks string) sentence {
	body = strings.TrimRight(body, " ,;:…-–—、，~(")
	if i := strings.IndexAny(marks, "?？"); i >= 0 && body != "" && !strings.HasSuffix(body, "?") && !strings.HasSuffix(body, "？") {
		body += "?"
	}
	s.text = body
	return s
}

// trailing returns the length of the emoji and links at the end of a text. A link that
// belongs to the words before it stays.
func trailing(s string) int {
	rest := s
	for {
		trimmed := strings.TrimRight(rest, " ")
		r, n := utf8.DecodeLastRuneInString(trimmed)
		if trimmed == "" || !emoji(r) && !face(trimmed) {
			return len(s) - len(trimmed)
		}
		if emoji(r) {
			rest = trimmed[:len(trimmed)-n]
			continue
		}
		rest = trimmed[:strings.LastIndexByte(trimmed, ' ')]
	}
}

// face reports whether the last of several words is an emoticon or a link behind a mark.
func face(s string) bool {
	i := strings.LastIndexByte(s, ' ')
	if i <= 0 {
		return false
	}
	last := s[i+1:]
	if emoticonAt(last) == len(last) {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return linkAt(last) == len(last) && strings.ContainsRune(":-–—,;", r)
}
