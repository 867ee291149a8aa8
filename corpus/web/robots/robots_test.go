package robots

import (
	"strings"
	"testing"
	"time"
)

func TestAllow(t *testing.T) {
	const all = "User-agent: *\n"
	for name, c := range map[string]struct {
		file      string
		allowed   string // paths, with blanks between
		forbidden string
	}{
		"empty":                       {"", "/ /a", ""},
		"nothing forbidden":           {all + "Disallow:\n", "/ /a", ""},
		"everything forbidden":        {all + "Disallow: /\n", "/robots.txt", "/ /a"},
		"a page of HTML in its place": {"<!doctype html><p>Disallow: nothing</p>\nAllow me: to say", "/ /a", ""},
		"rule outside a group":        {"Allow: /b.html\n\n" + all + "Disallow: /private/\n", "/b.html /c", "/private/a.html"},
		"pause outside a group":       {"Crawl-delay: 1\n" + all + "Disallow: /private/\n", "/b", "/private/a"},
		"pause that is none":          {all + "Crawl-delay: 1s\nDisallow: /private/\n", "/b", "/private/a"},
		"unknown lines":               {all + "Host: x\nNoindex: /b\n\x00\xff: 1\nDisallow /private\nDisallow: /c\n", "/b", "/private /c"},
		"comments":                    {"# all\n" + all + "Disallow: /private#x\nDisallow: # nothing\n", "/b", "/private /private/a"},
		"equals":                      {all + "Disallow: /\nAllow: /\n", "/ /a", ""},
		"the longest holds":           {all + "Allow: /p\nDisallow: /private\nAllow: /private/open\n", "/p /private/open /b", "/private /private/x"},
		"percent-encoded":             {all + "Disallow: /\nAllow: /foo/bar/ツ\nAllow: /a%3cd\nAllow: /%62az\n", "/foo/bar/%E3%83%84 /foo/bar/%e3%83%84 /a%3Cd /a<d /baz", "/foo/bar"},
		"slashes that are encoded":    {all + "Disallow: /a%2Fb\nDisallow: /q?u=http://x\n", "/a/b", "/a%2fb /q?u=http%3A%2F%2Fx"},
		"stars":                       {all + "Disallow: /*.php$\nDisallow: /a/*/z\nDisallow: *secret\n", "/x.php5 /a/z", "/x.php /b/y.php /a/b/z /a/b/c/zoo /my/secret/x"},
		"a star for itself":           {all + "Disallow: /file-%2A.html\nDisallow: /x%24\n", "/file-x.html /x", "/file-*.html /x$y"},
		"end":                         {all + "Disallow: /\nAllow: /$\nDisallow: /a$b\n", "/", "/a /a$b"},
		"paths without a slash":       {all + "Disallow: private\n", "/private", ""},
		"several names":               {"User-agent: other\nUser-agent: Verbatim/2.0\nSitemap: /s\nDisallow: /a\n\n" + all + "Disallow: /\n", "/b", "/a"},
		"groups of one name":          {"User-agent: verbatim\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-Agent:verbatim\nDisallow: /b\n", "/c", "/a /b"},
		"the longest name":            {"User-agent: verb\nDisallow: /a\n\nUser-agent: verbatim\nDisallow: /b\n", "/a", "/b"},
		"another's rules":             {"User-agent: verbatimbot\nDisallow: /\n", "/a", ""},
		"line ends":                   {"\xef\xbb\xbfUser-agent: *\rDisallow: /a\r\nDisallow: /b", "/c", "/a /b"},
		"half a byte order mark":      {"\xef\xbbUser-agent: *\nDisallow: /a", "/c", "/a"},
		"mistakes":                    {"Useragent: *\nDissallow: /a\ndisalow: /b", "/c", "/a /b"},
		"index":                       {all + "Disallow: /\nAllow: /docs/index.html", "/docs/ /docs/index.html", "/docs /docs/a"},
	} {
		t.Run(name, func(t *testing.T) {
			rules := Parse([]byte(c.file)).For("Mozilla/5.0 (compatible; Verbatim/1.0; +https://example.org/)")
			for path := range strings.FieldsSeq(c.allowed) {
				if !rules.Allow(path) {
					t.Errorf("%s is forbidden", path)
				}
			}
			for path := range strings.FieldsSeq(c.forbidden) {
				if rules.Allow(path) {
					t.Errorf("%s is allowed", path)
				}
			}
		})
	}
}

func TestDelay(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5":                      2500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: -1":                       0,
		"User-agent: *\nCrawl-delay: NaN":                      0,
		"Crawl-delay: 7\nUser-agent: *\nDisallow: /a":          0,
		"User-agent: verbatim\nCrawl-delay: 3\nDisallow: /tmp": 3 * time.Second,
	} {
		if got := Parse([]byte(file)).For("verbatim").Delay; got != want {
			t.Errorf("%q: %v, want %v", file, got, want)
		}
	}
}

// TestHostile asks for a path that would be tried in many ways if a star were tried at every place.
func TestHostile(t *testing.T) {
	rules := Parse([]byte("User-agent: *\nDisallow: /" + strings.Repeat("*a", 100_000) + "b\n")).For("verbatim")
	if !rules.Allow("/" + strings.Repeat("a", 200_000)) {
		t.Error("forbidden, and there is no b in it")
	}
}

func FuzzAllow(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%", "/a%2Fb?c")
	f.Add("\xef\xbbUser agent x\nDisallow", "*")
	f.Fuzz(func(t *testing.T, file, path string) {
		rules := Parse([]byte(file)).For("verbatim")
		got := rules.Allow(path)
		if len(rules.rules) == 0 && !got {
			t.Errorf("%q is forbidden by nothing", path)
		}
		if again := canonical(path, false); canonical(again, false) != again {
			t.Errorf("%q is written %q, and that %q", path, again, canonical(again, false))
		}
	})
}
