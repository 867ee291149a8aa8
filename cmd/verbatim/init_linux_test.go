package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discordtest"
)

// fresh returns the environment of somebody who has never run verbatim, in a folder of their
// own, with a Discord for tests, and a folder of texts.
func fresh(t *testing.T) (env []string, discord *discordtest.Server, folder string) {
	t.Helper()
	discord = discordtest.New(t, discordtest.Options{})
	folder = filepath.Join(t.TempDir(), "my docs")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "bells.md"), []byte(bells), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	return []string{"VERBATIM_DATA=" + t.TempDir(), "HOME=" + t.TempDir(), "VERBATIM_DISCORD_API=" + discord.API()}, discord, folder
}

func dotenv(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(dotenvFile)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dotenvFile); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf(".env: %v, %v", info.Mode(), err)
	}
	return string(b)
}

func TestInit(t *testing.T) {
	env, _, folder := fresh(t)
	y := sit(t, env, "init")
	y.sees("Reset Token")
	y.sees("Token (")
	y.types("not.the.token\r")
	y.sees("does not look like a bot token")
	y.types("two words\r")
	y.sees("no spaces")
	y.types("Bot " + discordtest.Token + "\r")
	shown := y.sees("It belongs to ")
	y.sees("https://discord.com/oauth2/authorize?client_id=")
	if strings.Contains(shown, discordtest.Token) || strings.Contains(shown, "not.the.token") {
		t.Errorf("the token is shown: %q", shown)
	}
	if got := dotenv(t); got != newDotenv+"DISCORD_TOKEN="+discordtest.Token+"\n" {
		t.Errorf(".env is %q", got)
	}
	y.sees("Your texts (Enter: the article that verbatim ships with)")
	y.sees("Folder, file, URL or repository: ")
	y.types("/no/such/folder\r")
	y.sees("/no/such/folder does not exist")
	y.types("example.com/docs\r")
	y.sees("did you mean https://example.com/docs?")
	y.types("'" + folder + "'\r")
	y.sees("Question (Enter ends): ")
	y.types("when does the bell of the tower ring?\r")
	y.sees("rings at nine.")
	y.types("\r")
	y.sees("Next: verbatim serve")
	y.ends(exitDone)

	// once more: everything can be kept
	y = sit(t, env, "init")
	y.sees("belongs to ")
	y.sees("Keep it? [Y/n] ")
	y.types("\r")
	y.sees("client_id=")
	y.sees("Enter: keep the 1 article of the index")
	y.types("\r")
	y.sees("Question (Enter ends): ")
	y.types("\x04")
	y.ends(exitError)
}

// TestInitAdds what is given to what is read, and puts nothing in its place.
func TestInitAdds(t *testing.T) {
	env, _, folder := fresh(t)
	more := t.TempDir()
	if err := os.WriteFile(filepath.Join(more, "doors.md"), []byte("# Doors\n\nThe door of the cellar opens at ten.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env = append(env, "VERBATIM_VECTORS=off")
	does := func(want int, holds string, env []string, args ...string) {
		t.Helper()
		var out bytes.Buffer
		if status := run(t.Context(), args, env, strings.NewReader(""), &out, &out); status != want || !strings.Contains(out.String(), holds) {
			t.Errorf("%q: status %d, want %d with %q: %s", args, status, want, holds, &out)
		}
	}
	does(exitDone, "Generation 1", env, "init", "--corpus", folder)
	does(exitUsage, "VERBATIM_CORPUS says what is read", append(env, "VERBATIM_CORPUS="+folder), "init", "--corpus", more)

	y := sit(t, env, "init")
	y.sees("Token (")
	y.types("\r")
	y.sees("(Enter: keep the 1 article of the index; others come besides)")
	y.types(more + "\r")
	y.sees("Question (Enter ends): ")
	y.types("\r")
	y.ends(exitDone)
	does(exitDone, folder, env, "roots")
	does(exitDone, more, env, "roots")
	does(exitDone, "among the roots already", env, "init", "--corpus", folder)
}

// TestInitReplacesATokenWhenAsked, and keeps the other lines.
func TestInitReplacesATokenWhenAsked(t *testing.T) {
	env, _, _ := fresh(t)
	before := "# mine\nDISCORD_TOKEN=old # of last year\nOTHER=\"x y\"\n"
	if err := os.WriteFile(dotenvFile, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	replace := func(answer string) string {
		y := sit(t, env, "init")
		y.sees("is refused")
		y.types(discordtest.Token + "\r")
		y.sees("Replace the token in ")
		y.types(answer + "\r")
		y.sees("Folder, file, URL or repository")
		y.types("\x03")
		y.sees("Nothing is half done")
		y.ends(exitError)
		b, err := os.ReadFile(dotenvFile)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got := replace("n"); got != before {
		t.Errorf("it was changed: %q", got)
	}
	if got := replace("y"); got != strings.Replace(before, "old", discordtest.Token, 1) {
		t.Errorf("it became %q", got)
	}
	dotenv(t)
}

// TestInitIsLeft with Ctrl-C: nothing is written.
func TestInitIsLeft(t *testing.T) {
	env, _, _ := fresh(t)
	y := sit(t, env, "init")
	y.sees("Token (")
	y.types("half a tok\x03")
	y.sees("verbatim: interrupted")
	y.ends(exitError)
	if files, _ := os.ReadDir("."); len(files) > 0 {
		t.Errorf("it wrote %v", files)
	}
}

func TestInitInScripts(t *testing.T) {
	env, discord, folder := fresh(t)
	init := func(want int, stdin string, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		status := run(t.Context(), append([]string{"init"}, args...), append(env, "VERBATIM_VECTORS=off"), strings.NewReader(stdin), &out, &out)
		if status != want {
			t.Errorf("%q: status %d, want %d: %s", args, status, want, &out)
		}
		if strings.Contains(out.String(), discordtest.Token) {
			t.Errorf("%q shows the token: %s", args, &out)
		}
		return out.String()
	}
	holds := func(out, want string) {
		t.Helper()
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %q", want, out)
		}
	}
	holds(init(exitUsage, ""), "say what to do with --token-file, --corpus or --yes")
	holds(init(exitUsage, "", discordtest.Token), "press \"Reset Token\"")
	holds(init(exitUsage, " \n", "--token-file", "-"), "it is empty")
	holds(init(exitUsage, "", "--token-file", "no-such-file"), "--token-file: ")
	holds(init(exitError, "other.token", "--token-file", "-"), "is refused")
	if files, _ := os.ReadDir("."); len(files) > 0 {
		t.Errorf("it wrote %v", files)
	}
	discord.Inject(discordtest.Fault{Contains: "applications/@me", Status: 503, Times: 1})
	holds(init(exitError, discordtest.Token, "--token-file", "-"), "try again when it can be reached")

	out := init(exitDone, discordtest.Token+"\n", "--token-file", "-", "--corpus", folder, "--question", "when does the bell of the tower ring?")
	holds(out, "client_id=")
	holds(out, "rings at nine.")
	holds(dotenv(t), "DISCORD_TOKEN="+discordtest.Token+"\n")

	// what is there is kept, and another token is not put in its place
	holds(init(exitDone, "", "--yes"), "The index has 1 article, which stay.")
	holds(init(exitUsage, "another.token", "--token-file", "-"), "--force replaces it")

	// a token is not sent where a file of this folder leads it
	env = env[:2]
	if err := editDotenv(map[string]string{"VERBATIM_DISCORD_API": "http://127.0.0.1:1"}); err != nil {
		t.Fatal(err)
	}
	holds(init(exitUsage, "", "--yes"), "is not sent to the address")
}
