package site

import (
	"os"
	"path/filepath"
	"strings"
)

// A Finder finds the pages of the files below some roots. It looks at each folder once: one
// that is used again would not see what changed. It is not safe for concurrent use.
type Finder struct {
	// Bases are the addresses at which roots are published, by root: what the user says wins
	// over what a configuration does.
	Bases map[string]string

	sites map[string][]*Site    // by folder
	repos map[string]repository // by folder
	tops  map[string]string     // by root, see top
}

// Page returns the page of a file found under a root, both as paths of the file system; nil
// when nothing tells where it stands on the web.
func (f *Finder) Page(root, file string) *Page {
	file, err := filepath.Abs(file)
	if err != nil {
		return nil
	}
	p := f.ofSite(root, file)
	base := f.Bases[root]
	switch {
	case p != nil && base != "":
		p.Base = f.given(p, base, root, file)
	case p == nil && base != "":
		if p = published(base, root, file); p.File != "" {
			return p
		}
	case p == nil:
		p = &Page{}
	}
	f.link(p, root, file)
	if p.Generator == None && p.Base == "" && p.File == "" {
		return nil
	}
	return p
}

// ofSite returns the page by the nearest configuration whose content folder holds the file,
// nil when there is none. One that tells an address is preferred.
func (f *Finder) ofSite(root, file string) (nearest *Page) {
	top := f.top(root)
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		for _, s := range f.at(dir) {
			p := s.page(file)
			if p != nil && p.Base != "" {
				return p
			}
			if nearest == nil {
				nearest = p
			}
		}
		if dir == top || dir == filepath.Dir(dir) {
			return nearest
		}
	}
}

func (f *Finder) at(dir string) []*Site {
	sites, known := f.sites[dir]
	if !known {
		if f.sites == nil {
			f.sites = map[string][]*Site{}
		}
		sites = sitesOf(dir)
		f.sites[dir] = sites
	}
	return sites
}

// top is the highest folder whose configuration counts for a root: the one of the repository
// that the root lies in, else the one above the root, where a project has its configuration
// when its documents alone are read.
func (f *Finder) top(root string) string {
	if top, known := f.tops[root]; known {
		return top
	}
	abs, err := filepath.Abs(root)
	if err != nil {
		abs = root
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		abs = filepath.Dir(abs)
	}
	top := filepath.Dir(abs)
	for dir := abs; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			top = dir
			break
		}
	}
	if f.tops == nil {
		f.tops = map[string]string{}
	}
	f.tops[root] = top
	return top
}

// given is the address of a site whose root is published at base. Where base ends as the
// route to the root does, it is the root's own address, else that of the whole site.
func (f *Finder) given(p *Page, base, root, file string) string {
	base = strings.TrimRight(base, "/") + "/"
	abs, err := filepath.Abs(root)
	if err != nil {
		return base
	}
	rel, ok := below(abs, file)
	if !ok || !strings.HasSuffix(p.Path, rel) { // the root holds the content folder
		return base
	}
	route := p.Route + strings.TrimSuffix(p.Path, rel)
	if site, ok := strings.CutSuffix(base, "/"+route); ok && route != "" {
		return site + "/"
	}
	return base
}

// published is the page of a file below a root without a generator. A base that is a folder
// of a repository makes addresses of files.
func published(base, root, file string) *Page {
	abs, err := filepath.Abs(root)
	if err != nil {
		abs = root
	}
	rel, ok := below(abs, file)
	if !ok {
		rel = filepath.Base(file) // the root is the file
	}
	base = strings.TrimRight(base, "/") + "/"
	if h, ok := hostOf(base); ok && strings.Contains(base, h.folder) {
		p := &Page{}
		p.inRepository(h, base, rel)
		return p
	}
	return &Page{Base: base, Path: rel}
}
