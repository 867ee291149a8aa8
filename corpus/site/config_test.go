package site

import (
	"maps"
	"strings"
	"testing"
)

// TestNested reads configurations made to cost far more than their size; the test's own time
// limit fails it.
func TestNested(t *testing.T) {
	const n = maxConfig / 5
	for name, src := range map[string]string{
		"lists":      "a: " + strings.Repeat("[", n),
		"maps":       "a: " + strings.Repeat("{a: ", n),
		"list marks": strings.Repeat("- ", n) + "a: b",
		"keys":       strings.Repeat("? ", n) + "a",
		"arrays":     "a = " + strings.Repeat("[", n),
		"tables":     "a = " + strings.Repeat("{a = ", n),
	} {
		if !nested(src) {
			t.Errorf("%s: not found to be nested", name)
		}
		for _, file := range []string{"mkdocs.yml", "hugo.toml", "hugo.json"} {
			config{name: file, data: src}.values()
		}
	}
	for _, src := range []string{
		"# " + strings.Repeat("-", 80) + "\nsite_url: x\n",
		strings.Repeat("- a\n", 100),
		"a:\n" + strings.Repeat("  - [x, {y: z}]\n", 100),
	} {
		if nested(src) {
			t.Errorf("found to be nested: %q", src)
		}
	}
}

// TestPlainLines reads the plain lines of what cannot be read whole.
func TestPlainLines(t *testing.T) {
	c := config{name: "mkdocs.yml", data: "site_url: 'https://x.example.org/' # where\nextra: *nothing\nnav:\n  - a\n"}
	if got := c.values().text("site_url"); got != "https://x.example.org/" {
		t.Errorf("site_url is %q", got)
	}
}

// TestSphinxText reads what a configuration says of all pages in so many words.
func TestSphinxText(t *testing.T) {
	c := config{name: "conf.py", data: `project = "Lamps"
release = '2.0'
version = release[:3]
extlinks = {
    "issue": ("https://example.org/%s", "#%s"),  # a comment
    'user': (
        'https://example.org/u/%s',
        'user %s',
    ),
}
rst_prolog = """
.. |a| replace:: b
"""
rst_epilog = f"""
.. |c| replace:: {release}
"""
`}
	got := readSphinx(c)[0].Options
	want := map[string]string{SphinxRelease: "2.0", SphinxRole + "issue": "#%s", SphinxRole + "user": "user %s", SphinxProlog: "\n.. |a| replace:: b\n"}
	if !maps.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
