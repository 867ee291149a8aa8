package clone

import (
	"regexp"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for root, want := range map[string]Repository{
		"https://git.example.org/o/x.git":             {Address: "https://git.example.org/o/x.git"},
		"https://git.example.org/o/x.git/":            {Address: "https://git.example.org/o/x.git/"},
		"HTTPS://git.example.org/o/x.git#v1.2":        {Address: "HTTPS://git.example.org/o/x.git", Branch: "v1.2"},
		"git+https://git.example.org/o/x":             {Address: "https://git.example.org/o/x"},
		"git+ssh://git@git.example.org/o/x":           {Address: "ssh://git@git.example.org/o/x"},
		"ssh://git@git.example.org:2222/o/x.git":      {Address: "ssh://git@git.example.org:2222/o/x.git"},
		"git@git.example.org:o/x.git":                 {Address: "git@git.example.org:o/x.git"},
		"git@alias:o/x":                               {Address: "git@alias:o/x"},
		"git@git.example.org:o/x.git#:docs/guide":     {Address: "git@git.example.org:o/x.git", Folder: "docs/guide"},
		" https://git.example.org/x.git#main:/docs/ ": {Address: "https://git.example.org/x.git", Branch: "main", Folder: "docs"},
	} {
		if !Is(root) {
			t.Errorf("%s is none", root)
		}
		if got, err := Parse(root); err != nil || got != want {
			t.Errorf("%s: %+v, %v", root, got, err)
		}
	}
}

func TestIsNot(t *testing.T) {
	for _, root := range []string{
		"", "docs", "/srv/x.git", "./x.git", "https://example.org/o/x", "https://example.org/a.git/tree", "ext::sh -c touch", "git+ext::sh -c touch", "file:///srv/x.git",
		`C:\docs`, "C:/docs", "example.org:o/x", "a b@host:x", "git@host:", "git@-host:x", "git@host:-x", "shipped:",
	} {
		if Is(root) {
			t.Errorf("%q is a repository", root)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for root, why := range map[string]string{
		"git+file:///srv/x":                        "not by",
		"git://git.example.org/x.git":              "https or ssh",
		"https://me:secret@git.example.org/x.git":  "leave user and password out",
		"https://token@git.example.org/x.git":      "leave user and password out",
		"ssh://git:secret@git.example.org/x.git":   "leave user and password out",
		"https:///x.git":                           "names its host",
		"ssh://-oProxyCommand=touch/x":             "names its host",
		"https://git.example.org/o?a=b.git":        "no query",
		"https://git.example.org/x.git#-x":         "no name of a branch",
		"https://git.example.org/x.git#a..b":       "no name of a branch",
		"https://git.example.org/x.git#:../..":     "no folder",
		"https://git.example.org/x.git#:.git":      "no folder",
		"https://git.example.org/x.git#:docs/.git": "no folder",
		"git+https://git.example.org":              "names its host",
	} {
		_, err := Parse(root)
		if err == nil || !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", root, err)
		}
	}
}

func TestName(t *testing.T) {
	for root, want := range map[string]string{
		"https://git.example.org/o/x.git": "x", "git@git.example.org:x.git": "x", "ssh://git@h/o/..%2fx/": "2fx", "git+https://h/..": "repository",
		"git@h:o/%20 ": "20", "https://git.example.org/o/.git": "o",
	} {
		r, err := Parse(root)
		if err != nil {
			continue
		}
		if got := r.Name(); got != want {
			t.Errorf("%s: %q, want %q", root, got, want)
		}
	}
}

// TestKey: there are several ways to write one repository.
func TestKey(t *testing.T) {
	a, _ := Parse("https://Git.Example.org/o/x.git")
	for root, same := range map[string]bool{
		"git+https://git.example.org/o/x/": true, "https://git.example.org/o/x.git#": true,
		"https://git.example.org/o/X.git": false, "https://git.example.org/o/x.git#dev": false, "https://git.example.org/o/x.git#:docs": false,
	} {
		if b, err := Parse(root); err != nil || (a.Key() == b.Key()) != same {
			t.Errorf("%s: %q and %q, %v", root, a.Key(), b.Key(), err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("https://git.example.org/o/x.git#main:docs")
	f.Add("git@host:o/x")
	f.Add("git@host:o::x")                             // a path like any other
	helper := regexp.MustCompile(`^[A-Za-z0-9+.-]*::`) // what git takes for the name of a program (gitremote-helpers(7))
	f.Fuzz(func(t *testing.T, root string) {
		r, err := Parse(root)
		if err != nil || !Is(root) {
			return
		}
		if strings.HasPrefix(r.Address, "-") || strings.HasPrefix(r.Branch, "-") || strings.Contains(r.Folder, "..") || helper.MatchString(r.Address) {
			t.Errorf("%q: %+v", root, r)
		}
		if name := r.Name(); name == "" || strings.ContainsAny(name, `/\:`) || strings.HasPrefix(name, ".") {
			t.Errorf("%q is called %q", root, name)
		}
	})
}
