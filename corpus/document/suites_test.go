//go:build suites

package document

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// TestSuiteCharsets decodes the files that chardet is tested with, each in a folder that is named by
// its charset, in the folder VERBATIM_SUITES: corpus/README.md says where they come from.
func TestSuiteCharsets(t *testing.T) {
	root, err := filepath.EvalSymlinks(filepath.Join(os.Getenv("VERBATIM_SUITES"), "chardet", "tests"))
	if os.Getenv("VERBATIM_SUITES") == "" || err != nil {
		t.Skip("no suite: corpus/README.md says where it comes from")
	}
	files, right := 0, 0
	err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		folder := filepath.Base(filepath.Dir(file))
		if err != nil || d.IsDir() || folder == "tests" {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		enc := namedCharset(folder)
		if enc == nil {
			t.Logf("no charset %s", folder)
			return nil
		}
		files++
		want, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			t.Logf("%s: %v", file, err)
		}
		if got, err := Decode(data); err == nil && letters(got, len(got)) == letters(string(want), len(want)) {
			right++
		} else {
			t.Logf("%s/%s: %v %q", folder, filepath.Base(file), err, head(got))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d texts", right, files)
}

func head(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return r > 0x7f }); i > 0 {
		s = s[i:]
	}
	return s[:min(len(s), 60)]
}

var withLanguage = regexp.MustCompile(`^((?:iso|windows)-[0-9-]+[0-9])-[a-z]+$`)

// namedCharset returns the charset that a folder is named after.
func namedCharset(name string) encoding.Encoding {
	if m := withLanguage.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	switch strings.ToLower(name) {
	case "utf-32", "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case "utf-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-8-sig", "ascii":
		name = "utf-8"
	case "cp949":
		name = "euc-kr"
	case "cp932":
		name = "shift_jis"
	case "maccyrillic":
		name = "x-mac-cyrillic"
	case "macroman":
		name = "macintosh"
	case "ibm855":
		return charmap.CodePage855
	}
	enc, _ := charset.Lookup(name)
	return enc
}
