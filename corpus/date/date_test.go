package date

import (
	"testing"
	"time"
)

func TestIn(t *testing.T) {
	for s, want := range map[string]string{
		"2024-03-05-title":               "2024-03-05",
		"blog/2024-03-05-title":          "2024-03-05",
		"news/2024_3_5":                  "2024-03-05",
		"2025/05/08/launch":              "2025-05-08",
		"blog/2025/5/8/launch":           "2025-05-08",
		"20240305-minutes":               "2024-03-05",
		"minutes/20240305":               "2024-03-05",
		"minutes-20240305T1200":          "2024-03-05",
		"2019-01-02/2024-03-05-title":    "2024-03-05",
		"release-notes-2024-02-29":       "2024-02-29",
		"Version 1.4.2 (2022-11-01)":     "2022-11-01",
		"[1.0.0] - 2017-06-20":           "2017-06-20",
		"v2.3, 5.3.2024.":                "2024-03-05",
		"2.1 — 5 March 2024":             "2024-03-05",
		"March 5th, 2024":                "2024-03-05",
		"Sept. 5, 2024":                  "2024-09-05",
		"may 4, 2025":                    "2025-05-04",
		"5. März 2024":                   "2024-03-05",
		"1er août 2024":                  "2024-08-01",
		"5 de marzo de 2024":             "2024-03-05",
		"5 de março de 2024":             "2024-03-05",
		"5 березня 2024 р.":              "2024-03-05",
		"2024年3月5日のお知らせ":                 "2024-03-05",
		"5-march-2024":                   "2024-03-05",
		"2024-03-05T10:00:00Z":           "2024-03-05",
		"https://x.example/2024/03/05/a": "2024-03-05",

		"":                    "",
		"install":             "",
		"2024":                "",
		"2024/install":        "",
		"2024-03-title":       "",
		"2023-02-29":          "",
		"2024-13-05":          "",
		"2024-00-05":          "",
		"2024.3.5":            "", // a version
		"v2024-03-05":         "", // a version
		"12024-03-05":         "",
		"2024-03-055":         "",
		"2024-03/05":          "", // not one date
		"03-05-2024":          "", // which is the day?
		"report-9920240305":   "",
		"ticket20240305":      "",
		"8.8.8.2024":          "",
		"1.2.2024.7":          "",
		"RFC 2119, 19 pages":  "",
		"Marching 5, 2024":    "",
		"3099-01-01":          "",
		"0x20240305":          "",
		"in May 2024":         "",
		"20241301-no-month":   "",
		"call 555-2024-03-05": "2024-03-05", // a mark stands before it
	} {
		got := ""
		if d := In(s); !d.IsZero() {
			got = d.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("In(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzIn(f *testing.F) {
	f.Add("2024-03-05 and 5 March 2024")
	f.Add("20240305\xff年5.3.2024")
	f.Fuzz(func(t *testing.T, s string) {
		d := In(s)
		if !d.IsZero() && (d.Year() < 1900 || d.Year() > 2099 || d.Location() != time.UTC || !d.Equal(d.Truncate(24*time.Hour))) {
			t.Errorf("In(%q) = %v", s, d)
		}
	})
}
