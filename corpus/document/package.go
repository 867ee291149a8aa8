package document

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// A Relation leads from one part of an OPC package (ECMA-376, part 2) to another.
type Relation struct {
	Kind string // the last word of its type: "slide", "notesSlide", "worksheet"
	Part string // the part that it leads to
}

// Relations returns the relations of a part by their ids; those of the package itself for "". Ones that
// lead out of the package are left out.
func (p Parts) Relations(part string) map[string]Relation {
	dir, base := path.Split(part)
	var list struct {
		Relations []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if p.Decode(dir+"_rels/"+base+".rels", &list) != nil {
		return nil
	}
	relations := make(map[string]Relation, len(list.Relations))
	for _, r := range list.Relations {
		if r.Mode == "External" {
			continue
		}
		target := r.Target
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		relations[r.ID] = Relation{Kind: path.Base(r.Type), Part: strings.TrimPrefix(target, "/")}
	}
	return relations
}

// Related returns the part of a kind that another part refers to, "" being the package itself, or
// usual where it does not tell. Of several it is the one with the least id, whichever that is, so
// that a document always reads alike.
func (p Parts) Related(part, kind, usual string) string {
	relations := p.Relations(part)
	for _, id := range slices.Sorted(maps.Keys(relations)) {
		if r := relations[id]; r.Kind == kind {
			return r.Part
		}
	}
	return usual
}

// Main returns the part that a package is about, or usual where it does not tell.
func (p Parts) Main(usual string) string { return p.Related("", "officeDocument", usual) }

// Properties returns what a package says of itself: title, dates and language.
func (p Parts) Properties() Metadata {
	m := Metadata{}
	var core struct {
		Title    string `xml:"title"`
		Created  string `xml:"created"`
		Modified string `xml:"modified"`
		Language string `xml:"language"`
	}
	if p.Decode(p.Related("", "core-properties", "docProps/core.xml"), &core) == nil {
		m.Set("title", core.Title)
		m.Set("date", core.Created)
		m.Set("modified", core.Modified)
		m.Set("lang", core.Language)
	}
	return m
}
