package event

import "testing"

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
		got, err := Address(told)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("gatewayAddress(%q) = %q, %v; want %q", told, got, err, want)
		}
	}
}
