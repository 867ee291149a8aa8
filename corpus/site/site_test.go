package site

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzSites reads configurations that follow no rule: whatever they say, an address is one.
func FuzzSites(f *testing.F) {
	f.Add(0, "site_url: https://x.example.org/\nplugins: [blog]\nnav: [{A: a/b.md}]", "docs/a/b.md", "slug", "x")
	f.Add(1, "module.exports = {url: 'https://x.example.org', presets: [['classic', {docs: {routeBasePath: '/'}}]]}", "docs/a/b.md", "slug", "../..")
	f.Add(2, "export default { base: '/x', sitemap: {hostname: 'https://x.example.org'}, rewrites: {'a/:p*': ':p*'} }", "a/b.md", "", "")
	f.Add(3, "export default { site: 'https://x.example.org' }", "src/pages/a.md", "", "")
	f.Add(4, "[output.html]\ncname = 'x.example.org'", "src/a.md", "", "")
	f.Add(5, "baseURL = 'https://x.example.org'\n[permalinks]\na = '/:year/:sections/:x:/'", "content/a/b.md", "date", "2024-01-02")
	f.Add(6, "url: https://x.example.org\npermalink: /:a/:title::\ndefaults: [{scope: {path: \"a\\tb\"}, values: {permalink: \"/\\n\"}}]", "_posts/2024-1-2-a.md", "permalink", "::")
	f.Add(7, "project = 'x'\nhtml_baseurl = 'https://x.example.org'", "a.md", "", "")
	f.Fuzz(func(t *testing.T, kind int, data, file, key, value string) {
		all := markers()
		m := all[max(kind, 0)%len(all)]
		dir := filepath.Join(t.TempDir(), "none")
		for _, s := range m.read(config{dir: dir, name: m.names[0], data: data}) {
			p := s.page(filepath.Join(dir, file))
			if p == nil {
				continue
			}
			for _, meta := range []Meta{nil, {}, {key: value}} {
				address, _ := p.Address(meta)
				if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "") {
					t.Errorf("%s is at %q: %v", file, address, err)
				}
				if strings.ContainsAny(address, " \n\t<>\"") {
					t.Errorf("%s is at %q", file, address)
				}
			}
			p.Anchors().Name(2, value, "")
			p.TitleOf("", value)
			p.Key()
		}
	})
}
