package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if isChild(os.Args) { // of a test that reads documents
		os.Exit(runChild(os.Args))
	}
	testscript.Main(m, map[string]func(){"verbatim": main})
}

// TestScript runs the scripts in testdata/script against the program, each in a
// folder and with a data folder of its own.
func TestScript(t *testing.T) {
	p := scriptParams()
	p.Dir = filepath.Join("testdata", "script")
	testscript.Run(t, p)
}

func scriptParams() testscript.Params {
	return testscript.Params{
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("VERBATIM_DATA", filepath.Join(env.WorkDir, "data"))
			if program, err := exec.LookPath("verbatim"); err == nil {
				env.Setenv("BIN", filepath.Dir(program)) // for a PATH with nothing else
			}
			env.Setenv("TMPDIR", filepath.Join(env.WorkDir, ".tmp"))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			if cond == "git" {
				_, err := exec.LookPath("git")
				return err == nil, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"cut":        cut,
			"exits":      exits,
			"finds":      finds,
			"repeat":     repeat,
			"repository": repository,
			"website":    website,
		},
	}
}

// cut cuts off the second half of the first file whose name matches a pattern:
//
//	cut PATTERN
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cut PATTERN")
	}
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("no file is called %s", args[0])
	}
	info, err := os.Stat(names[0])
	ts.Check(err)
	ts.Check(os.Truncate(names[0], info.Size()/2))
}

// exits runs a command and holds it to an exit status. An argument <FILE stands for
// what the file holds, byte for byte:
//
//	exits STATUS COMMAND [ARG …]
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARG …]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	for i, arg := range args {
		args[i] = contents(ts, arg)
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d\n[stdout]\n%s[stderr]\n%s", got, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// contents returns what FILE holds for <FILE, and any other argument as it is.
func contents(ts *testscript.TestScript, arg string) string {
	if file, ok := strings.CutPrefix(arg, "<"); ok {
		return ts.ReadFile(file)
	}
	return arg
}

// finds asks a question, by words alone, and compares the best sentence, however sure
// the program is of it:
//
//	finds SENTENCE QUESTION|<FILE
func finds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: finds SENTENCE QUESTION|<FILE")
	}
	var exit *exec.ExitError
	err := ts.Exec("verbatim", "ask", "--json", "--no-reader", "--", contents(ts, args[1]))
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitAbstained) {
		ts.Fatalf("%v\n%s", err, ts.ReadFile("stderr"))
	}
	var answer askResult
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &answer))
	if len(answer.Predictions) == 0 {
		ts.Fatalf("nothing found: %s", answer.Reason)
	}
	if quote := answer.Predictions[0].Quote; quote != args[0] {
		ts.Fatalf("found %q, want %q", quote, args[0])
	}
}

// website serves the files of a folder on loopback and puts the address into $SITE:
//
//	website DIR
func website(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: website DIR")
	}
	files := os.DirFS(ts.MkAbs(args[0]))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := fs.ReadFile(files, strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		_, _ = w.Write(b)
	}))
	ts.Defer(s.Close)
	ts.Setenv("SITE", s.URL)
}

// repository makes a repository of a folder's files, or commits what changed in it since. It is
// served by git on loopback, at $REPO, until the file "gone" stands beside the folder:
//
//	repository DIR
func repository(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: repository DIR")
	}
	dir := ts.MkAbs(args[0])
	_, err := os.Stat(filepath.Join(dir, ".git"))
	first := errors.Is(err, fs.ErrNotExist)
	commands := [][]string{{"add", "-A"}, {"commit", "-q", "-m", "c"}, {"update-server-info"}}
	if first {
		commands = append([][]string{{"init", "-q", "-b", "main"}}, commands...)
	}
	for _, args := range commands {
		ts.Check(ts.Exec("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...))
	}
	if first {
		serveRepository(ts, dir)
	}
}

func serveRepository(ts *testscript.TestScript, dir string) {
	git, err := exec.LookPath("git")
	ts.Check(err)
	backend := cgi.Handler{Path: git, Args: []string{"http-backend"}, Env: []string{"GIT_PROJECT_ROOT=" + filepath.Dir(dir), "GIT_HTTP_EXPORT_ALL=1"}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "gone")); err == nil {
			http.Error(w, "gone", http.StatusBadGateway)
			return
		}
		backend.ServeHTTP(w, r)
	}))
	ts.Defer(s.Close)
	ts.Setenv("REPO", s.URL+"/"+filepath.Base(dir))
}

// repeat writes a Go string a number of times to a file:
//
//	repeat FILE COUNT 'STRING'
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE COUNT STRING")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := bufio.NewWriter(f)
	block := strings.Repeat(text, min(count, 4096))
	for ; count >= 4096; count -= 4096 {
		_, err := w.WriteString(block)
		ts.Check(err)
	}
	_, err = w.WriteString(block[:len(text)*count])
	ts.Check(err)
	ts.Check(w.Flush())
	ts.Check(f.Close())
}
