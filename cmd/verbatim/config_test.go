package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEnvExample holds .env.example and the struct in step: the same variables, the
// same defaults, and a comment for each. README.md names them all.
func TestEnvExample(t *testing.T) {
	b, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	variable := regexp.MustCompile(`^#?([A-Z_]+)=(.*)$`)
	example := map[string]string{}
	commented := false
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if m := variable.FindStringSubmatch(line); m != nil {
			example[m[1]] = m[2]
			if !commented {
				t.Errorf("%s has no comment that tells its meaning", m[1])
			}
		}
		commented = strings.HasPrefix(line, "# ")
	}
	fields := map[string]string{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[config]()) {
		name := f.Tag.Get("env")
		if !f.IsExported() || name == "" {
			continue
		}
		fields[name] = f.Tag.Get("envDefault")
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("README.md does not tell of %s", name)
		}
	}
	if diff := cmp.Diff(fields, example); diff != "" {
		t.Errorf("-config +.env.example:\n%s", diff)
	}
}

// configured runs a.config in an empty folder with env and the lines of a .env file.
func configured(t *testing.T, env []string, dotenv string) (config, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	if dotenv != "" {
		if err := os.WriteFile(dotenvFile, []byte(dotenv), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := &app{env: environment(append(env, "HOME="+t.TempDir()))}
	return a.config()
}

func TestConfigPrecedence(t *testing.T) {
	c, err := configured(t, []string{"VERBATIM_LEVEL=eager", "VERBATIM_CORPUS= a , ,https://b.example/feed "},
		"VERBATIM_LEVEL=cautious\nVERBATIM_RETENTION_DAYS=7\nVERBATIM_LOG_FORMAT=\n")
	if err != nil {
		t.Fatal(err)
	}
	if c.Level != "eager" || c.RetentionDays != 7 || c.LogFormat != "text" {
		t.Errorf("environment, .env and default gave %q, %d, %q", c.Level, c.RetentionDays, c.LogFormat)
	}
	if diff := cmp.Diff([]string{"a", "https://b.example/feed"}, c.Corpus); diff != "" {
		t.Errorf("corpus: %s", diff)
	}
}

func TestConfigNamesEveryProblem(t *testing.T) {
	_, err := configured(t, []string{
		"VERBATIM_LEVEL=sure", "VERBATIM_LOG_LEVEL=loud", "VERBATIM_LOG_FORMAT=xml",
		"VERBATIM_RETENTION_DAYS=0", "VERBATIM_MESSAGE_CONTENT=perhaps", "VERBATIM_DISCORD_API=discord", "VERBATIM_LISTEN=9090", "VERBATIM_CONFINE=guild=docs/",
		"DISCORD_TOKEN=a", "DISCORD_TOKEN_FILE=b",
	}, "")
	if exitCode(err) != exitUsage {
		t.Fatalf("error %v has exit status %d", err, exitCode(err))
	}
	for _, name := range []string{
		"VERBATIM_LEVEL", "VERBATIM_LOG_LEVEL", "VERBATIM_LOG_FORMAT", "VERBATIM_RETENTION_DAYS",
		"VERBATIM_MESSAGE_CONTENT", "VERBATIM_DISCORD_API", "VERBATIM_LISTEN", "VERBATIM_CONFINE", "DISCORD_TOKEN_FILE",
	} {
		if n := strings.Count(err.Error(), name); n != 1 {
			t.Errorf("%s is named %d times in:\n%v", name, n, err)
		}
	}
}

// TestDotenvMalformed wants the line that is wrong, and nothing of what stands in it or
// after it, because that may be the token.
func TestDotenvMalformed(t *testing.T) {
	tests := []struct{ name, dotenv, place string }{
		{"no value", "# mine\nVERBATIM_LEVEL\nDISCORD_TOKEN=hush\n", "line 2"},
		{"a quotation mark that does not end", "VERBATIM_LEVEL=eager\n\nDISCORD_TOKEN=\"hush\n", "line 3"},
		{"after a value of two lines", "A=\"one\ntwo\"\n$\nDISCORD_TOKEN hush\n", "line 4"},
		{"after somebody else's mistakes", "A=\"one\n%%\nB: 'x\nexport VERBATIM_LEVEL 'hush\n", "line 4"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := configured(t, nil, tt.dotenv)
			if exitCode(err) != exitUsage || !strings.Contains(err.Error(), dotenvFile+", "+tt.place+": ") {
				t.Errorf("error %v, exit status %d", err, exitCode(err))
			}
			if strings.Contains(err.Error(), "hush") {
				t.Errorf("the error tells the token: %v", err)
			}
		})
	}
}

// TestDotenvOfAnotherProgram: what is not ours is not read, and stops nothing.
func TestDotenvOfAnotherProgram(t *testing.T) {
	tests := []struct {
		name, dotenv string
		passed       int // the first line that cannot be read
	}{
		{"other names", "PORT=80\nPATH=/nowhere\nHOME=/nowhere\nVERBATIM_LEVEL=eager\n", 0},
		{"no value", "SECRET\nVERBATIM_LEVEL=eager\n", 1},
		{"a quotation mark that does not end", "# theirs\nA=\"hush\n\nVERBATIM_LEVEL=eager\nB='x'\n", 2},
		{"a value of two lines and a mistake", "A='one\nVERBATIM_X=two'\n%%%\nVERBATIM_LEVEL=eager", 3},
		{"something else altogether", "<html>\n<p class=\"x\n\">\n</html>\nVERBATIM_LEVEL=eager", 1},
		{"UTF-16", "\xff\xfeD\x00I\x00=\x00hush\nVERBATIM_LEVEL=eager", 1},
		{"not a text", strings.Repeat("A=\"hush\x00\n", 1<<14) + "VERBATIM_LEVEL=eager", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := configured(t, nil, tt.dotenv)
			if err != nil || c.Level != "eager" || c.from.passed != tt.passed || strings.Contains(c.Data, "nowhere") {
				t.Errorf("level %q, data %q, line %d, %v", c.Level, c.Data, c.from.passed, err)
			}
			if hint := c.unread(); (hint == "") != (tt.passed == 0) || strings.Contains(hint, "hush") {
				t.Errorf("the hint is %q", hint)
			}
		})
	}
}

// TestDotenvThatIsNoFile: virtual environments of Python are often folders of that name.
func TestDotenvThatIsNoFile(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir(dotenvFile, 0o755); err != nil {
		t.Fatal(err)
	}
	a := &app{env: map[string]string{"HOME": t.TempDir()}}
	if _, err := a.config(); err != nil {
		t.Error(err)
	}
}

// TestTokenFrom says where the token came from. What the environment says of it counts, and
// then what .env says does not.
func TestTokenFrom(t *testing.T) {
	for name, tt := range map[string]struct {
		env               []string
		dotenv, say, want string
	}{
		"environment":          {[]string{"DISCORD_TOKEN=a"}, "", "DISCORD_TOKEN in the environment", "a"},
		".env":                 {nil, "DISCORD_TOKEN=b\n", dotenvFile, "b"},
		"environment and .env": {[]string{"DISCORD_TOKEN=a"}, "DISCORD_TOKEN_FILE=/theirs\n", "DISCORD_TOKEN in the environment", "a"},
		"a file and .env":      {[]string{"DISCORD_TOKEN_FILE=/ours"}, "DISCORD_TOKEN=b\n", "/ours, which DISCORD_TOKEN_FILE in the environment", ""},
		"a file named by .env": {nil, "DISCORD_TOKEN_FILE=/theirs\n", "/theirs, which DISCORD_TOKEN_FILE in /", ""},
	} {
		c, err := configured(t, tt.env, tt.dotenv)
		if said := c.tokenFrom(); err != nil || string(c.Token) != tt.want || !strings.Contains(said, tt.say) {
			t.Errorf("%s: token %q from %s, %v", name, string(c.Token), said, err)
		}
	}
}

func TestDotenvWithBOM(t *testing.T) {
	c, err := configured(t, nil, "\ufeffVERBATIM_LEVEL=eager\r\nVERBATIM_RETENTION_DAYS=7\r\n")
	if err != nil || c.Level != "eager" || c.RetentionDays != 7 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestTokenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if token, err := (config{TokenFile: path}).token(); err != nil || token != "secret" {
		t.Errorf("token = %q, %v", token, err)
	}
	if err := os.WriteFile(path+".passwd", []byte("root:x:0\nann:x:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if token, err := (config{TokenFile: path + ".passwd"}).token(); exitCode(err) != exitUsage || token != "" {
		t.Errorf("another file gave %q, %v", token, err)
	}
	if _, err := (config{TokenFile: path + ".not"}).token(); exitCode(err) != exitUsage {
		t.Errorf("a missing file gave %v", err)
	}
}

// TestSecretsHidden looks for the token in everything that shows settings.
func TestSecretsHidden(t *testing.T) {
	const token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"
	for _, args := range [][]string{{"doctor"}, {"doctor", "--json"}} {
		var stdout, stderr bytes.Buffer
		t.Chdir(t.TempDir())
		run(t.Context(), args, []string{
			"DISCORD_TOKEN=" + token, "VERBATIM_DATA=" + t.TempDir(), "VERBATIM_DISCORD_API=http://127.0.0.1:1",
		}, nil, &stdout, &stderr)
		if out := stdout.String() + stderr.String(); strings.Contains(out, token) || !strings.Contains(out, "hidden") {
			t.Errorf("%v printed:\n%s", args, out)
		}
	}
}

func TestTokenShape(t *testing.T) {
	tests := []struct {
		token string
		want  bool
	}{
		{"MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB", true},
		{"MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE", false},
		{"bm90IGEgbnVtYmVyIGF0IGFsbA.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB", false},
		{"0123456789abcdef0123456789abcdef", false},
		{"", false},
	}
	for _, tt := range tests {
		if got := tokenShape(tt.token); got != tt.want {
			t.Errorf("tokenShape(%q) = %v", tt.token, got)
		}
	}
}
