package library

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestConfinement(t *testing.T) {
	var c Confinement
	if err := c.UnmarshalText([]byte(" 1 = docs/ , https://docs.example.org/?a=b ;direct=public/;2=*; *=public/,news/;")); err != nil {
		t.Fatal(err)
	}
	for server, want := range map[string][]string{
		"1": {"docs/", "https://docs.example.org/?a=b"}, "": {"public/"}, "2": nil, "3": {"public/", "news/"},
	} {
		if d := cmp.Diff(want, c.Of(server)); d != "" {
			t.Errorf("server %q (-want +got):\n%s", server, d)
		}
	}
	if v := c.OfWeb(); !cmp.Equal(v.Within, []string{"public/"}) {
		t.Errorf("the page sees %+v, want what direct messages see", v)
	}
	var again Confinement
	if err := again.UnmarshalText([]byte(c.String())); err != nil || !cmp.Equal(c, again) {
		t.Errorf("%s is read as %s, %v", c, again, err)
	}
	if v := (Confinement)(nil).View("1", []string{"a"}); v.Within != nil || len(v.Sources) != 1 {
		t.Errorf("without a confinement a server sees %+v", v)
	}
}

// TestConfinementOfWeb: the page sees what is set for it, or what direct messages see.
func TestConfinementOfWeb(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil, "1=a": nil, "*=b": {"b"}, "direct=a": {"a"}, "direct=a;*=b": {"a"}, "web=c;direct=a;*=b": {"c"}, "web=*;direct=a;*=b": nil, "direct=*;*=b": nil,
	} {
		var c Confinement
		if err := c.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, c.OfWeb().Within); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func TestConfinementThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"docs/", "1", "1=", "1= , ", "guild=docs/", "=docs/", "1=a;1=b", "**=a"} {
		var c Confinement
		if err := c.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read as %v", text, c)
		}
	}
}

// FuzzConfinement reads what it has written.
func FuzzConfinement(f *testing.F) {
	for _, text := range []string{"", "1=a", "direct=a,b;*=*", "1=a=b;;2= c ", "1=,", "=", "1=a;1=b"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var c, again Confinement
		if c.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(c.String())); err != nil || !cmp.Equal(c, again) {
			t.Errorf("%q became %q, and that %q, %v", text, c, again, err)
		}
		for server := range c {
			if len(c[server]) == 0 {
				t.Errorf("%q confines %q to nothing", text, server)
			}
		}
	})
}
