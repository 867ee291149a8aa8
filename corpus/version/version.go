package version

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Version is a version that a path or a text names. The zero value is none.
type Version struct {
	label   string
	numbers []int
	early   bool // a preview of what the numbers say: alpha, beta, release candidate
	place   place
}

// A place is where versions stand among each other.
type place int

const (
	unreleased place = iota // next, nightly, main: not what people have
	numbered
	newest // latest, stable, or none
)

// String returns a number without what is written around it ("1.2" for "version-1.2"), a name as
// it is, and "" for none.
func (v Version) String() string { return v.label }

// IsNumber reports whether the version is a number.
func (v Version) IsNumber() bool { return len(v.numbers) > 0 }

// Compare returns -1 where v is older than other, 1 where it is newer, and 0 for the same. None is
// as new as the newest; what is not released yet is behind all that is.
func (v Version) Compare(other Version) int {
	if c := cmp.Compare(v.where(), other.where()); c != 0 {
		return c
	}
	if c := slices.Compare(v.numbers, other.numbers); c != 0 {
		return c
	}
	switch {
	case v.early == other.early:
		return 0
	case v.early:
		return -1
	}
	return 1
}

func (v Version) where() place {
	if v.label == "" {
		return newest
	}
	return v.place
}

// Fits reports whether a text that names the version wanted may mean v: the one is the other, or
// says it less exactly, as 1.2 does 1.2.3.
func (v Version) Fits(wanted Version) bool {
	if v.label == "" || wanted.label == "" || v.IsNumber() != wanted.IsNumber() {
		return false
	}
	if !v.IsNumber() {
		return v.label == wanted.label
	}
	n := min(len(v.numbers), len(wanted.numbers))
	return slices.Equal(v.numbers[:n], wanted.numbers[:n])
}

// announced is what stands before a version, where something does.
const announced = `(?:v|v\.|ver\.?|version|release|versión|versão|версія|версії|версію|バージョン)`

var (
	// folder is how the folder of a version is called.
	folder = regexp.MustCompile(`^(?:(?:docs?|manual|guide|version|release|rel)[-_]?v?|v|r)?(\d{1,6}(?:\.\d{1,6}){1,3}|\d{1,4}(?:\.x))((?:\.x)?(?:[-_.]?(?:alpha|beta|rc|dev|pre|preview|snapshot)[-_.]?\d{0,4})?)$` +
		`|^(?:(?:version|release)[-_]?v?|v)(\d{1,4})((?:[-_.]?(?:alpha|beta|rc|dev|pre|preview)[-_.]?\d{0,4})?)$`)
	// written is how a text writes a version.
	written = regexp.MustCompile(`(?i)(?:^|[^\w.])(?:` + announced + ` ?)?(\d{1,6}(?:\.\d{1,6}){1,3})(?:\.x\b)?` +
		`|(?:^|[^\w.])` + announced + ` ?(\d{1,4})(?:\.x)?\b`)
	// aside is a version that a text names with the words that lead to it.
	aside = regexp.MustCompile(`(?i)\s(?:(?:in|for|on|of|with|under|from|at|für|unter|bei|mit|von|en|dans|sur|pour|avec|para|con|de|no|na|em|com|у|в|для|на|з)\s)?` +
		`(?:(?:the|der|die|das|la|le|el|a|o)\s)?(?:` + announced + ` ?)?(\d{1,6}(?:\.\d{1,6}){0,3})(?:\.x)?(?:\s` + announced + `)?([\s?!.,]|$)`)
	names = map[string]place{
		"latest": newest, "stable": newest, "current": newest,
		"next": unreleased, "nightly": unreleased, "dev": unreleased, "devel": unreleased, "develop": unreleased, "development": unreleased,
		"main": unreleased, "master": unreleased, "trunk": unreleased, "edge": unreleased, "canary": unreleased, "unstable": unreleased, "snapshot": unreleased,
	}
)

const digits = "0123456789"

// ofFolder returns the version whose folder has this name.
func ofFolder(name string) (Version, bool) {
	name = strings.ToLower(name)
	if p, ok := names[name]; ok {
		return Version{label: name, place: p}, true
	}
	if !strings.ContainsAny(name, digits) {
		return Version{}, false
	}
	m := folder.FindStringSubmatch(name)
	switch {
	case m == nil:
		return Version{}, false
	case m[1] != "":
		return number(strings.TrimSuffix(m[1], ".x"), m[1]+m[2]), true
	}
	return number(m[3], m[3]+m[4]), true
}

// number makes a version of its digits and dots and of its label.
func number(numbers, label string) Version {
	v := Version{label: label, place: numbered, early: strings.ContainsAny(strings.TrimSuffix(label, ".x"), "abcdefghijklmnopqrstuvwyz")}
	for part := range strings.SplitSeq(numbers, ".") {
		n, _ := strconv.Atoi(part) // at most six digits
		v.numbers = append(v.numbers, n)
	}
	return v
}

// Without returns a text without the versions in it that are not wanted, and without the words that
// lead to them: "in version 1.2".
func Without(text string, unwanted func(Version) bool) string {
	return aside.ReplaceAllStringFunc(text, func(phrase string) string {
		found := In(phrase)
		if len(found) != 1 || !unwanted(found[0]) {
			return phrase
		}
		return aside.ReplaceAllString(phrase, "$2")
	})
}

// In returns the versions that a text names, in its order.
func In(text string) []Version {
	var found []Version
	if !strings.ContainsAny(text, digits) {
		return nil
	}
	for from := 0; ; {
		m := written.FindStringSubmatchIndex(text[from:])
		if m == nil {
			return found
		}
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				numbers := text[from+m[i] : from+m[i+1]]
				found = append(found, number(numbers, numbers))
			}
		}
		from += m[1]
	}
}
