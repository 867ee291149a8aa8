package site

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// The content folders of Docusaurus.
const (
	docsPart  = "docs"
	blogPart  = "blog"
	pagesPart = "pages"
)

// readDocusaurus reads docusaurus.config.js (docusaurus.io/docs/api/docusaurus-config): the
// folders of the classic preset, and those of further instances of its plugins.
func readDocusaurus(c config) []*Site {
	root := c.script("url", "presets")
	base := ""
	if u := root.text("url"); u != "" {
		base = strings.TrimSuffix(u, "/") + "/" + strings.Trim(root.text("baseUrl"), "/")
	}
	options := map[string]string{}
	if slash, ok := root["trailingSlash"].(bool); ok {
		options["slash"] = fmt.Sprint(slash)
	}
	d := docusaurus{config: c, site: Site{Generator: Docusaurus, Base: base, Options: options}}
	d.add(pagesPart, "src/pages", "")
	presets, plugins := packs(root["presets"]), packs(root["plugins"])
	for _, preset := range presets {
		d.instance(docsPart, preset.options["docs"])
		d.instance(blogPart, preset.options["blog"])
	}
	for _, plugin := range plugins {
		switch {
		case strings.HasSuffix(plugin.name, "content-docs"):
			d.instance(docsPart, plugin.options)
		case strings.HasSuffix(plugin.name, "content-blog"):
			d.instance(blogPart, plugin.options)
		}
	}
	if len(presets) == 0 {
		d.instance(docsPart, nil)
		d.instance(blogPart, nil)
	}
	return d.all
}

// docusaurus collects the content folders of one configuration.
type docusaurus struct {
	config config
	site   Site
	all    []*Site
}

// add takes a folder in. What a configuration calls routeBasePath is the route.
func (d *docusaurus) add(part, folder, route string) {
	s := d.site
	s.Part, s.Content, s.Route = part, d.config.below(folder), folderPath(route)
	d.all = append(d.all, &s)
}

// instance takes in the folder of a plugin with these options; false switches it off.
func (d *docusaurus) instance(part string, options any) {
	if options == false {
		return
	}
	o, _ := options.(tree)
	folder, route := first(o.text("path"), part), part
	if r, ok := o["routeBasePath"].(string); ok {
		route = r
	}
	if part == docsPart && d.versions(folder, folderPath(route), o.text("id")) {
		route += "/next"
	}
	d.add(part, folder, route)
}

// versions takes in the folders of versions that were released, and reports whether there
// are any: the newest stands where the others have their name.
func (d *docusaurus) versions(folder, route, id string) bool {
	prefix := ""
	if id != "" && id != "default" {
		prefix = id + "_"
	}
	var names []any
	if d.config.json(prefix+"versions.json", &names) != nil {
		return false
	}
	for i, name := range names {
		at := route
		if i > 0 {
			at += fmt.Sprint(name)
		}
		d.add(docsPart, fmt.Sprintf("%sversioned_docs/version-%v", prefix, name), at)
	}
	return len(names) > 0
}

// A pack is a preset or plugin with its options.
type pack struct {
	name    string
	options tree
}

// packs reads a list of names, or of names with options.
func packs(list any) (all []pack) {
	items, _ := list.([]any)
	for _, item := range items {
		switch v := item.(type) {
		case string:
			all = append(all, pack{v, nil})
		case []any:
			p := pack{}
			for _, part := range v {
				switch part := part.(type) {
				case string:
					p.name = part
				case tree:
					p.options = part
				}
			}
			all = append(all, p)
		}
	}
	return all
}

func docusaurusURL(p *Page, meta Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	if !markdown(ext) || strings.HasPrefix(stem, "_") || strings.Contains("/"+dir, "/_") {
		return "", false
	}
	below := ""
	switch p.Part {
	case blogPart:
		below = blogPath(p.Path, meta)
	case pagesPart:
		below = dir + stem
		if stem == "index" {
			below = dir
		}
	default:
		below = docPath(dir, stem, meta)
	}
	return slashed(p.Route+strings.TrimPrefix(below, "/"), p.Options["slash"]), true
}

// slashed gives a path the end that trailingSlash asks for.
func slashed(name, slash string) string {
	switch {
	case slash == "true" && name != "" && !strings.HasSuffix(name, "/"):
		return name + "/"
	case slash == "false":
		return strings.TrimSuffix(name, "/")
	}
	return name
}

// docPath is the path of a page of documentation below its route.
func docPath(dir, stem string, meta Meta) string {
	var folders []string
	for name := range strings.SplitSeq(strings.Trim(dir, "/"), "/") {
		folders = append(folders, unnumbered(name))
	}
	folder := folderPath(strings.Join(folders, "/"))
	name := unnumbered(stem)
	if slug := meta.text("slug"); slug != "" {
		if strings.HasPrefix(slug, "/") {
			return slug
		}
		joined := path.Join("/"+folder, slug)
		if strings.HasSuffix(slug, "/") {
			joined += "/"
		}
		return joined
	}
	if isIndex(strings.ToLower(stem)) || folder != "" && strings.EqualFold(name, folders[len(folders)-1]) {
		return folder
	}
	return folder + first(meta.text("id"), name)
}

var (
	numberPrefix = regexp.MustCompile(`^\d+\s*[-_.]+\s*([^-_.\s].*)$`)
	datePrefix   = regexp.MustCompile(`^(?:\d{2}|\d{4})[-_.\s]+\d{2}(?:[-_.\s]+(?:\d{2}|\d{4}))?(?:\D.*)?$|^\d+[-_.]\d+`)
)

// unnumbered takes off the number that only orders the files of a folder.
func unnumbered(name string) string {
	if m := numberPrefix.FindStringSubmatch(name); m != nil && !datePrefix.MatchString(name) {
		return m[1]
	}
	return name
}

var datedFile = regexp.MustCompile(`^(.*?)(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]?(.*?)(?:/index)?\.mdx?$`)

// blogPath is the path of a post below its blog.
func blogPath(name string, meta Meta) string {
	if slug := meta.text("slug"); slug != "" {
		return slug
	}
	if m := datedFile.FindStringSubmatch(name); m != nil {
		return path.Join(m[2], pad(m[3]), pad(m[4]), m[1], m[5])
	}
	dir, stem, _ := split(name)
	if stem == "index" {
		return strings.TrimSuffix(dir, "/")
	}
	return dir + stem
}

func pad(number string) string {
	if len(number) == 1 {
		return "0" + number
	}
	return number
}
