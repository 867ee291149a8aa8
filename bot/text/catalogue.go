package text

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

//go:embed catalog/*.json
var files embed.FS

// English is the language used where no other fits.
const English = "en"

// A Catalogue holds the texts of all languages. It does not change once loaded.
type Catalogue struct {
	byCode map[string]*Texts
}

// Load reads the catalogues in the program.
func Load() (*Catalogue, error) {
	names, err := files.ReadDir("catalog")
	if err != nil {
		return nil, fmt.Errorf("list catalogues: %w", err)
	}
	c := &Catalogue{byCode: make(map[string]*Texts)}
	for _, n := range names {
		data, err := files.ReadFile(path.Join("catalog", n.Name()))
		if err != nil {
			return nil, fmt.Errorf("read catalogue: %w", err)
		}
		var t Texts
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&t); err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", n.Name(), err)
		}
		t.Code = strings.TrimSuffix(n.Name(), ".json")
		c.byCode[t.Code] = &t
	}
	if c.byCode[English] == nil {
		return nil, fmt.Errorf("catalogue %s.json is missing", English)
	}
	return c, nil
}

// For returns the texts for a Discord locale: that language, another variety of it, or
// English.
func (c *Catalogue) For(locale string) *Texts {
	if t := c.byCode[locale]; t != nil {
		return t
	}
	base, _, _ := strings.Cut(locale, "-")
	for _, code := range c.Codes() {
		if b, _, _ := strings.Cut(code, "-"); b == base {
			return c.byCode[code]
		}
	}
	return c.byCode[English]
}

// Codes returns the codes of all languages, sorted.
func (c *Catalogue) Codes() []string {
	codes := make([]string, 0, len(c.byCode))
	for code := range c.byCode {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// Fill puts values in place of the words in braces: Fill("{n} left", "n", 3). Each value
// follows its name.
func Fill(s string, pairs ...any) string {
	old := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		old = append(old, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(old...).Replace(s)
}

// Day returns a date as it is written in this language, "" for the zero time.
func (t *Texts) Day(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	day := fmt.Sprint(d.Day())
	if d.Day() == 1 {
		day = t.Date.First
	}
	return Fill(t.Date.Format, "day", day, "month", t.Date.Months[d.Month()-1], "year", d.Year())
}
