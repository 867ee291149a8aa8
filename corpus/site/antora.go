package site

import (
	"fmt"
	"strings"
)

// AntoraAttribute stands before the names of the options that are attributes of all pages.
const AntoraAttribute = "attribute "

// readAntora reads antora.yml, which describes a component (docs.antora.org/antora/latest/component-version-descriptor),
// and the playbook of the site where it lies in the same project.
func readAntora(c config) []*Site {
	t := c.yaml()
	name := t.text("name")
	if name == "" {
		return nil // some other program's
	}
	s := &Site{Generator: Antora, Content: c.below("."), Options: map[string]string{}}
	version, known := antoraVersion(t["version"])
	if known {
		s.Options["route"] = folderPath(strings.Join(folders(name, version), "/"))
	}
	s.attributes(t)
	for from, to := range map[string]string{"page-component-name": name, "page-component-title": first(t.text("title"), name),
		"page-component-version": version, "page-version": version, "page-component-display-version": first(t.text("display_version"), version)} {
		s.Options[AntoraAttribute+from] = to
	}
	for _, folder := range []string{".", "..", "../.."} {
		book := config{dir: c.below(folder), name: "antora-playbook.yml"}
		if book.data = book.file(book.name); book.data != "" {
			t := book.yaml()
			s.Base = t.sub("site").text("url")
			s.Options["style"] = t.sub("urls").text("html_extension_style")
			s.attributes(t)
			break
		}
	}
	return []*Site{s}
}

// antoraVersion returns the version of a component as addresses have it, "" for one without; not
// known where it is made of the name of a branch.
func antoraVersion(v any) (version string, known bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case bool, map[string]any:
		return "", false
	case string:
		if v == "~" || v == "master" {
			return "", true
		}
	}
	return fmt.Sprint(v), true
}

// folders leaves out what has no folder of its own.
func folders(names ...string) (all []string) {
	for _, n := range names {
		if n != "" && n != "ROOT" {
			all = append(all, n)
		}
	}
	return all
}

// attributes notes those that a configuration sets for all pages, unless one before it did. An at
// sign at the end lets pages set them otherwise, which they may here in any case.
func (s *Site) attributes(t tree) {
	for name, value := range t.sub("asciidoc").sub("attributes") {
		key := AntoraAttribute + strings.ToLower(name)
		if _, taken := s.Options[key]; taken || value == false || value == nil {
			continue
		}
		text := fmt.Sprint(value)
		if value == true {
			text = ""
		}
		s.Options[key] = strings.TrimSuffix(text, "@")
	}
}

// antoraURL knows the pages of modules; all else is a piece of them, or of the site.
func antoraURL(p *Page, _ Meta) (string, bool) {
	parts := strings.SplitN(p.Path, "/", 4)
	route, known := p.Options["route"]
	if !known || len(parts) < 4 || parts[0] != "modules" || parts[2] != "pages" {
		return "", false
	}
	dir, stem, ext := split(parts[3])
	if ext != ".adoc" || strings.HasPrefix(stem, "_") {
		return "", false
	}
	below := route + folderPath(strings.Join(folders(parts[1]), "/")) + dir
	switch style := p.Options["style"]; {
	case style == "indexify" && stem == "index", style == "drop" && stem == "index":
		return below, true
	case style == "indexify":
		return below + stem + "/", true
	case style == "drop":
		return below + stem, true
	}
	return below + stem + ".html", true
}
