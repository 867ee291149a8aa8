package site

import (
	"os"
	"path/filepath"
	"testing"
)

// folder makes a folder of files, by slash-separated path and content in turn.
func folder(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for i := 0; i+1 < len(files); i += 2 {
		name := filepath.Join(root, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const gitHub = "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = git@github.com:other/lamp.git\n[remote \"origin\"]\n\turl = https://token@github.com/keeper/lamp.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"

func TestFinder(t *testing.T) {
	tests := map[string]struct {
		files []string
		root  string // below the folder
		base  string // of the root
		file  string
		meta  Meta
		want  string
		lines string // of lines 3 to 5
	}{
		"nothing tells": {files: []string{"a.md", ""}, file: "a.md"},
		"git": {files: []string{".git/config", gitHub, ".git/HEAD", "ref: refs/heads/main\n"}, file: "docs/a b.md",
			want: "https://github.com/keeper/lamp/blob/main/docs/a%20b.md?plain=1", lines: "#L3-L5"},
		"git, main branch of the remote": {files: []string{".git/config", gitHub, ".git/HEAD", "ref: refs/heads/topic\n", ".git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk\n"},
			file: "a.txt", want: "https://github.com/keeper/lamp/blob/trunk/a.txt", lines: "#L3-L5"},
		"git, a worktree": {files: []string{"work/.git", "gitdir: ../main/.git/worktrees/work\n", "main/.git/worktrees/work/commondir", "../..\n",
			"main/.git/worktrees/work/HEAD", "0123abc\n", "main/.git/config", gitHub}, root: "work", file: "work/a.txt",
			want: "https://github.com/keeper/lamp/blob/0123abc/a.txt", lines: "#L3-L5"},
		"git, the root lies deeper": {files: []string{".git/config", gitHub, ".git/HEAD", "ref: refs/heads/main\n"}, root: "docs/en", file: "docs/en/a.txt",
			want: "https://github.com/keeper/lamp/blob/main/docs/en/a.txt", lines: "#L3-L5"},
		"git, a host of one's own": {files: []string{".git/config", "[remote \"origin\"]\n\turl = ssh://git@gitlab.example.org:2222/a/b/lamp.git\n", ".git/HEAD", "ref: refs/heads/main"},
			file: "a.md", want: "https://gitlab.example.org/a/b/lamp/-/blob/main/a.md?plain=1", lines: "#L3-5"},
		"git, a host that is not known": {files: []string{".git/config", "[remote \"origin\"]\n\turl = git@code.example.org:a/lamp.git\n", ".git/HEAD", "ref: refs/heads/main"}, file: "a.md"},
		"git, no remote":                {files: []string{".git/config", "[core]\n", ".git/HEAD", "ref: refs/heads/main"}, file: "a.md"},
		"package.json": {files: []string{"package.json", `{"repository": {"type": "git", "url": "git+https://github.com/keeper/lamp.git", "directory": "packages/wick"}}`}, file: "README.md",
			want: "https://github.com/keeper/lamp/blob/HEAD/packages/wick/README.md?plain=1", lines: "#L3-L5"},
		"package.json, in short": {files: []string{"package.json", `{"repository": "gitlab:keeper/lamp"}`}, file: "a.txt", want: "https://gitlab.com/keeper/lamp/-/blob/HEAD/a.txt", lines: "#L3-5"},
		"go.mod":                 {files: []string{"go.mod", "module github.com/keeper/lamp/wick/v2\n\ngo 1.26\n"}, file: "doc/a.txt", want: "https://github.com/keeper/lamp/blob/HEAD/wick/doc/a.txt", lines: "#L3-L5"},
		"go.mod without a host":  {files: []string{"go.mod", "module lamp\n"}, file: "a.txt"},
		"base":                   {file: "guide/start.md", base: "https://docs.example.org/v1", want: "https://docs.example.org/v1/guide/start"},
		"base, an index":         {file: "guide/README.md", base: "https://docs.example.org/", want: "https://docs.example.org/guide/"},
		"base, a saved page":     {file: "guide/index.html", base: "https://docs.example.org/", want: "https://docs.example.org/guide/"},
		"base, another file":     {file: "a/price list.pdf", base: "https://docs.example.org/", want: "https://docs.example.org/a/price%20list.pdf"},
		"base, of a repository":  {file: "a.md", base: "https://codeberg.org/keeper/lamp/src/branch/main/doc/", want: "https://codeberg.org/keeper/lamp/src/branch/main/doc/a.md?display=source", lines: "#L3-L5"},
		"base wins over git": {files: []string{".git/config", gitHub, ".git/HEAD", "ref: refs/heads/main"}, file: "a.md", base: "https://docs.example.org/",
			want: "https://docs.example.org/a"},
		"base of a generator's root":    {files: []string{"mkdocs.yml", "site_url: https://old.example.org/\n"}, root: "docs", file: "docs/a.md", base: "https://docs.example.org", want: "https://docs.example.org/a/"},
		"base of a generator's project": {files: []string{"mkdocs.yml", "site_name: x\n"}, file: "docs/a.md", base: "https://docs.example.org", want: "https://docs.example.org/a/"},
		"base that has the route": {files: []string{"docusaurus.config.js", "module.exports = {url: 'https://x.example.org', baseUrl: '/'}"}, root: "docs", file: "docs/a.md",
			base: "https://docs.example.org/site/docs/", want: "https://docs.example.org/site/docs/a"},
		"a generator without an address, in git": {files: []string{"mkdocs.yml", "site_name: x\n", ".git/config", gitHub, ".git/HEAD", "ref: refs/heads/main"}, root: "docs", file: "docs/a.md",
			want: "https://github.com/keeper/lamp/blob/main/docs/a.md?plain=1", lines: "#L3-L5"},
		"a folder of a site's own inside another's": {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\n", "docs/_config.yml", "theme: x\n"}, file: "docs/a.md", want: "https://docs.example.org/a/"},
		"a configuration too far above":             {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\ndocs_dir: a\n"}, root: "a/b/c", file: "a/b/c/a.md"},
		"tags and aliases":                          {files: []string{"mkdocs.yml", "site_url: !ENV [X, 'https://docs.example.org/']\nplugins:\n  - x: !!python/name:a.b\nextra: &e {a: 1}\nmore: *e\n"}, file: "docs/a.md"},
		"tags": {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"},
			file: "docs/a.md", want: "https://docs.example.org/a/"},
		"flat": {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\nuse_directory_urls: false\n"}, file: "docs/guide/a.md", want: "https://docs.example.org/guide/a.html"},
		"Material's blog": {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\nplugins:\n  - search\n  - blog\n"}, file: "docs/blog/posts/a.md",
			meta: Meta{"date": "2024-03-05", FirstHeading: "Lamp day: it is here!"}, want: "https://docs.example.org/blog/2024/03/05/lamp-day-it-is-here/"},
		"Material's blog, set otherwise": {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\nplugins:\n  - blog:\n      blog_dir: .\n      post_dir: news\n      post_url_date_format: yyyy\n"}, file: "docs/news/a.md",
			meta: Meta{"date": Meta{"created": "2024-03-05"}, "slug": "own"}, want: "https://docs.example.org/2024/own/"},
		"Material's blog, undated": {files: []string{"mkdocs.yml", "site_url: https://docs.example.org/\nplugins: [blog]\n"}, file: "docs/blog/posts/a.md"},
		"GitHub Pages, a README":   {files: []string{"_config.yml", "url: https://x.example.org\n", "Gemfile", "gem 'github-pages'\n"}, file: "docs/README.md", want: "https://x.example.org/docs/"},
		"dirhtml":                  {files: []string{"docs/conf.py", "project = 'x'\nhtml_baseurl = 'https://docs.example.org/en/'  # where\n", ".readthedocs.yaml", "sphinx:\n  builder: dirhtml\n"}, file: "docs/a/b.md", want: "https://docs.example.org/en/a/b/"},
		"no Sphinx":                {files: []string{"conf.py", "DEBUG = True\n"}, file: "a.md"},
		"Hexo":                     {files: []string{"_config.yml", "url: https://x.example.org\npublic_dir: public\n"}, file: "a.md"},
		"CNAME":                    {files: []string{"_config.yml", "plugins: [jekyll-optional-front-matter]\npermalink: pretty\n", "CNAME", "lamp.example.org\n"}, file: "docs/a.md", want: "https://lamp.example.org/docs/a/"},
		"Jekyll, defaults": {files: []string{"_config.yml", "url: https://x.example.org\ndefaults:\n  - scope: {path: wiki}\n    values: {permalink: /w/:basename/}\n"}, file: "wiki/a.md",
			meta: Meta{}, want: "https://x.example.org/w/a/"},
		"Jekyll, a folder of posts": {files: []string{"_config.yml", "url: https://x.example.org\npermalink: pretty\n"}, file: "harbour/_posts/2024-3-5-a.md", meta: Meta{"category": "Big News"},
			want: "https://x.example.org/harbour/big%20news/2024/03/05/a/"},
		"Docusaurus, trailing slash": {files: []string{"docusaurus.config.ts", "const url = 'https://x.example.org';\nexport default {url, baseUrl: '/', trailingSlash: true, title: 'x'} satisfies Config;"}, file: "docs/a.md",
			want: "https://x.example.org/docs/a/"},
		"Docusaurus, an old version": {files: []string{"docusaurus.config.js", "module.exports = {url: 'https://x.example.org', baseUrl: '/'}", "versions.json", `["2.0", "1.0"]`}, file: "versioned_docs/version-1.0/a.md",
			want: "https://x.example.org/docs/1.0/a"},
		"Docusaurus, the newest version": {files: []string{"docusaurus.config.js", "module.exports = {url: 'https://x.example.org', baseUrl: '/'}", "versions.json", `["2.0", "1.0"]`}, file: "versioned_docs/version-2.0/a.md",
			want: "https://x.example.org/docs/a"},
		"Docusaurus, what comes next": {files: []string{"docusaurus.config.js", "module.exports = {url: 'https://x.example.org', baseUrl: '/'}", "versions.json", `["2.0", "1.0"]`}, file: "docs/a.md",
			want: "https://x.example.org/docs/next/a"},
		"Docusaurus, a part of a page": {files: []string{"docusaurus.config.js", "module.exports = {url: 'https://x.example.org', baseUrl: '/'}"}, file: "docs/_a.md"},
		"Hugo, ugly":                   {files: []string{"config.toml", "baseURL = 'https://x.example.org/'\nuglyURLs = true\n"}, file: "content/guide/a.md", want: "https://x.example.org/guide/a.html"},
		"Hugo, two languages": {files: []string{"hugo.yaml", "baseURL: https://x.example.org/\nlanguages:\n  en: {weight: 1}\n  fr: {weight: 2}\n"}, file: "content/guide/a.fr.md",
			want: "https://x.example.org/fr/guide/a/"},
		"Hugo, a folder for a language": {files: []string{"config/_default/hugo.toml", "baseURL = 'https://x.example.org/'\n[languages.de]\ncontentDir = 'content/de'\n"}, file: "content/de/a.md",
			want: "https://x.example.org/de/a/"},
		"Zola":                        {files: []string{"config.toml", "base_url = 'https://x.example.org/'\n"}, file: "content/a.md"},
		"VitePress without a sitemap": {files: []string{".vitepress/config.ts", "export default { title: 'x' }"}, file: "a.md"},
		"Astro, bare":                 {files: []string{"astro.config.mjs", "export default defineConfig({ site: 'https://x.example.org', trailingSlash: 'never' })"}, file: "src/pages/Guide/a.md", want: "https://x.example.org/Guide/a"},
		"Antora":                      {files: []string{"antora.yml", "name: lamp\nversion: '2.0'\n", "antora-playbook.yml", "site:\n  url: https://x.example.org\n"}, file: "modules/ROOT/pages/a/b.adoc", want: "https://x.example.org/lamp/2.0/a/b.html"},
		"Antora, a module of the root": {files: []string{"docs/antora.yml", "name: ROOT\nversion: ~\n", "antora-playbook.yml", "site: {url: https://x.example.org}\nurls: {html_extension_style: indexify}\n"},
			file: "docs/modules/wick/pages/a.adoc", want: "https://x.example.org/wick/a/"},
		"Antora, a version by the branch": {files: []string{"antora.yml", "name: lamp\nversion: true\n", "antora-playbook.yml", "site: {url: https://x.example.org}\n"}, file: "modules/ROOT/pages/a.adoc"},
		"Antora, a part of a page":        {files: []string{"antora.yml", "name: lamp\nversion: '1'\n", "antora-playbook.yml", "site: {url: https://x.example.org}\n"}, file: "modules/ROOT/partials/a.adoc"},
		"git, AsciiDoc": {files: []string{".git/config", gitHub, ".git/HEAD", "ref: refs/heads/main\n"}, file: "a.adoc",
			want: "https://github.com/keeper/lamp/blob/main/a.adoc?plain=1", lines: "#L3-L5"},
		"mdBook, not listed": {files: []string{"book.toml", "[output.html]\ncname = 'x.example.org'\n", "src/SUMMARY.md", "- [A](./a.md)\n"}, file: "src/b.md"},
		"mdBook":             {files: []string{"book.toml", "[output.html]\ncname = 'x.example.org'\n", "src/SUMMARY.md", "- [A](./a.md)\n"}, file: "src/a.md", want: "https://x.example.org/a.html"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, tt.files...)
			root := filepath.Join(dir, filepath.FromSlash(tt.root))
			f := Finder{Bases: map[string]string{root: tt.base}}
			p := f.Page(root, filepath.Join(dir, filepath.FromSlash(tt.file)))
			got, lines := "", ""
			if p != nil {
				inRepository := false
				if got, inRepository = p.Address(tt.meta); inRepository {
					lines = p.Line(3, 5)
				}
			}
			if got != tt.want || lines != tt.lines {
				t.Errorf("%s is at %q, lines at %q; want %q, %q", tt.file, got, lines, tt.want, tt.lines)
			}
		})
	}
}

func TestLine(t *testing.T) {
	for form, want := range map[string]string{"#L%d-L%d": "#L7", "#L%d-%d": "#L7", "#lines-%d:%d": "#lines-7", "": ""} {
		if got := (&Page{Lines: form}).Line(7, 7); got != want {
			t.Errorf("line 7 by %q is %q, want %q", form, got, want)
		}
	}
}

// TestKey changes what a page is known by with anything that its address depends on.
func TestKey(t *testing.T) {
	var none *Page
	a, b := &Page{Base: "https://x.example.org/", Path: "a.md"}, &Page{Base: "https://y.example.org/", Path: "a.md"}
	if none.Key() != "" || a.Key() == b.Key() || a.Key() != (&Page{Base: a.Base, Path: a.Path}).Key() {
		t.Errorf("keys %q, %q and %q", none.Key(), a.Key(), b.Key())
	}
}
