package store

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAliases(t *testing.T) {
	s := open(t)
	for _, a := range []Alias{{"1", "tps", "x"}, {"1", "TPS", "ticks per second"}, {"1", "Perms", "permissions"}, {"10", "tps", "other"}} {
		must(t, s.SetAlias(a))
	}
	check := func(server string, want ...Alias) {
		t.Helper()
		got, err := s.Aliases(server)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("of %s: %v (-want +got):\n%s", server, err, d)
		}
	}
	check("1", Alias{"1", "Perms", "permissions"}, Alias{"1", "TPS", "ticks per second"})
	before := revision(t, s, "1")
	must(t, s.DropAlias("1", "tPs"))
	must(t, s.DropAlias("1", "nothing"))
	check("1", Alias{"1", "Perms", "permissions"})
	check("10", Alias{"10", "tps", "other"})
	if revision(t, s, "1") == before {
		t.Error("the revision is as before")
	}
}

func TestTooManyAliases(t *testing.T) {
	s := open(t)
	must(t, s.file.update(func(tx *transaction) error {
		for i := range MaxAliases {
			if err := put(tx, bucketAliases, aliasKey("1", fmt.Sprint(i)), Alias{Server: "1", Word: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	}))
	if err := s.SetAlias(Alias{"1", "one more", "x"}); !errors.Is(err, ErrManyAliases) {
		t.Errorf("one too many is %v", err)
	}
	must(t, s.SetAlias(Alias{"1", "7", "changed"}))
	must(t, s.SetAlias(Alias{"2", "7", "x"}))
}
