package version

import (
	"fmt"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for path, want := range map[string]string{
		"docs/v1.2/install":                            "1.2 docs/install",
		"docs/1.2.3/install":                           "1.2.3 docs/install",
		"1.2/install":                                  "1.2 install",
		"v2/install":                                   "2 install",
		"docs/1.x/install":                             "1.x docs/install",
		"docs/1.2.x/install":                           "1.2.x docs/install",
		"docs/2.0-rc1/install":                         "2.0-rc1 docs/install",
		"versioned_docs/version-1.2/install":           "1.2 docs/install",
		"site/api_versioned_docs/version-2/x":          "2 site/api/x",
		"release-1.4/install":                          "1.4 install",
		"https://docs.example.org/en/1.2/install.html": "1.2 docs.example.org/en/install.html",
		"https://docs.example.org/latest/install/":     "latest docs.example.org/install/",
		"https://1.2.3.4/install/":                     " 1.2.3.4/install/",
		"docs/next/install":                            "next docs/install",
		"docs/install":                                 " docs/install",
		"releases/v1.2":                                " releases/v1.2", // a page about a version
		"2024/03/05/launch":                            " 2024/03/05/launch",
		"chapter1/install":                             " chapter1/install",
		"docs/12/install":                              " docs/12/install",
		"v1.2/api/v1/users":                            "1.2 api/v1/users",
		"":                                             " ",
	} {
		c := Of(path)
		if got := c.Version.String() + " " + c.page; got != want {
			t.Errorf("Of(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	order := []string{"main", "0.9", "1.2-beta", "1.2", "1.2.3", "1.10", "v2", "2.1", "10.0", "stable"}
	for i := range order {
		for j := range order {
			a, _ := ofFolder(order[i])
			b, _ := ofFolder(order[j])
			if got, want := a.Compare(b), sign(i-j); got != want {
				t.Errorf("%s against %s: %d, want %d", order[i], order[j], got, want)
			}
		}
	}
	old, _ := ofFolder("10.0")
	if (Version{}).Compare(old) != 1 || (Version{}).Compare(Version{}) != 0 {
		t.Error("a page without a version is not the newest")
	}
}

func sign(n int) int { return min(1, max(-1, n)) }

func TestIn(t *testing.T) {
	for text, want := range map[string]string{
		"How do I install version 1.2?":  "1.2",
		"what changed in v2.0.1 and 1.9": "2.0.1 1.9",
		"does version 3 need java":       "3",
		"in 1.20.x, which port":          "1.20",
		"the (1.4) docs":                 "1.4",
		"which port does the server use": "",
		"I have 3 servers since 2019":    "",
		"is 10.0.0.1.5 an address":       "10.0.0.1",
		"version 2024 of v8":             "2024 8",
		"en la versión 2, ¿qué puerto?":  "2",
		"バージョン2のポートは？":                   "2",
		"Version 1.4.2 (2022-11-01)":     "1.4.2",
		"x86_64 and sha256":              "",
	} {
		var got []string
		for _, v := range In(text) {
			got = append(got, v.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("In(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWithout(t *testing.T) {
	for text, want := range map[string]string{
		"Which port does it listen on in version 1.2?": "Which port does it listen on?",
		"which port in v1.2 by default":                "which port by default",
		"how do I set the port for the 1.2 release?":   "how do I set the port?",
		"What is new in version 2?":                    "What is new in version 2?",
		"Welcher Port gilt in der Version 1.2?":        "Welcher Port gilt?",
		"is it 1.2":                                    "is it",
		"the 12 ports":                                 "the 12 ports",
	} {
		if got := Without(text, func(v Version) bool { return v.String() == "1.2" }); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestFits(t *testing.T) {
	for pair, want := range map[string]bool{
		"1.2 1.2": true, "1.2 1.2.3": true, "1.2.3 1.2": true, "v1 1.2": true, "1.2.x 1.2": true,
		"1.2 1.3": false, "1.2 1.20": false, "2 1.2": false, "main 1.2": false, "docs 1.2": false,
	} {
		path, text, _ := strings.Cut(pair, " ")
		v, _ := ofFolder(path)
		if got := v.Fits(In(text)[0]); got != want {
			t.Errorf("%s fits %s: %t", path, text, got)
		}
	}
}

func TestRelated(t *testing.T) {
	for pair, want := range map[string]string{
		"docs/a versioned_docs/version-1.0/a": "related same",
		"a versioned_docs/version-1.0/a":      "related same", // versions inside the newest
		"a docs/1.0/a":                        "",             // which may be anything
		"docs/a versioned_docs/version-1.0/b": "",
		"v1/a v2/a":                           "related same",
		"v1/a v2/b":                           "related",
		"one/v1/a two/v2/a":                   "",
		"v1/a v1/b":                           "",
		"docs/1.0/a docs/latest/a":            "related same",
		"docs/dev/a docs/a":                   "", // for developers, perhaps
		"docs/main/a docs/next/a":             "",
		"docs/a docs/b":                       "",
		"https://x.example/1.0/a https://x.example/2.0/a": "related same",
		"https://x.example/1.0/a https://y.example/2.0/a": "",
	} {
		a, b, _ := strings.Cut(pair, " ")
		got := ""
		if Of(a).Related(Of(b)) {
			got = "related"
		}
		if Of(a).Same(Of(b)) {
			got += " same"
		}
		if got != want || Of(a).Related(Of(b)) != Of(b).Related(Of(a)) {
			t.Errorf("%s: %q, want %q", pair, got, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("docs/v1.2/a", "in v1.2")
	f.Fuzz(func(t *testing.T, path, text string) {
		a := Of(path)
		for _, v := range In(text) {
			if c := v.Compare(v); c != 0 || !v.Fits(v) || v.Compare(a.Version) != -a.Version.Compare(v) {
				t.Error(fmt.Sprint(v, a.Version, c))
			}
		}
		if a.Related(a) {
			t.Errorf("%q is a copy of itself", path)
		}
	})
}
