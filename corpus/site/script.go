package site

import (
	"strconv"
	"strings"
	"unicode"
)

// script reads the object in a program of JavaScript or TypeScript that has most of these
// names. The program is not run: what is no literal, nor a constant that is one, is unknown.
func (c config) script(names ...string) tree {
	p := scriptReader{tokens: scriptTokens(c.data), consts: map[string]any{}}
	var best tree
	score, tried := 0, 0
	for p.at < len(p.tokens) && tried < maxObjects {
		p.constant()
		if p.tokens[p.at].text != "{" || p.tokens[p.at].quoted {
			p.at++
			continue
		}
		tried++
		start := p.at
		object := p.object(0)
		found := 0
		for _, n := range names {
			if _, ok := object[n]; ok {
				found++
			}
		}
		if found > score {
			best, score = object, found
		}
		p.at = start + 1 // objects inside a function or a call are looked at, too
	}
	return best
}

// A scriptToken is a string, a word, a number or a sign of a program.
type scriptToken struct {
	text   string
	quoted bool
}

// scriptTokens cuts a program into tokens, without its comments.
func scriptTokens(src string) (all []scriptToken) {
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case strings.HasPrefix(src[i:], "//"):
			i += lengthTo(src[i:], "\n")
		case strings.HasPrefix(src[i:], "/*"):
			i += lengthTo(src[i:], "*/")
		case c == '\'' || c == '"' || c == '`':
			text, n := quotedText(src[i:])
			all = append(all, scriptToken{text, true})
			i += n
		case c <= ' ':
			i++
		case wordByte(c):
			n := i
			for n < len(src) && wordByte(src[n]) {
				n++
			}
			all = append(all, scriptToken{src[i:n], false})
			i = n
		default:
			all = append(all, scriptToken{src[i : i+1], false})
			i++
		}
	}
	return all
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c == '.' || c >= 0x80 || unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c))
}

// lengthTo is how far it is to the end of the first such mark, or to that of the text.
func lengthTo(src, mark string) int {
	if i := strings.Index(src[1:], mark); i >= 0 {
		return 1 + i + len(mark)
	}
	return len(src)
}

// quotedText reads a string that begins with its quotation mark, and tells its length.
func quotedText(src string) (string, int) {
	var out strings.Builder
	for i := 1; i < len(src); i++ {
		switch {
		case src[i] == src[0]:
			return out.String(), i + 1
		case src[i] == '\\' && i+1 < len(src):
			i++
		}
		out.WriteByte(src[i])
	}
	return out.String(), len(src)
}

// A scriptReader reads values out of tokens.
type scriptReader struct {
	tokens []scriptToken
	at     int
	consts map[string]any
}

const (
	maxDepth   = 50  // how deep values may lie in each other
	maxObjects = 300 // of a program that are looked at
)

func (p *scriptReader) is(sign string) bool {
	return p.at < len(p.tokens) && !p.tokens[p.at].quoted && p.tokens[p.at].text == sign
}

// constant notes "const name = literal" and passes it over.
func (p *scriptReader) constant() {
	if !p.is("const") && !p.is("let") && !p.is("var") || p.at+4 >= len(p.tokens) || p.tokens[p.at+2].text != "=" {
		return
	}
	name, value := p.tokens[p.at+1].text, p.tokens[p.at+3]
	if end := p.tokens[p.at+4].text; value.quoted && (end == ";" || wordByte(end[0])) {
		p.consts[name] = value.text
	}
}

// object reads an object whose brace comes next.
func (p *scriptReader) object(depth int) tree {
	t := tree{}
	p.at++
	for p.at < len(p.tokens) && !p.is("}") {
		key := p.tokens[p.at]
		p.at++
		switch {
		case p.is(":"):
			p.at++
			t[key.text] = p.value(depth + 1)
		case p.is(",") || p.is("}"): // { name } stands for { name: name }
			if v, ok := p.consts[key.text]; ok {
				t[key.text] = v
			}
		default:
			p.value(depth + 1) // a spread, a method
		}
		if p.is(",") {
			p.at++
		}
	}
	p.at++
	return t
}

// value reads what stands up to the next comma or closing bracket: a literal, a constant, or
// what the parentheses of a call or an expression hold where that is an object or a list.
func (p *scriptReader) value(depth int) (v any) {
	for n := 0; p.at < len(p.tokens) && !p.is(",") && !p.is("}") && !p.is("]") && !p.is(")"); n++ {
		token := p.tokens[p.at]
		switch {
		case depth > maxDepth:
			p.at++
		case p.is("{"):
			v = keep(v, p.object(depth))
		case p.is("["):
			v = keep(v, p.list("]", depth))
		case p.is("("):
			for _, inside := range p.list(")", depth) {
				v = keep(v, inside)
			}
		default:
			p.at++
			if n == 0 {
				v = p.literal(token)
			} else if _, text := v.(string); text {
				v = nil // part of an expression
			}
		}
	}
	return v
}

// keep prefers an object or a list to anything before it.
func keep(v, found any) any {
	switch v.(type) {
	case tree, []any:
		return v
	}
	return found
}

func (p *scriptReader) list(end string, depth int) []any {
	all := []any{}
	p.at++
	for p.at < len(p.tokens) && !p.is(end) {
		start := p.at
		all = append(all, p.value(depth+1))
		if p.is(",") || p.at == start {
			p.at++
		}
	}
	p.at++
	return all
}

func (p *scriptReader) literal(token scriptToken) any {
	switch {
	case token.quoted && strings.Contains(token.text, "${"):
		return nil
	case token.quoted:
		return token.text
	case token.text == "true" || token.text == "false":
		return token.text == "true"
	}
	if n, err := strconv.ParseFloat(token.text, 64); err == nil {
		return n
	}
	return p.consts[token.text]
}
