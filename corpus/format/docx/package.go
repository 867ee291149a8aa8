package docx

import (
	"encoding/xml"
	"path"
	"strings"

	"verbatim/corpus/document"
)

// A relation is where one part of the package says that another lies.
type relation struct {
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// related returns the name of the part of a kind that another part refers to ("" for the package),
// or what it is called by most programs.
func related(p document.Parts, from, kind, usual string) string {
	dir, base := path.Split(from)
	var list struct {
		Relations []relation `xml:"Relationship"`
	}
	if p.Decode(dir+"_rels/"+base+".rels", &list) != nil {
		return usual // a package without relations has the usual names
	}
	for _, r := range list.Relations {
		if path.Base(r.Type) != kind {
			continue
		}
		name := r.Target
		if !strings.HasPrefix(name, "/") {
			name = path.Join("/", dir, name)
		}
		return strings.TrimPrefix(name, "/")
	}
	return usual
}

// coreProperties reads title, dates and language of an OPC package.
func coreProperties(p document.Parts) document.Metadata {
	m := document.Metadata{}
	part, err := p.Open(related(p, "", "core-properties", "docProps/core.xml"))
	if err != nil {
		return m
	}
	defer part.Close()
	var core struct {
		Title    string `xml:"title"`
		Created  string `xml:"created"`
		Modified string `xml:"modified"`
		Language string `xml:"language"`
	}
	if xml.NewDecoder(part).Decode(&core) == nil {
		m.Set("title", core.Title)
		m.Set("date", core.Created)
		m.Set("modified", core.Modified)
		m.Set("lang", core.Language)
	}
	return m
}
