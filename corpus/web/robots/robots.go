package robots

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A File is a robots.txt.
type File struct {
	groups []group
}

// A group is what some crawlers are asked for.
type group struct {
	agents []string // in lower case, "*" for all others
	rules  []rule
	delay  time.Duration
}

// MaxBytes is how much of a robots.txt is to be read (RFC 9309, section 2.5).
const MaxBytes = 512 << 10

// Parse reads a robots.txt. There is none that cannot be read: what is no line of it is passed
// over.
func Parse(data []byte) *File {
	data = data[:min(len(data), MaxBytes)]
	for _, b := range []byte("\ufeff") { // a byte order mark, or the beginning of one
		data = bytes.TrimPrefix(data, []byte{b})
	}
	f := &File{}
	inAgents := false // the last line that counts named a crawler
	for line := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value := split(line)
		switch {
		case key == "user-agent":
			if !inAgents {
				f.groups = append(f.groups, group{})
			}
			inAgents = true
			g := &f.groups[len(f.groups)-1]
			g.agents = append(g.agents, agentOf(value))
		case len(f.groups) == 0: // a rule outside all groups
		case key == "allow" || key == "disallow":
			inAgents = false
			f.groups[len(f.groups)-1].add(key == "allow", value)
		case key == "crawl-delay":
			f.groups[len(f.groups)-1].pause(value)
		}
	}
	return f
}

// split returns the key of a line as it is written here, and its value; "" for what is none. The
// colon may be missing where a blank stands in its place.
func split(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok := strings.Cut(line, ":")
	if key = strings.ToLower(strings.TrimSpace(key)); ok {
		return spelled(key), strings.TrimSpace(value)
	}
	for _, proper := range []string{"user-agent", "user agent", "disallow", "allow", "crawl-delay"} {
		if len(key) > len(proper) && strings.HasPrefix(key, proper) && strings.ContainsAny(key[len(proper):][:1], " \t") {
			return spelled(proper), strings.TrimSpace(strings.TrimSpace(line)[len(proper):])
		}
	}
	return "", ""
}

// spelled returns the key that one with a common mistake stands for.
func spelled(key string) string {
	switch key {
	case "useragent", "user agent":
		return "user-agent"
	case "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		return "disallow"
	}
	return key
}

// agentOf returns the name in a line that names a crawler, without its version.
func agentOf(value string) string {
	name := value
	if end := strings.IndexAny(value, " \t/"); end >= 0 {
		name = value[:end]
	}
	if name != "*" {
		name = strings.TrimSuffix(name, "*")
	}
	return strings.ToLower(name)
}

func (g *group) add(allow bool, value string) {
	if value != "" && (value[0] == '/' || value[0] == '*') { // others match no path
		g.rules = append(g.rules, newRule(allow, value))
	}
	if dir, ok := strings.CutSuffix(value, "/index.html"); ok && allow && !strings.Contains(value, "$") {
		g.rules = append(g.rules, newRule(true, dir+"/$")) // the same page under its other name
	}
}

func (g *group) pause(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if err == nil && seconds > 0 && seconds <= float64(365*24*60*60) {
		g.delay = time.Duration(seconds * float64(time.Second))
	}
}

// Rules are what one crawler is to keep. The zero value permits everything.
type Rules struct {
	Delay time.Duration // between two requests, 0 when nothing is said
	rules []rule
}

// For returns the rules for a crawler, by the header it sends: those of all groups that name it,
// the longest name first, or else of the groups for all others.
func (f *File) For(userAgent string) *Rules {
	best := ""
	for _, g := range f.groups {
		for _, name := range g.agents {
			if len(name) > len(best) && name != "*" && names(name, userAgent) {
				best = name
			}
		}
	}
	if best == "" {
		best = "*"
	}
	r := &Rules{}
	for _, g := range f.groups {
		if slices.Contains(g.agents, best) {
			r.rules = append(r.rules, g.rules...)
			r.Delay = max(r.Delay, g.delay)
		}
	}
	return r
}

// names reports whether a name is the beginning of a word of a crawler's header.
func names(name, userAgent string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(userAgent), func(r rune) bool {
		return strings.ContainsRune(" \t/();,+", r)
	}), func(word string) bool { return strings.HasPrefix(word, name) })
}

// Allow reports whether a path, with its query, may be asked for: as the longest rule says that
// matches it, and an allowing one of equals (RFC 9309, section 2.2.2).
func (r *Rules) Allow(path string) bool {
	if path == "" || path[0] != '/' {
		path = "/" + path
	}
	if path == "/robots.txt" {
		return true
	}
	path = canonical(path, false)
	allowed, length := true, -1
	for i := range r.rules {
		rule := &r.rules[i]
		if n := len(rule.pattern); n > length || n == length && rule.allow && !allowed {
			if rule.matches(path) {
				allowed, length = rule.allow, n
			}
		}
	}
	return allowed
}
