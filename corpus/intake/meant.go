package intake

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var (
	schemed = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]+):(/*)(.*)$`) // a letter alone is a drive
	slashed = regexp.MustCompile(`^(?i:h[tps]{2,4})/+([^/\s]+\.[^/\s].*)$`)
	domain  = regexp.MustCompile(`^(?i)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.([a-z]{2,})(?::\d+)?$`)
)

// topDomains are ends of hosts that are seldom ends of files: a name that stands alone is taken
// for a host by them.
var topDomains = []string{"app", "com", "dev", "edu", "eu", "gov", "info", "io", "net", "org", "wiki"}

// meantAs says what somebody may have meant by a root that does not exist, "" where nothing tells.
func meantAs(root string) string {
	root = strings.TrimSpace(root)
	if rest, ok := strings.CutPrefix(root, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return "only a shell knows what ~ is: did you mean " + filepath.Join(home, rest) + "?"
		}
	}
	if m := slashed.FindStringSubmatch(root); m != nil {
		return didYouMean("https://" + m[1])
	}
	if m := schemed.FindStringSubmatch(root); m != nil && (m[2] != "" || nearHTTP(m[1])) {
		return schemeMeant(strings.ToLower(m[1]), m[3])
	}
	host, _, deeper := strings.Cut(root, "/")
	m := domain.FindStringSubmatch(host)
	switch {
	case m == nil:
		return ""
	case deeper, strings.HasPrefix(strings.ToLower(host), "www."), slices.Contains(topDomains, strings.ToLower(m[1])):
		return didYouMean("https://" + root)
	}
	return ""
}

func didYouMean(address string) string { return "did you mean " + address + "?" }

// schemeMeant says what was meant by an address with a scheme that is not read.
func schemeMeant(scheme, rest string) string {
	switch {
	case scheme == "file":
		return "name the file or folder itself: did you mean /" + strings.TrimLeft(rest, "/") + "?"
	case scheme == "http":
		return didYouMean("http://" + rest)
	case nearHTTP(scheme):
		return didYouMean("https://" + rest)
	}
	return "addresses begin with https:// or http://, those of repositories with https://, ssh:// or git@"
}

// nearHTTP reports whether a word is http or https, or one of these with a typing mistake.
func nearHTTP(word string) bool {
	word = strings.ToLower(word)
	return len(word) >= 3 && len(word) <= 7 && word[0] == 'h' && strings.Trim(word, "htps") == ""
}
