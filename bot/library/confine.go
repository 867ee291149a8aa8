package library

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbatim/index"
)

// A Confinement says to which sources the operator of the bot has confined servers, by their
// ids. Nobody can widen it from Discord.
type Confinement map[string][]string

// Places of a [Confinement] that are no server.
const (
	Direct         = "direct" // direct messages, and servers where the bot came along with a user
	Web            = "web"    // page, API and MCP endpoint
	EverywhereElse = "*"      // whatever is not named
)

// everything is the beginning that every source has.
const everything = "*"

// Of returns the beginnings of ids or sources that a server is confined to, "" for direct
// messages; nil when it is not confined.
func (c Confinement) Of(server string) []string {
	if server == "" {
		server = Direct
	}
	to, ok := c[server]
	if !ok {
		to = c[EverywhereElse]
	}
	if slices.Contains(to, everything) {
		return nil
	}
	return to
}

// OfWeb returns what page, API and MCP endpoint may see: what is set for them, or else what
// direct messages may.
func (c Confinement) OfWeb() index.Filter {
	if _, ok := c[Web]; ok {
		return index.Filter{Within: c.Of(Web)}
	}
	return index.Filter{Within: c.Of(Direct)}
}

// View returns what a server may see of the sources that it has chosen; "" stands for direct
// messages.
func (c Confinement) View(server string, chosen []string) index.Filter {
	return index.Filter{Sources: chosen, Within: c.Of(server)}
}

// UnmarshalText reads PLACE=SOURCE,SOURCE;PLACE=SOURCE as people write it.
func (c *Confinement) UnmarshalText(text []byte) error {
	*c = Confinement{}
	for rule := range strings.SplitSeq(string(text), ";") {
		if strings.TrimSpace(rule) == "" {
			continue
		}
		place, list, _ := strings.Cut(rule, "=")
		place = strings.TrimSpace(place)
		var sources []string
		for source := range strings.SplitSeq(list, ",") {
			if source = strings.TrimSpace(source); source != "" {
				sources = append(sources, source)
			}
		}
		switch _, twice := (*c)[place]; {
		case place != Direct && place != Web && place != EverywhereElse && !isID(place):
			return fmt.Errorf("%q is neither the id of a server nor %q, %q or %q", place, Direct, Web, EverywhereElse)
		case twice:
			return fmt.Errorf("%q stands there twice", place)
		case sources == nil:
			return fmt.Errorf("%q is confined to nothing: name sources, or %q for all", place, everything)
		}
		(*c)[place] = sources
	}
	return nil
}

func isID(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// String writes it as [Confinement.UnmarshalText] reads it.
func (c Confinement) String() string {
	var rules []string
	for _, place := range slices.Sorted(maps.Keys(c)) {
		rules = append(rules, place+"="+strings.Join(c[place], ","))
	}
	return strings.Join(rules, ";")
}
