package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzScreen writes a text in two parts to a screen: nothing that a terminal obeys comes out,
// and the same as in one part.
func FuzzScreen(f *testing.F) {
	for text := range hostile {
		f.Add([]byte(text), 3)
	}
	f.Add([]byte("\x1b[1m\ufdd01\xf0\x9f\x98"), 2)
	f.Fuzz(func(t *testing.T, text []byte, at int) {
		at = min(max(at, 0), len(text))
		var whole, parts bytes.Buffer
		one, two := screen{terminal: &whole}, screen{terminal: &parts}
		for _, w := range []error{write(&one, text, []byte(".")), write(&two, text[:at], text[at:], []byte("."))} {
			if w != nil {
				t.Fatal(w)
			}
		}
		plain := whole.String()
		for _, dress := range []string{bold, notBold, dim} {
			plain = strings.ReplaceAll(plain, dress, "")
		}
		if !utf8.ValidString(plain) || plain != visible(plain) {
			t.Errorf("%q is shown as %q", text, whole.String())
		}
		// An escape that is cut in two is no dress: it is shown, and the other way round never.
		if parts.String() != whole.String() && strings.Count(parts.String(), "\x1b") > strings.Count(whole.String(), "\x1b") {
			t.Errorf("%q is shown as %q, in two parts as %q", text, whole.String(), parts.String())
		}
	})
}

func write(s *screen, parts ...[]byte) error {
	for _, p := range parts {
		if _, err := s.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// FuzzDotenv reads somebody's .env: it ends, and an error never holds what stands there.
func FuzzDotenv(f *testing.F) {
	for _, text := range []string{"", "A=\"x\nVERBATIM_LEVEL=eager", "VERBATIM_LEVEL 'x", "export DISCORD_TOKEN=hush\n%", "A='\nB=\"'\nVERBATIM_DATA=${A}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		vars, passed, err := readOurs(text)
		if err != nil && len(err.Error()) > 150 {
			t.Errorf("the error is %v", err)
		}
		if passed < 0 || passed > 1+strings.Count(text, "\n") || vars == nil {
			t.Errorf("line %d of %d, %v", passed, 1+strings.Count(text, "\n"), vars)
		}
	})
}
