package site

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Anchors names the headings of one page, in their order, as a generator does. It is not
// safe for concurrent use.
type Anchors struct {
	Smart bool // the text of a heading is named after its quotes and dashes were made typographic
	slug  func(text string) string
	again func(a *Anchors, slug string) string // a name that is not taken
	bare  bool                                 // headings of level 1 have no name
	taken map[string]bool
	next  map[string]int // number that is tried first behind a stem
}

// Name returns the anchor of the next heading of the page, "" where it has none. level counts
// from 1. own is the name that the heading gives itself, "" for none.
func (a *Anchors) Name(level int, text, own string) string {
	if a.taken == nil {
		a.taken, a.next = map[string]bool{}, map[string]int{}
	}
	name := own
	if name == "" {
		name = a.again(a, a.slug(text))
	}
	a.taken[name] = true
	if level == 1 && a.bare {
		return ""
	}
	return name
}

// numbered puts a hyphen and a number behind a name that is taken.
func numbered(a *Anchors, slug string) string {
	if !a.taken[slug] {
		return slug
	}
	return a.free(slug+"-", 1)
}

// free returns a stem with the first number, from one on, that makes a name that is not taken.
// Names are taken and never given back: the numbers tried before need no second look.
func (a *Anchors) free(stem string, from int) string {
	for n := max(from, a.next[stem]); ; n++ {
		if name := stem + strconv.Itoa(n); !a.taken[name] {
			a.next[stem] = n + 1
			return name
		}
	}
}

// githubAnchors are those of GitHub and of github-slugger: lower case, spaces as hyphens,
// punctuation and signs dropped.
func githubAnchors(*Page) *Anchors { return &Anchors{slug: githubSlug, again: numbered} }

func docusaurusAnchors(*Page) *Anchors {
	return &Anchors{slug: githubSlug, again: numbered, bare: true}
}

// astroAnchors are those of github-slugger, without a hyphen at their end.
func astroAnchors(*Page) *Anchors {
	return &Anchors{Smart: true, slug: githubSlug, again: func(a *Anchors, slug string) string {
		return strings.TrimSuffix(numbered(a, slug), "-")
	}}
}

func githubSlug(text string) string { return mapped(text, ' ') }

// mapped keeps letters, numbers, marks, hyphens and underscores in lower case, and makes
// hyphens of the spaces.
func mapped(text string, spaces ...rune) string {
	return strings.Map(func(r rune) rune {
		for _, s := range spaces {
			if r == s {
				return '-'
			}
		}
		switch {
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// hugoAnchors are those of Hugo's type "github", the default.
func hugoAnchors(p *Page) *Anchors {
	slug := hugoSlug
	if p.Options["autoheadingidtype"] == "github-ascii" {
		slug = func(text string) string { return lettered(ascii(unmarked(strings.TrimSpace(text)))) }
	}
	return &Anchors{Smart: true, slug: slug, again: func(a *Anchors, slug string) string { return numbered(a, first(slug, "heading")) }}
}

func hugoSlug(text string) string { return lettered(strings.TrimSpace(text)) }

// lettered keeps letters, digits, hyphens and underscores in lower case, and makes hyphens of
// spaces.
func lettered(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return '-'
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// mdbookAnchors are those of mdBook, which names headings after their typography is done.
func mdbookAnchors(p *Page) *Anchors {
	return &Anchors{Smart: p.Options["smart"] != "false", slug: mdbookSlug, again: numbered}
}

func mdbookSlug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return '-'
		case r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(text))
}

// kramdownAnchors are those of kramdown's dialect of GitHub.
func kramdownAnchors(*Page) *Anchors {
	return &Anchors{Smart: true, slug: func(text string) string { return mapped(text, ' ', '\t') }, again: numbered}
}

var (
	notWord      = regexp.MustCompile(`[^\pL\pN_\s-]`)
	hyphensSpace = regexp.MustCompile(`[-\s]+`)
	space        = regexp.MustCompile(`\s`)
)

// pythonSlug is that of Python-Markdown: what is not ASCII is dropped.
func pythonSlug(text string) string {
	text = notWord.ReplaceAllString(ascii(norm.NFKD.String(text)), "")
	return hyphensSpace.ReplaceAllString(strings.ToLower(strings.TrimSpace(text)), "-")
}

// pymdownSlug is that of PyMdown Extensions, in lower case.
func pymdownSlug(text string) string {
	text = notWord.ReplaceAllString(norm.NFC.String(strings.Join(strings.Fields(text), " ")), "")
	return space.ReplaceAllString(strings.ToLower(text), "-")
}

// ascii drops all that is not ASCII.
func ascii(text string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		return -1
	}, text)
}

// unmarked takes the accents off letters.
func unmarked(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		return text
	}
	return plain
}

// sphinxAnchors are the ids of docutils, which are numbered where a name is taken or empty.
func sphinxAnchors(*Page) *Anchors {
	return &Anchors{slug: docutilsID, again: func(a *Anchors, slug string) string {
		if slug == "" || a.taken[slug] {
			return a.free("id", 1)
		}
		return slug
	}}
}

var (
	notID    = regexp.MustCompile(`[^a-z0-9]+`)
	idEdge   = regexp.MustCompile(`^[-0-9]+|-+$`)
	digraphs = strings.NewReplacer("ß", "sz", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ħ", "h", "ı", "i", "ł", "l", "ŧ", "t")
)

func docutilsID(text string) string {
	text = strings.Join(strings.Fields(ascii(norm.NFKD.String(digraphs.Replace(strings.ToLower(text))))), " ")
	return idEdge.ReplaceAllString(notID.ReplaceAllString(text, "-"), "")
}

// vitepressAnchors are those of @mdit-vue/shared.
func vitepressAnchors(*Page) *Anchors { return &Anchors{slug: mditSlug, again: numbered} }

var (
	combining  = regexp.MustCompile(`[\x{0300}-\x{036F}]`)
	control    = regexp.MustCompile(`[\x00-\x1f]`)
	special    = regexp.MustCompile("[\\s~`!@#$%^&*()\\-_+=\\[\\]{}|\\\\;:\"'“”‘’<>,.?/]+")
	hyphens    = regexp.MustCompile(`-{2,}`)
	firstDigit = regexp.MustCompile(`^(\d)`)
)

func mditSlug(text string) string {
	text = combining.ReplaceAllString(norm.NFKD.String(text), "")
	text = special.ReplaceAllString(control.ReplaceAllString(text, ""), "-")
	text = strings.Trim(hyphens.ReplaceAllString(text, "-"), "-")
	return strings.ToLower(firstDigit.ReplaceAllString(text, "_$1"))
}
