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
		root, base, named := strings.Cut(v, "=")
		if !named || strings.Contains(root, "://") {
			root, base, named = "", v, false
		}
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
