package site

import (
	"regexp"
	"strings"
)

// readVitePress reads .vitepress/config (vitepress.dev/reference/site-config). The sitemap's
// host is the only place where it names the site's address.
func readVitePress(c config) []*Site {
	root := c.script("title", "base", "themeConfig", "sitemap", "cleanUrls")
	s := &Site{Generator: VitePress, Content: c.below(root.text("srcDir")), Options: map[string]string{}}
	base := folderPath(root.text("base"))
	if host := root.sub("sitemap").text("hostname"); host != "" {
		s.Base = strings.TrimSuffix(host, "/") + "/"
		if !strings.HasSuffix(s.Base, "/"+base) {
			s.Base += base
		}
	}
	if root["cleanUrls"] == true {
		s.Options["clean"] = "true"
	}
	for from, to := range root.sub("rewrites") {
		if to, ok := to.(string); ok {
			s.Options["rewrite "+from] = to
		}
	}
	return []*Site{s}
}

func vitepressURL(p *Page, _ Meta) (string, bool) {
	if _, _, ext := split(p.Path); ext != ".md" {
		return "", false
	}
	name := p.Path
	for key, to := range p.Options {
		if from, ok := strings.CutPrefix(key, "rewrite "); ok {
			if moved, ok := rewritten(name, from, to); ok {
				name = moved
				break
			}
		}
	}
	dir, stem, _ := split(name)
	switch {
	case stem == "index":
		return dir, true
	case p.Options["clean"] == "true":
		return dir + stem, true
	}
	return dir + stem + ".html", true
}

var parameter = regexp.MustCompile(`:(\w+)(\(\.\*\)|[*+]?)`)

// rewritten moves a path that a pattern such as "old/:page" matches to where the second
// pattern says.
func rewritten(name, from, to string) (string, bool) {
	var names []string
	pattern, last := "^", 0
	for _, m := range parameter.FindAllStringSubmatchIndex(from, -1) {
		names = append(names, from[m[2]:m[3]])
		one := `([^/]+?)`
		if m[5] > m[4] {
			one = `(.*)`
		}
		pattern += regexp.QuoteMeta(from[last:m[0]]) + one
		last = m[1]
	}
	re, err := regexp.Compile(pattern + regexp.QuoteMeta(from[last:]) + "$")
	if err != nil {
		return "", false
	}
	found := re.FindStringSubmatch(name)
	if found == nil {
		return "", false
	}
	for i, n := range names {
		to = regexp.MustCompile(`:`+n+`\b(\(\.\*\)|[*+]?)`).ReplaceAllLiteralString(to, found[i+1])
	}
	return to, true
}
