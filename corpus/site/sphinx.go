package site

import "regexp"

var (
	pythonText = regexp.MustCompile(`(?m)^(html_baseurl|html_file_suffix)\s*=\s*[rRuU]?["']([^"'\n]*)["']\s*(?:#.*)?$`)
	sphinxName = regexp.MustCompile(`(?m)^(?:project|extensions|source_suffix|html_\w+)\s*=`)
	dirBuilder = regexp.MustCompile(`(?m)^\s*builder:\s*["']?dirhtml\b`)
)

// readSphinx reads what conf.py says in so many words (sphinx-doc.org/en/master/usage/configuration.html),
// and which builder Read the Docs runs.
func readSphinx(c config) []*Site {
	if !sphinxName.MatchString(c.data) {
		return nil // some other program's
	}
	s := &Site{Generator: Sphinx, Content: c.below("."), Options: map[string]string{}}
	for _, m := range pythonText.FindAllStringSubmatch(c.data, -1) {
		switch m[1] {
		case "html_baseurl":
			s.Base = m[2]
		default:
			s.Options["suffix"] = m[2]
		}
	}
	for _, folder := range []string{".", "..", "../.."} {
		for _, name := range []string{".readthedocs.yaml", ".readthedocs.yml"} {
			if dirBuilder.MatchString(c.file(folder + "/" + name)) {
				s.Options["builder"] = "dirhtml"
			}
		}
	}
	return []*Site{s}
}

func sphinxURL(p *Page, _ Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	switch {
	case !markdown(ext) && ext != ".rst" && ext != ".txt" && ext != ".ipynb":
		return "", false
	case p.Options["builder"] != "dirhtml":
		return dir + stem + first(p.Options["suffix"], ".html"), true
	case stem == "index":
		return dir, true
	}
	return dir + stem + "/", true
}

// sphinxTitle is the first heading: Sphinx does not look at the front matter.
func sphinxTitle(_ *Page, front, heading string) string {
	return first(heading, front)
}
