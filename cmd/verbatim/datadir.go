package main

import (
	"errors"
	"path/filepath"
	"runtime"
)

// defaultData returns the folder where a program keeps the data of a user:
// $XDG_DATA_HOME or ~/.local/share (XDG Base Directory Specification), Application
// Support on macOS, %LocalAppData% on Windows.
func defaultData(env map[string]string) (string, error) {
	home := env["HOME"]
	switch {
	case runtime.GOOS == "windows" && env["LocalAppData"] != "":
		return filepath.Join(env["LocalAppData"], "verbatim"), nil
	case runtime.GOOS == "darwin" && home != "":
		return filepath.Join(home, "Library", "Application Support", "verbatim"), nil
	case filepath.IsAbs(env["XDG_DATA_HOME"]):
		return filepath.Join(env["XDG_DATA_HOME"], "verbatim"), nil
	case home != "":
		return filepath.Join(home, ".local", "share", "verbatim"), nil
	}
	return "", errors.New("VERBATIM_DATA: there is no home folder to keep the index in; set it to a folder")
}
