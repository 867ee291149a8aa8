package main

import (
	"path/filepath"
	"testing"
)

func TestDefaultData(t *testing.T) {
	for _, c := range []struct {
		system string
		env    map[string]string
		want   string // "" for an error
	}{
		{"linux", map[string]string{"HOME": "/home/ann"}, "/home/ann/.local/share/verbatim"},
		{"linux", map[string]string{"HOME": "/home/ann", "XDG_DATA_HOME": "/data"}, "/data/verbatim"},
		{"linux", map[string]string{"HOME": "/home/ann", "XDG_DATA_HOME": "relative"}, "/home/ann/.local/share/verbatim"},
		{"linux", map[string]string{"LOCALAPPDATA": "/x"}, ""},
		{"linux", nil, ""},
		{"darwin", map[string]string{"HOME": "/Users/ann", "XDG_DATA_HOME": "/data"}, "/Users/ann/Library/Application Support/verbatim"},
		{"windows", map[string]string{"LOCALAPPDATA": "C:/Users/ann/AppData/Local"}, "C:/Users/ann/AppData/Local/verbatim"},
		{"windows", map[string]string{"LocalAppData": "D:/l", "HOME": "C:/h", "XDG_DATA_HOME": "/data"}, "D:/l/verbatim"},
		{"windows", map[string]string{"localappdata": "D:/l"}, "D:/l/verbatim"},
		{"windows", map[string]string{"UserProfile": "C:/Users/ann", "LOCALAPPDATA": ""}, "C:/Users/ann/AppData/Local/verbatim"},
		{"windows", map[string]string{"HOME": "C:/Users/ann"}, "C:/Users/ann/AppData/Local/verbatim"},
		{"windows", nil, ""},
	} {
		got, err := defaultData(c.system, c.env)
		if filepath.ToSlash(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s %v: %q, %v; want %q", c.system, c.env, got, err, c.want)
		}
	}
}
