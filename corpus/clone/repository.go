package clone

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// A Repository is one that somebody names.
type Repository struct {
	Address string // for git: an http, https or ssh URL, or USER@HOST:PATH
	Branch  string // or tag; "" for the branch that the remote stands for
	Folder  string // slash-separated path below its top, "" for all of it
}

var (
	// scpLike is an address as ssh writes it.
	scpLike = regexp.MustCompile(`^([\w][\w.-]*)@([\w][\w.-]*):([^/:\s-][^\s]*|/[^/\s][^\s]*)$`)
	refName = regexp.MustCompile(`^[A-Za-z0-9][\w.+/-]*$`)
)

// Is reports whether a root is meant to be a repository: git@HOST:PATH, ssh://…, git+https://…,
// or an address of the web whose path ends in ".git".
func Is(root string) bool {
	address, _, _ := strings.Cut(strings.TrimSpace(root), "#")
	scheme, rest, ok := strings.Cut(strings.ToLower(address), "://")
	switch {
	case !ok:
		return scpLike.MatchString(address)
	case strings.HasPrefix(scheme, "git+"), scheme == "ssh", scheme == "git":
		return true
	}
	return (scheme == "http" || scheme == "https") && strings.HasSuffix(strings.TrimRight(rest, "/"), ".git")
}

// Parse reads the address of a repository: what [Is] reports, with #BRANCH, #:FOLDER or
// #BRANCH:FOLDER at its end. The error says what to write instead, and shows no password.
func Parse(root string) (Repository, error) {
	address, part, _ := strings.Cut(strings.TrimSpace(root), "#")
	branch, folder, _ := strings.Cut(part, ":")
	r := Repository{Address: address, Branch: branch, Folder: strings.Trim(folder, "/")}
	if len(address) > len("git+") && strings.EqualFold(address[:len("git+")], "git+") {
		r.Address = address[len("git+"):]
	}
	switch {
	case r.Branch != "" && (!refName.MatchString(r.Branch) || strings.Contains(r.Branch, "..")):
		return r, fmt.Errorf("%q is no name of a branch", r.Branch)
	case r.Folder != "" && (path.Clean("/"+r.Folder) != "/"+r.Folder || strings.HasPrefix(r.Folder, ".") || strings.Contains(r.Folder, "/.")):
		return r, fmt.Errorf("%q is no folder of a repository", r.Folder)
	case scpLike.MatchString(r.Address):
		return r, nil
	}
	return r, r.checkURL()
}

// checkURL refuses addresses that git is not given.
func (r Repository) checkURL() error {
	u, err := url.Parse(r.Address)
	if err != nil {
		return errors.New("the address of a repository cannot be read: check its spelling, and leave a password out of it")
	}
	_, password := u.User.Password()
	switch scheme := strings.ToLower(u.Scheme); {
	case scheme != "http" && scheme != "https" && scheme != "ssh":
		return fmt.Errorf("a repository is fetched by https or ssh, not by %q", u.Scheme)
	case password, u.User != nil && scheme != "ssh":
		return fmt.Errorf("leave user and password out of the address of the repository at %s: they would be stored and shown; for one that is not public write git@%s:OWNER/NAME and give ssh a key", u.Host, u.Hostname())
	case u.Hostname() == "" || strings.HasPrefix(u.Hostname(), "-") || strings.Trim(u.Path, "/") == "":
		return errors.New("the address of a repository names its host and path, such as https://git.example.org/owner/name.git")
	case u.RawQuery != "":
		return errors.New("the address of a repository has no query: leave what follows the ? out")
	}
	return nil
}

// web returns the address as one of the web, nil for one of ssh.
func (r Repository) web() *url.URL {
	u, err := url.Parse(r.Address)
	if err != nil || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		return nil
	}
	return u
}

// Name is the last part of the address, which the folder of the clone is called.
func (r Repository) Name() string {
	name := path.Base(strings.ReplaceAll(r.identity(), ":", "/"))
	name = strings.Trim(regexp.MustCompile(`[^\w.-]+`).ReplaceAllString(name, "-"), ".-")
	if name == "" {
		return "repository"
	}
	return name
}

// identity is the same for all ways to write an address.
func (r Repository) identity() string {
	address := strings.TrimSuffix(strings.TrimRight(r.Address, "/"), ".git")
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
		address = u.String()
	}
	return address
}

// Key is the same for all ways to write the same repository, branch and folder.
func (r Repository) Key() string { return r.tree() + ":" + r.Folder }

// tree is the same for all that lies in one clone.
func (r Repository) tree() string { return r.identity() + "#" + r.Branch }
