package site

import (
	"regexp"
	"strings"
)

// Names of options that the reader of reStructuredText knows: what is put before and behind each
// page, the words that stand for the version, and, behind a role's name, how its words are shown.
const (
	SphinxProlog  = "rst_prolog"
	SphinxEpilog  = "rst_epilog"
	SphinxVersion = "version"
	SphinxRelease = "release"
	SphinxRole    = "extlinks "
)

// maxAround is the most bytes of a text that is put around each page.
const maxAround = 16 << 10

var (
	aroundText  = regexp.MustCompile(`(?ms)^(rst_prolog|rst_epilog)\s*\+?=\s*[rRuU]?(?:"""(.*?)"""|'''(.*?)''')\s*(?:#[^\n]*)?$`)
	versionText = regexp.MustCompile(`(?m)^(version|release)\s*=\s*[uU]?["']([^"'\n%{}]*)["']\s*(?:#.*)?$`)
	extraLinks  = regexp.MustCompile(`(?ms)^extlinks\s*=\s*\{(.*?)^\}`)
	extraLink   = regexp.MustCompile(`(?s)["']([\w-]+)["']\s*:\s*\(\s*[^,()]*,\s*["']([^"'\n]*)["'],?\s*\)`)
	pythonText  = regexp.MustCompile(`(?m)^(html_baseurl|html_file_suffix)\s*=\s*[rRuU]?["']([^"'\n]*)["']\s*(?:#.*)?$`)
	sphinxName  = regexp.MustCompile(`(?m)^(?:project|extensions|source_suffix|html_\w+)\s*=`)
	dirBuilder  = regexp.MustCompile(`(?m)^\s*builder:\s*["']?dirhtml\b`)
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
	sphinxText(c.data, s.Options)
	for _, folder := range []string{".", "..", "../.."} {
		for _, name := range []string{".readthedocs.yaml", ".readthedocs.yml"} {
			if dirBuilder.MatchString(c.file(folder + "/" + name)) {
				s.Options["builder"] = "dirhtml"
			}
		}
	}
	return []*Site{s}
}

// sphinxText notes what conf.py says in so many words that pages hold without writing it.
func sphinxText(conf string, options map[string]string) {
	for _, m := range aroundText.FindAllStringSubmatch(conf, -1) {
		if text := options[m[1]] + m[2] + m[3]; len(text) <= maxAround {
			options[m[1]] = text
		}
	}
	for _, m := range versionText.FindAllStringSubmatch(conf, -1) {
		options[m[1]] = m[2]
	}
	for _, block := range extraLinks.FindAllStringSubmatch(conf, -1) {
		for _, m := range extraLink.FindAllStringSubmatch(block[1], -1) {
			options[SphinxRole+strings.ToLower(m[1])] = m[2]
		}
	}
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
