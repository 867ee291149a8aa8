package main

import (
	"net/url"
	"strings"
)

// basesOf reads the values of --base-url: PATH=URL, or URL alone for the only root, which
// has the key "".
func basesOf(values []string) (map[string]string, error) {
	bases := make(map[string]string, len(values))
	for _, v := range values {
		root, base, named := cutBase(v)
		if base == "" && named {
			bases[root] = ""
			continue
		}
		u, err := url.Parse(base)
		switch {
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			return nil, usagef("--base-url %s: %q is no address; write one such as https://docs.example.org/", v, base)
		case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
			return nil, usagef("--base-url %s: an address with a query, a fragment or a password; leave that out", v)
		}
		bases[root] = u.String()
	}
	return bases, nil
}

// cutBase parts PATH=URL and PATH=; named is false for a URL alone. PATH may be the address of a
// repository.
func cutBase(v string) (root, base string, named bool) {
	for _, scheme := range []string{"=http://", "=https://"} {
		if i := strings.Index(v, scheme); i >= 0 && !strings.Contains(v[:i], "?") {
			return v[:i], v[i+1:], true
		}
	}
	if root, ok := strings.CutSuffix(v, "="); ok {
		return root, "", true
	}
	if root, base, named = strings.Cut(v, "="); named && !strings.Contains(root, "://") {
		return root, base, true
	}
	return "", v, false
}
