package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMeantAs(t *testing.T) {
	t.Setenv("HOME", "/home/ann")
	t.Setenv("USERPROFILE", "/home/ann")
	for root, want := range map[string]string{
		"htp://x.org/docs":  "did you mean https://x.org/docs?",
		"hhtps://x.org":     "did you mean https://x.org?",
		"htpps://x.org":     "did you mean https://x.org?",
		"https:/x.org":      "did you mean https://x.org?",
		"http:x.org/a":      "did you mean http://x.org/a?",
		"https//x.org":      "did you mean https://x.org?",
		"example.com/docs":  "did you mean https://example.com/docs?",
		"example.com":       "did you mean https://example.com?",
		"www.x.org":         "did you mean https://www.x.org?",
		"docs.x.org:8080/a": "did you mean https://docs.x.org:8080/a?",
		"file:///srv/docs":  "name the file or folder itself: did you mean /srv/docs?",
		"ext::sh -c x":      "",
		"ftp://x.org/a":     "addresses begin with https://",
		"~/notes":           "only a shell knows what ~ is: did you mean " + filepath.Join("/home/ann", "notes") + "?",
		"notes.txt":         "",
		"notes/a.md":        "",
		"../x.org":          "",
		"C:/docs":           "",
		`C:\docs`:           "",
		"readme.md":         "",
		"htdocs/a.html":     "",
		".hidden.org":       "",
		"a b.org":           "",
		"":                  "",
		"http":              "",
	} {
		got := meantAs(root)
		if want == "" && got != "" || !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q", root, got, want)
		}
	}
}

// TestListMeant: only what does not exist is doubted.
func TestListMeant(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, _, err := List(t.Context(), []string{"www.x.org"}); err == nil || !strings.Contains(err.Error(), "did you mean https://www.x.org?") {
		t.Errorf("%v", err)
	}
	if err := os.Mkdir("www.x.org", 0o755); err != nil {
		t.Fatal(err)
	}
	if _, _, err := List(t.Context(), []string{"www.x.org"}); err != nil {
		t.Errorf("%v", err)
	}
}
