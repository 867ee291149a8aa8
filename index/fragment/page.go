package fragment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Page is a text as a browser searches it. It is safe for concurrent use.
type Page struct {
	text   string
	blocks []Block // see NewPage
	fold   string  // letters and digits without case and accents, and one space for all between them
	at     []int32 // where in fold each byte of text went, and its end
}

// A Span is a range of bytes of a page's text.
type Span struct{ Start, End int }

// A Block is a part of a page whose words a site does not simply show.
type Block struct {
	Span
	Role Role
}

// Role is what a site does with a block.
type Role uint8

// Roles.
const (
	Heading Role = iota // puts signs at its end, so that nothing is told by its words before others
	Code                // shows every sign as it is
)

func (s Span) empty() bool { return s.Start >= s.End }
func (s Span) length() int { return s.End - s.Start }

// NewPage returns the page with a text, which has a line for each block or more. blocks are
// its headings and its code, in their order.
func NewPage(text string, blocks []Block) *Page {
	p := &Page{text: text, blocks: blocks, at: make([]int32, len(text)+1)}
	fold := make([]byte, 0, len(text)+len(text)/8)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		for n := range size {
			p.at[i+n] = int32(len(fold))
		}
		fold = appendFolded(fold, r)
		i += size
	}
	p.at[len(text)] = int32(len(fold))
	p.fold = string(fold)
	return p
}

// appendFolded adds what a sign is searched as.
func appendFolded(fold []byte, r rune) []byte {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return append(fold, byte(r))
	case r >= 'A' && r <= 'Z':
		return append(fold, byte(r)+'a'-'A')
	case unicode.IsMark(r) || r == '\u00ad' || r == '\u200d': // accents, and what is not shown
		return fold
	case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		for _, part := range norm.NFKD.String(string(r)) {
			if unicode.IsLetter(part) || unicode.IsDigit(part) {
				fold = utf8.AppendRune(fold, unicode.ToLower(part))
			}
		}
		return fold
	case len(fold) > 0 && fold[len(fold)-1] != ' ':
		return append(fold, ' ')
	}
	return fold
}

// folded returns a part of the text as it is searched, and where it begins.
func (p *Page) folded(s Span) (words string, at int) {
	words = p.fold[p.at[s.Start]:p.at[s.End]]
	short := strings.TrimLeft(words, " ")
	return strings.TrimRight(short, " "), int(p.at[s.Start]) + len(words) - len(short)
}

// leadsTo reports whether a browser that follows a directive finds what it stands for, and
// could find nothing else.
func (p *Page) leadsTo(c candidate) bool {
	whole := Span{c.first.Start, c.first.End}
	if !c.prefix.empty() {
		whole.Start = c.prefix.Start
	}
	if c.last.empty() && !c.suffix.empty() {
		whole.End = c.suffix.End
	}
	words, at := p.folded(whole)
	if words == "" || strings.Index(p.fold, words) != at || strings.Contains(p.fold[at+1:], words) {
		return false
	}
	if c.last.empty() {
		return true
	}
	end := c.last
	if !c.suffix.empty() {
		end.End = c.suffix.End
	}
	words, at = p.folded(end)
	from := int(p.at[c.first.End])
	return words != "" && from+strings.Index(p.fold[from:], words) == at
}

// trim takes off a Span what is no part of the words: white space, and the marks of tasks.
func (p *Page) trim(s Span) Span {
	unseen := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("☐☑☒✓\u200b\ufeff", r) }
	words := strings.TrimLeftFunc(p.text[s.Start:s.End], unseen)
	s.Start = s.End - len(words)
	s.End = s.Start + len(strings.TrimRightFunc(words, unseen))
	return s
}

// breaks lists what parts the blocks of a page, cells and lines.
const breaks = "\n\t\u2028"

// typed lists what a site may show in other signs.
var typed = []string{"---", "--", "..."}

// pieces cuts a Span where a block, a cell or a line ends and where signs may look otherwise.
func (p *Page) pieces(s Span) (all []Span) {
	cut := func(end int) {
		if one := p.trim(Span{s.Start, end}); p.at[one.Start] < p.at[one.End] {
			all = append(all, one)
		}
	}
	for i := s.Start; i < s.End; {
		n := p.partAt(i, s.End)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(p.text[i:])
			i += size
			continue
		}
		cut(i)
		i += n
		s.Start = i
	}
	cut(s.End)
	return all
}

// partAt returns the length of what parts pieces, where that stands at a place.
func (p *Page) partAt(at, end int) int {
	r, size := utf8.DecodeRuneInString(p.text[at:end])
	if strings.ContainsRune(breaks, r) {
		return size
	}
	for _, t := range typed {
		if strings.HasPrefix(p.text[at:end], t) && !p.role(at, Code) {
			return len(t)
		}
	}
	return 0
}

// role reports whether a place lies in a block with this role.
func (p *Page) role(at int, role Role) bool {
	i, _ := slices.BinarySearchFunc(p.blocks, at, func(b Block, at int) int { return b.End - 1 - at })
	return i < len(p.blocks) && p.blocks[i].Start <= at && p.blocks[i].Role == role
}
