package robots

import "strings"

// A rule allows or forbids the paths that match a pattern: "*" stands for any characters, "$" for
// the end.
type rule struct {
	allow   bool
	pattern string   // canonical
	parts   []string // between the stars
	end     bool     // the last part ends the path
}

func newRule(allow bool, value string) rule {
	r := rule{allow: allow, pattern: canonical(value, true)}
	pattern := r.pattern
	if pattern, r.end = strings.CutSuffix(pattern, "$"); !r.end {
		pattern = r.pattern
	}
	r.parts = strings.Split(pattern, "*")
	return r
}

// matches reports whether a canonical path matches: each part is taken where it stands first, in
// time that grows with the path and the pattern and no more than that.
func (r *rule) matches(path string) bool {
	rest, ok := strings.CutPrefix(path, r.parts[0])
	if !ok {
		return false
	}
	last := len(r.parts) - 1
	if last == 0 {
		return !r.end || rest == ""
	}
	for _, part := range r.parts[1:last] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	if r.end {
		return strings.HasSuffix(rest, r.parts[last])
	}
	return strings.Contains(rest, r.parts[last])
}

// canonical writes a path, or a pattern of paths, in one way, so that what is percent-encoded and
// what is not compare as equal (RFC 9309, sections 2.2.2 and 2.2.3): octets outside ASCII, those that
// no URI has, and "*" and "$" where they stand for themselves are encoded, and others are not. A
// slash that is encoded is no slash of a path, but it is one of a query.
func canonical(s string, isPattern bool) string {
	var out strings.Builder
	inQuery := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			code := unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if isBare(code) && code != '?' && (code != '/' || inQuery) {
				out.WriteByte(code)
			} else {
				encode(&out, code)
			}
		case isPattern && (c == '*' || c == '$' && i == len(s)-1):
			out.WriteByte(c)
		case isBare(c):
			inQuery = inQuery || c == '?'
			out.WriteByte(c)
		default:
			encode(&out, c)
		}
	}
	return out.String()
}

// isBare reports an octet that is written as it is.
func isBare(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~:/?@!&'()+,;=[]", c) >= 0
}

func encode(out *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	out.WriteByte('%')
	out.WriteByte(digits[c>>4])
	out.WriteByte(digits[c&15])
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
