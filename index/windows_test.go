package index

import "testing"

// TestReaderTitle checks what the reader is told of where a window stands; the reader
// was trained on lines put together so (title_line in reader/train/text.py).
func TestReaderTitle(t *testing.T) {
	for _, c := range []struct {
		title    string
		headings []string
		want     string
	}{
		{"", nil, ""},
		{"Sphinx", nil, "Sphinx"},
		{"Sphinx", []string{"FAQ"}, "FAQ : Sphinx"},
		{"Sphinx", []string{"FAQ", "Installation"}, "Installation : Sphinx : FAQ"},
		{"Sphinx", []string{"Manual", "FAQ", "Installation"}, "Installation : Sphinx : FAQ"},
		{"Sphinx", []string{"Sphinx", "FAQ"}, "FAQ : Sphinx"},
		{"Sphinx", []string{"FAQ", "sphinx "}, "FAQ : Sphinx"},
		{"Sphinx", []string{"FAQ", "On Linux", "faq"}, "faq : Sphinx : On Linux"},
		{"Sphinx", []string{"", " "}, "Sphinx"},
		{"", []string{"Sphinx"}, "Sphinx"},
		{"", []string{"Sphinx", "FAQ", "Installation"}, "Installation : Sphinx : FAQ"},
		{"", []string{"", "FAQ"}, "FAQ"},
		{" Sphinx", []string{" FAQ "}, "FAQ : Sphinx"},
	} {
		if got := readerTitle(c.title, c.headings); got != c.want {
			t.Errorf("readerTitle(%q, %q) is %q, want %q", c.title, c.headings, got, c.want)
		}
	}
}
