package local_test

import (
	"context"
	"errors"
	"testing"
)

// TestIdle checks that what can wait does so while somebody holds a generation.
func TestIdle(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir)
	e := open(t, dir)
	if err := e.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
	first, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	idle := make(chan error, 1)
	go func() { idle <- e.Idle(t.Context()) }()
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Idle(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("while somebody asks: %v", err)
	}
	select {
	case err := <-idle:
		t.Errorf("idle while somebody asks: %v", err)
	default:
	}
	if err := second.Release(); err != nil {
		t.Fatal(err)
	}
	if err := <-idle; err != nil {
		t.Error(err)
	}
}
