package site

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// A repository is where the files of a folder lie for all to see.
type repository struct {
	folder string // of the file system that is its root, "" for none
	files  string // address of its root, with a slash at its end
	host   host
	held   map[string]bool // the paths of its files, nil where that is not known
}

// A host knows how a site of repositories writes addresses.
type host struct {
	names  []string // what its name is or begins with
	folder string   // between the repository and a path in it, up to the name of the branch
	branch string   // that stands for the main one, "" where none does
	source string   // query that shows the lines of a page that is shown rendered
	lines  string
}

// hosts lists the sites of repositories.
func hosts() []host {
	return []host{
		{[]string{"github."}, "/blob/", "HEAD", "?plain=1", "#L%d-L%d"},
		{[]string{"gitlab."}, "/-/blob/", "HEAD", "?plain=1", "#L%d-%d"},
		{[]string{"bitbucket."}, "/src/", "HEAD", "", "#lines-%d:%d"},
		{[]string{"codeberg.org", "gitea.", "forgejo."}, "/src/branch/", "", "?display=source", "#L%d-L%d"},
	}
}

// hostOf returns the site of repositories that an address belongs to.
func hostOf(address string) (host, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return host{}, false
	}
	for _, h := range hosts() {
		for _, name := range h.names {
			if strings.HasPrefix(u.Hostname(), name) {
				return h, true
			}
		}
	}
	return host{}, false
}

// link gives a page the address of its file, where that lies in a known repository.
func (f *Finder) link(p *Page, root, file string) {
	r := f.repository(filepath.Dir(file), f.top(root))
	if rel, ok := below(r.folder, file); ok && r.folder != "" && (r.held == nil || r.held[rel]) {
		p.inRepository(r.host, r.files, rel)
	}
}

// repository returns the repository of a folder: that of git, else the one that the nearest
// package.json or go.mod names.
func (f *Finder) repository(dir, top string) repository {
	if r, known := f.repos[dir]; known {
		return r
	}
	r := gitRepository(dir)
	if r.folder == "" {
		r = manifestRepository(dir)
	}
	if r.folder == "" && dir != top && dir != filepath.Dir(dir) {
		r = f.repository(filepath.Dir(dir), top)
	}
	if f.repos == nil {
		f.repos = map[string]repository{}
	}
	f.repos[dir] = r
	return r
}

// newRepository makes the repository of a folder from what names it, such as
// "git@github.com:owner/name.git". below is the folder's path in the repository.
func newRepository(dir, remote, branch, below string) repository {
	address := webAddress(remote)
	h, ok := hostOf(address)
	if branch = first(branch, h.branch); !ok || branch == "" {
		return repository{}
	}
	return repository{dir, address + h.folder + escape(branch) + "/" + escape(folderPath(below)), h, nil}
}

var scpLike = regexp.MustCompile(`^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):([^/].*)$`)

// webAddress is the address on the web of a remote, "" when it has none: no user, password
// or token of it.
func webAddress(remote string) string {
	remote = strings.TrimPrefix(strings.TrimSpace(remote), "git+")
	if m := scpLike.FindStringSubmatch(remote); m != nil {
		remote = "ssh://" + m[1] + "/" + m[2]
	}
	u, err := url.Parse(remote)
	if err != nil || u.Hostname() == "" || u.Scheme == "file" || strings.Count(strings.Trim(u.Path, "/"), "/") < 1 {
		return ""
	}
	return "https://" + u.Hostname() + strings.TrimSuffix(strings.TrimRight(u.EscapedPath(), "/"), ".git")
}

// gitRepository reads what git keeps of its remote in a working tree.
func gitRepository(dir string) repository {
	git := filepath.Join(dir, ".git")
	info, err := os.Stat(git)
	if home, _ := os.UserHomeDir(); err != nil || dir == home { // a home folder's repository holds settings
		return repository{}
	}
	if !info.IsDir() { // a worktree or a submodule
		if git = gitFolder(dir, git); git == "" {
			return repository{}
		}
	}
	common := git
	if rel := strings.TrimSpace(readText(filepath.Join(git, "commondir"))); rel != "" {
		common = filepath.Join(git, rel)
	}
	r := newRepository(dir, gitRemote(readText(filepath.Join(common, "config"))), gitBranch(git, common), "")
	if r.folder != "" {
		r.held = trackedFiles(filepath.Join(git, "index"))
	}
	return r
}

func gitFolder(dir, file string) string {
	folder, ok := strings.CutPrefix(strings.TrimSpace(readText(file)), "gitdir: ")
	if !ok {
		return ""
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(dir, folder)
	}
	return folder
}

var gitURL = regexp.MustCompile(`(?m)^\[remote "([^"]+)"\]\s*\n(?:[ \t]+.*\n)*?[ \t]*url\s*=\s*(\S+)`)

// gitRemote is the address of the remote "origin", else of the first one.
func gitRemote(config string) (remote string) {
	for _, m := range gitURL.FindAllStringSubmatch(config, -1) {
		if m[1] == "origin" {
			return m[2]
		}
		remote = first(remote, m[2])
	}
	return remote
}

// gitBranch is the remote's main branch, else the branch or commit that is checked out.
func gitBranch(git, common string) string {
	if main, ok := strings.CutPrefix(strings.TrimSpace(readText(filepath.Join(common, "refs/remotes/origin/HEAD"))), "ref: refs/remotes/origin/"); ok {
		return main
	}
	head := strings.TrimSpace(readText(filepath.Join(git, "HEAD")))
	return strings.TrimPrefix(head, "ref: refs/heads/")
}

var goModule = regexp.MustCompile(`(?m)^module\s+"?([\w.-]+\.[\w-]+/[\w.~-]+/[\w.~-]+)(/\S*?)?"?\s*$`)

// manifestRepository reads the repository that package.json or go.mod names.
func manifestRepository(dir string) repository {
	c := config{dir: dir}
	if m := goModule.FindStringSubmatch(c.file("go.mod")); m != nil {
		return newRepository(dir, "https://"+m[1], "", majorVersion.ReplaceAllString(m[2], ""))
	}
	var manifest struct {
		Repository any `json:"repository"`
	}
	if c.json("package.json", &manifest) != nil {
		return repository{}
	}
	switch r := manifest.Repository.(type) {
	case string:
		return newRepository(dir, shorthand(r), "", "")
	case map[string]any:
		return newRepository(dir, shorthand(Meta(r).text("url")), "", path.Clean("/"+Meta(r).text("directory")))
	}
	return repository{}
}

var majorVersion = regexp.MustCompile(`/v\d+$`)

var shortHost = regexp.MustCompile(`^(?:(github|gitlab|bitbucket):)?([\w.-]+/[\w.-]+)$`)

// shorthand writes out what package.json may abbreviate: "owner/name", "gitlab:owner/name".
func shorthand(name string) string {
	m := shortHost.FindStringSubmatch(name)
	if m == nil {
		return name
	}
	host := map[string]string{"": "github.com", "github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"}[m[1]]
	return "https://" + host + "/" + m[2]
}

// inRepository gives a page the address of its file below a folder of a repository.
func (p *Page) inRepository(h host, folder, rel string) {
	p.File, p.Lines = folder+escape(rel), h.lines
	if rendered(path.Ext(rel)) {
		p.File += h.source
	}
}

// rendered reports the extensions of files that sites of repositories show as pages.
func rendered(ext string) bool {
	switch strings.ToLower(ext) {
	case ".rst", ".adoc", ".asciidoc", ".org":
		return true
	}
	return markdown(ext)
}

// Line returns the fragment that leads to lines of the file in its repository, counted from
// 1, the last one included; "" where that is not known.
func (p *Page) Line(from, to int) string {
	form := p.Lines
	switch {
	case form == "":
		return ""
	case to <= from:
		return fmt.Sprintf(form[:strings.Index(form, "%d")+len("%d")], from)
	}
	return fmt.Sprintf(form, from, to)
}
