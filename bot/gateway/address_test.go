package gateway

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

func TestGatewayAddress(t *testing.T) {
	for told, want := range map[string]string{
		"wss://gateway.discord.gg":             "wss://gateway.discord.gg/?encoding=json&v=10#",
		"wss://gateway.discord.gg/":            "wss://gateway.discord.gg/?encoding=json&v=10#",
		"ws://127.0.0.1:1/gateway":             "ws://127.0.0.1:1/gateway?encoding=json&v=10#",
		"http://127.0.0.1:1/":                  "ws://127.0.0.1:1/?encoding=json&v=10#",
		"https://localhost/x?v=9&a=b":          "wss://localhost/x?a=b&encoding=json&v=10#",
		"ws://h/?encoding=etf&compress=z#part": "ws://h/?encoding=json&v=10#",
		"no address":                           "",
		"":                                     "",
	} {
		got, err := gatewayAddress(told)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("gatewayAddress(%q) = %q, %v; want %q", told, got, err, want)
		}
	}
}
