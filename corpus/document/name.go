package document

import (
	"path"
	"strings"
)

// twofold is the one extension among those of the formats that has another inside it.
const twofold = ".tar.gz"

// WithoutExt returns a slash-separated path without its extension, of which ".tar.gz" is
// one.
func WithoutExt(name string) string {
	ext := path.Ext(name)
	if strings.HasSuffix(strings.ToLower(name), twofold) {
		ext = name[len(name)-len(twofold):]
	}
	if short := name[:len(name)-len(ext)]; path.Base(short) != "" && !strings.HasSuffix(short, "/") && short != "" {
		return short
	}
	return name
}

// Hidden reports names that people do not see as documents: dot files, among them the
// "._" companions macOS writes, and the lock and backup files of editors.
func Hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}
