package main

import (
	"errors"
	"path/filepath"
	"strings"
)

// defaultData returns the folder where a program keeps the data of a user of a system, as GOOS names
// it: $XDG_DATA_HOME or ~/.local/share (XDG Base Directory Specification), Application Support on
// macOS. On Windows it is %LocalAppData%, which needs no home folder; names of variables are the
// same there in any case.
func defaultData(system string, env map[string]string) (string, error) {
	home := env["HOME"]
	switch {
	case system == "windows":
		if folder := localAppData(env); folder != "" {
			return filepath.Join(folder, "verbatim"), nil
		}
	case system == "darwin" && home != "":
		return filepath.Join(home, "Library", "Application Support", "verbatim"), nil
	case filepath.IsAbs(env["XDG_DATA_HOME"]):
		return filepath.Join(env["XDG_DATA_HOME"], "verbatim"), nil
	case home != "":
		return filepath.Join(home, ".local", "share", "verbatim"), nil
	}
	return "", errors.New("VERBATIM_DATA: there is no home folder to keep the index in; set it to a folder")
}

// localAppData returns the folder of a Windows user's data that stays on one machine, "" for none:
// a service may lack the variable that names it.
func localAppData(env map[string]string) string {
	if folder := anyCase(env, "LOCALAPPDATA"); folder != "" {
		return folder
	}
	for _, name := range []string{"USERPROFILE", "HOME"} {
		if profile := anyCase(env, name); profile != "" {
			return filepath.Join(profile, "AppData", "Local")
		}
	}
	return ""
}

// anyCase returns a variable whatever the case of its name.
func anyCase(env map[string]string, name string) string {
	if value := env[name]; value != "" {
		return value
	}
	for n, value := range env {
		if strings.EqualFold(n, name) && value != "" {
			return value
		}
	}
	return ""
}
