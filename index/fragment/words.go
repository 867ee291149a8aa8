package fragment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words cuts a Span at white space and, where words have none between them, behind
// punctuation and before a sign that begins a word behind hiragana.
func (p *Page) words(s Span) (all []Span) {
	start := -1
	end := func(at int) {
		if start >= 0 {
			all = append(all, Span{start, at})
		}
		start = -1
	}
	kana := false
	for i, r := range p.text[s.Start:s.End] {
		at := s.Start + i
		if kana && unicode.In(r, unicode.Han, unicode.Katakana) {
			end(at)
		}
		kana = unicode.Is(unicode.Hiragana, r)
		switch {
		case unicode.IsSpace(r):
			end(at)
		case start < 0:
			start = at
		}
		if strings.ContainsRune("、。，；：！？", r) {
			end(at + utf8.RuneLen(r))
		}
	}
	end(s.End)
	return all
}

// after returns up to n words behind a place, of the same line or the next one.
func (p *Page) after(at, n int, same bool) Span {
	rest := Span{at, p.ahead(at)}
	if !same {
		line := strings.IndexAny(p.text[at:rest.End], breaks)
		if line < 0 || p.trim(Span{at, at + line}).length() > 0 {
			return Span{}
		}
		rest = p.trim(Span{at + line, p.ahead(at + line)})
	}
	if line := strings.IndexAny(p.text[rest.Start:rest.End], breaks); line >= 0 {
		rest.End = rest.Start + line
	}
	pieces := p.pieces(rest)
	if len(pieces) == 0 {
		return Span{}
	}
	words := p.words(pieces[0])
	if gap := p.text[at:pieces[0].Start]; strings.TrimSpace(gap) != "" || len(words) == 0 {
		return Span{}
	}
	return Span{words[0].Start, words[min(n, len(words))-1].End}
}

// before returns up to n words before a place, of the same line or the one before.
func (p *Page) before(at, n int, same bool) Span {
	rest := Span{p.back(at), at}
	if !same {
		line := strings.LastIndexAny(p.text[rest.Start:at], breaks)
		if line < 0 || p.trim(Span{rest.Start + line, at}).length() > 0 {
			return Span{}
		}
		line += rest.Start
		if rest = p.trim(Span{p.back(line), line}); p.role(rest.End-1, Heading) {
			return Span{}
		}
	}
	if line := strings.LastIndexAny(p.text[rest.Start:rest.End], breaks); line >= 0 {
		_, size := utf8.DecodeRuneInString(p.text[rest.Start+line:])
		rest.Start += line + size
	}
	pieces := p.pieces(rest)
	if len(pieces) == 0 {
		return Span{}
	}
	last := pieces[len(pieces)-1]
	words := p.words(last)
	if gap := p.text[last.End:at]; strings.TrimSpace(gap) != "" || len(words) == 0 {
		return Span{}
	}
	return Span{words[max(0, len(words)-n)].Start, last.End}
}

const (
	reach = 600      // bytes around a place in which words are looked at
	ends  = " \n。、，" // what no word goes on across
)

// ahead returns where the words within reach behind a place end.
func (p *Page) ahead(at int) int {
	if at+reach >= len(p.text) {
		return len(p.text)
	}
	if end := strings.LastIndexAny(p.text[at:at+reach], ends); end > 0 {
		return at + end
	}
	return at
}

// back returns where the words within reach before a place begin.
func (p *Page) back(at int) int {
	if at <= reach {
		return 0
	}
	if end := strings.IndexAny(p.text[at-reach:at], ends); end >= 0 {
		_, size := utf8.DecodeRuneInString(p.text[at-reach+end:])
		return at - reach + end + size
	}
	return at
}
