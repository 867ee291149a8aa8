package rest

import "testing"

func TestAPIAddress(t *testing.T) {
	for given, want := range map[string]string{
		"":                                 "https://discord.com/api/v10",
		"https://discord.com/api":          "https://discord.com/api/v10",
		"https://discord.com/api/v10":      "https://discord.com/api/v10",
		"https://discord.com/api/v10/":     "https://discord.com/api/v10",
		"http://127.0.0.1:8080":            "http://127.0.0.1:8080/api/v10",
		" http://127.0.0.1:8080/ ":         "http://127.0.0.1:8080/api/v10",
		"http://127.0.0.1:8080/api/v9":     "http://127.0.0.1:8080/api/v9",
		"http://127.0.0.1:8080/proxy/api/": "http://127.0.0.1:8080/proxy/api/v10",
		"localhost":                        "",
		"localhost:8080":                   "",
		"ftp://localhost/api":              "",
		"http://":                          "",
		"http://exa mple/":                 "",
	} {
		got, err := APIAddress(given)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("APIAddress(%q) = %q, %v; want %q", given, got, err, want)
		}
	}
}
