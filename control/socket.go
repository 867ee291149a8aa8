package control

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Path is where the socket of the process lies that keeps a store in a directory.
func Path(dir, store string) string {
	return filepath.Join(dir, strings.TrimSuffix(store, ".db")+".sock")
}

// maxPath is how long the address of a socket may be: 103 bytes on macOS, 107 on Linux and Windows.
const maxPath = 100

// reach calls do with an address that leads to a folder and is short enough with a name of up to
// 16 bytes at its end: where the folder's own is not, by a link for the moment.
func reach(folder string, do func(folder string) error) error {
	if len(folder)+1+16 <= maxPath {
		return do(folder)
	}
	whole, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	short, err := os.MkdirTemp("", "verbatim-")
	if err != nil {
		return fmt.Errorf("the path of %s is too long for a socket, and a shorter one cannot be made: %w", folder, err)
	}
	defer os.RemoveAll(short)
	link := filepath.Join(short, "d")
	if err := os.Symlink(whole, link); err != nil {
		return fmt.Errorf("the path of %s is too long for a socket, and a shorter one cannot be made: %w", folder, err)
	}
	return do(link)
}

// bind listens at a path, for its owner alone, in the place of what nobody listens at any more. The
// socket gets its name only then: nobody can reach it before.
func bind(path string) (net.Listener, error) {
	dir, name := filepath.Split(path)
	hidden, err := os.MkdirTemp(dir, ".s")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(hidden)
	var l *net.UnixListener
	err = reach(hidden, func(folder string) (err error) {
		l, err = net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(folder, name), Net: "unix"})
		return err
	})
	if err != nil {
		return nil, err
	}
	l.SetUnlinkOnClose(false) // its name will be another
	made := filepath.Join(hidden, name)
	if runtime.GOOS != "windows" { // which knows no modes
		err = os.Chmod(made, 0o600)
	}
	if err == nil {
		err = os.Rename(made, path)
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// dial connects to the socket at a path.
func dial(ctx context.Context, path string) (conn net.Conn, err error) {
	dir, name := filepath.Split(path)
	err = reach(filepath.Clean(dir), func(folder string) (err error) {
		conn, err = new(net.Dialer).DialContext(ctx, "unix", filepath.Join(folder, name))
		return err
	})
	return conn, err
}
