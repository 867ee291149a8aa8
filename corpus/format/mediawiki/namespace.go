package mediawiki

import (
	"encoding/xml"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Namespaces that every wiki has (mediawiki.org/wiki/Help:Namespaces). Those of a wiki's own begin
// at 100; odd ones are for talking.
const (
	mainNamespace = 0
	helpNamespace = 12
	ownNamespaces = 100
)

// standard are the names of namespaces that dumps do not always tell.
var standard = map[int]string{0: "Main", 1: "Talk", 2: "User", 3: "User talk", 4: "Project", 5: "Project talk", 6: "File", 7: "File talk", 8: "MediaWiki",
	9: "MediaWiki talk", 10: "Template", 11: "Template talk", 13: "Help talk", 14: "Category", 15: "Category talk", 710: "TimedText", 828: "Module", 829: "Module talk", 2300: "Gadget"}

// noText are the ids and names of namespaces of extensions whose pages are no texts of the wiki.
var (
	noText = []int{102, 106, 108, 274, 420, 486, 500, 502, 710, 828, 1198, 1200, 1202, 2000, 2300, 2302, 2600, 3000}

	noTextName = regexp.MustCompile(`(?i)^(property|form|concept|smw/schema|widget|module|gadget|gadget definition|timedtext|translations|data|geojson|user blog|message wall|thread|board|topic|draft|portal|book|campaign)$`)
)

// namespace notes a name that the dump gives a namespace.
func (s *site) namespace(dec *xml.Decoder, start xml.StartElement) error {
	var name string
	if err := dec.DecodeElement(&name, &start); err != nil {
		return err
	}
	if key, err := strconv.Atoi(document.XMLAttr(start, "key")); err == nil {
		s.namespaces[key] = name
	}
	return nil
}

// holdsText reports whether the pages of a namespace are texts of the wiki.
func (s *site) holdsText(key int) bool {
	if key == mainNamespace || key == helpNamespace {
		return true
	}
	return key >= ownNamespaces && key%2 == 0 && !slices.Contains(noText, key) && !noTextName.MatchString(s.namespaces[key])
}

// report tells how many pages were left out.
func (s *site) report() {
	for _, key := range slices.Sorted(maps.Keys(s.left)) {
		name := s.namespaces[key]
		if name == "" {
			name = standard[key]
		}
		if name == "" {
			name = fmt.Sprint("namespace ", key)
		}
		s.doc.Skip(name, corpus.ReasonAside, fmt.Errorf("pages that are no texts of the wiki: %d", s.left[key]))
	}
}
