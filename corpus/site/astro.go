package site

import (
	"path/filepath"
	"strings"
)

// readAstro reads astro.config (docs.astro.build/en/reference/configuration-reference). The
// pages of Starlight lie in one folder, those of a bare Astro in another; what a project
// makes of other collections only its own code tells.
func readAstro(c config) []*Site {
	root := c.script("site", "integrations", "base")
	s := Site{Generator: Astro, Options: map[string]string{"slash": root.text("trailingSlash"), "format": root.sub("build").text("format")}}
	if u := root.text("site"); u != "" {
		s.Base = strings.TrimSuffix(u, "/") + "/" + folderPath(root.text("base"))
	}
	src := first(root.text("srcDir"), "src")
	docs, pages := s, s
	docs.Part, docs.Content = docsPart, c.below(filepath.Join(src, "content", "docs"))
	pages.Part, pages.Content = pagesPart, c.below(filepath.Join(src, "pages"))
	return []*Site{&docs, &pages}
}

func astroURL(p *Page, meta Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	if !markdown(ext) || strings.Contains("/"+p.Path, "/_") {
		return "", false
	}
	name := dir + stem
	if p.Part == docsPart {
		parts := strings.Split(name, "/")
		for i := range parts {
			parts[i] = githubSlug(parts[i])
		}
		name = first(strings.Trim(meta.text("slug"), "/"), strings.Join(parts, "/"))
	}
	if name == "index" {
		return "", true
	}
	name = strings.TrimSuffix(name, "/index")
	switch {
	case p.Options["format"] == "file":
		return name + ".html", true
	case p.Options["slash"] == "never":
		return name, true
	}
	return name + "/", true
}
