package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWithSettings(t *testing.T) {
	token := map[string]string{"DISCORD_TOKEN": "new.token", "DISCORD_TOKEN_FILE": ""}
	data := map[string]string{"VERBATIM_DATA": "/var/my data"}
	tests := []struct {
		name, text string
		set        map[string]string
		want       string
	}{
		{"empty", "", token, "DISCORD_TOKEN=new.token\n"},
		{"at the end", "A=b", token, "A=b\nDISCORD_TOKEN=new.token\n"},
		{"an empty value", "DISCORD_TOKEN=\n\n# more\n", token, "DISCORD_TOKEN=new.token\n\n# more\n"},
		{"another value, with a comment", "  export DISCORD_TOKEN=old # of the bot\nA=b\n", token, "  export DISCORD_TOKEN=new.token # of the bot\nA=b\n"},
		{"quoted, with a comment", "DISCORD_TOKEN=\"o#ld\" # mine\n", token, "DISCORD_TOKEN=new.token # mine\n"},
		{"the last of two counts", "DISCORD_TOKEN=a\nDISCORD_TOKEN=b\n", token, "DISCORD_TOKEN=a\nDISCORD_TOKEN=new.token\n"},
		{"over several lines", "A=b\nDISCORD_TOKEN=\"x\ny\"\nC=d\n", token, "A=b\nDISCORD_TOKEN=new.token\nC=d\n"},
		{"a file instead", "DISCORD_TOKEN_FILE=/run/token\n", token, "#DISCORD_TOKEN_FILE=/run/token\nDISCORD_TOKEN=new.token\n"},
		{"behind its example", "#VERBATIM_DATA=\n\n# next\nA=b\n", data, "#VERBATIM_DATA=\nVERBATIM_DATA='/var/my data'\n\n# next\nA=b\n"},
		{"Windows", "A=b\r\nDISCORD_TOKEN=old\r\nC=d", token, "A=b\r\nDISCORD_TOKEN=new.token\r\nC=d"},
		{"a byte order mark", "\ufeffDISCORD_TOKEN=old\n", token, "\ufeffDISCORD_TOKEN=new.token\n"},
		{"what is not ours and cannot be read", "%%%\nDISCORD_TOKEN=old\n", token, "%%%\nDISCORD_TOKEN=new.token\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := withSettings(tt.text, tt.set)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEditDotenv holds the file to its mode and to what a link leads to.
func TestEditDotenv(t *testing.T) {
	t.Chdir(t.TempDir())
	elsewhere := filepath.Join(t.TempDir(), "settings")
	if err := os.WriteFile(elsewhere, []byte("A=b\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, dotenvFile); err != nil {
		t.Skip(err)
	}
	if err := editDotenv(map[string]string{"DISCORD_TOKEN": "x"}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(elsewhere)
	if err != nil || string(b) != "A=b\nDISCORD_TOKEN=x\n" {
		t.Errorf("%q, %v", b, err)
	}
	if info, _ := os.Stat(elsewhere); info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v", info.Mode())
	}
	files, _ := os.ReadDir(".")
	others, _ := os.ReadDir(filepath.Dir(elsewhere))
	if len(files) != 1 || len(others) != 1 {
		t.Errorf("left over: %v, %v", files, others)
	}
}

func TestEditDotenvRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir(dotenvFile, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := editDotenv(map[string]string{"DISCORD_TOKEN": "x"}); err == nil || !strings.Contains(err.Error(), "another folder") {
		t.Errorf("a folder: %v", err)
	}
}

// FuzzWithSettings looks for files of which a line is lost.
func FuzzWithSettings(f *testing.F) {
	for _, seed := range []string{"", "DISCORD_TOKEN=a # b\nA=b", "export DISCORD_TOKEN='a\nb' #c\r\n#DISCORD_TOKEN=\n", "DISCORD_TOKEN: x\n\n\"", "VERBATIM_LEVEL=\"$DISCORD_TOKEN\"\n"} {
		f.Add(seed, "tok.en")
		f.Add(seed, "/a b'c#$d")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		edited, err := withSettings(text, map[string]string{"DISCORD_TOKEN": value})
		if err != nil || value == "" {
			return
		}
		before, _, _ := parseDotenv(text)
		after, _, err := parseDotenv(edited)
		before["DISCORD_TOKEN"] = value
		if err != nil || !maps.Equal(before, after) {
			t.Fatalf("%q became %q: %v", text, edited, err)
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimRight(line, "\r\n"); !ours(line) && strings.HasPrefix(line, "#") && !strings.Contains(text, "DISCORD_TOKEN=\"") && !strings.Contains(edited, line) {
				t.Fatalf("%q lost %q: %q", text, line, edited)
			}
		}
	})
}
