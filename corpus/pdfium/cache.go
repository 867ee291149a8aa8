package pdfium

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// A Cache is a folder with what PDFium was compiled to, some 22 MB, for this processor and this
// version of it; "" is none. Who runs that code has checked it by [Cache.Sound]; nobody but the user
// may write there.
type Cache string

// sumName is the file that says which files a cache has: a line with the version of all that
// went into it, then a line for each with its SHA-256.
const sumName = "sum"

// Fill compiles PDFium into the cache, in place of what was there. Several processes may do so at
// the same time.
func (c Cache) Fill(ctx context.Context) error {
	if err := c.fill(ctx); err != nil {
		return fmt.Errorf("compile PDFium into %s: %w", string(c), err)
	}
	return nil
}

func (c Cache) fill(ctx context.Context) error {
	c.sweep()
	if err := os.MkdirAll(filepath.Dir(string(c)), 0o700); err != nil {
		return err
	}
	if !ours(filepath.Dir(string(c))) {
		return errors.New("the folder belongs to another user, who could change what it holds")
	}
	dir, err := os.MkdirTemp(filepath.Dir(string(c)), filepath.Base(string(c))+".") // with mode 0700
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	next := Cache(dir)
	if err := next.compile(ctx); err != nil {
		return err
	}
	if err := os.RemoveAll(string(c)); err != nil {
		return err
	}
	if err := os.Rename(dir, string(c)); err != nil && !c.Sound() { // another process may have been faster
		return err
	}
	return nil
}

// compile compiles PDFium into an empty folder, and says what is in it.
func (c Cache) compile(ctx context.Context) error {
	e, err := Open(ctx, c)
	if err != nil {
		return err
	}
	defer e.Close()
	if !e.Compiled() {
		return errors.New("this system runs no code that was just written")
	}
	sum, err := c.sum()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(string(c), sumName), sum, 0o600)
}

// sweepAfter is when a folder that a killed process has left is nobody's any more.
const sweepAfter = time.Hour

// sweep removes such folders.
func (c Cache) sweep() {
	left, _ := filepath.Glob(string(c) + ".*") // a folder whose name is a pattern keeps them
	for _, dir := range left {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > sweepAfter {
			_ = os.RemoveAll(dir) // it is tried again
		}
	}
}

// Sound reports whether the cache is this user's alone, and holds what [Cache.Fill] has put there,
// byte for byte.
func (c Cache) Sound() bool {
	if !private(string(c)) {
		return false
	}
	want, err := os.ReadFile(filepath.Join(string(c), sumName))
	if err != nil {
		return false
	}
	sum, err := c.sum()
	return err == nil && bytes.Equal(sum, want)
}

// sum returns what the file of that name has to hold.
func (c Cache) sum() ([]byte, error) {
	out := bytes.NewBufferString(version())
	err := filepath.WalkDir(string(c), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == sumName {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		h := sha256.New()
		if _, err := io.Copy(h, f); err != nil {
			return err
		}
		fmt.Fprintf(out, "%x %s\n", h.Sum(nil), e.Name())
		return nil
	})
	return out.Bytes(), err
}

// version names what decides what PDFium is compiled to, but for the processor's features.
func version() string {
	parts := []string{runtime.GOOS, runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/klippa-app/go-pdfium" || m.Path == "github.com/tetratelabs/wazero" {
				parts = append(parts, m.Path, m.Version)
			}
		}
	}
	return strings.Join(parts, " ") + "\n"
}
