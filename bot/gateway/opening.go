package gateway

import (
	"encoding/json"
	"runtime"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/guard"
)

// identify starts a session (events/gateway.mdx, "Identifying").
type identify struct {
	Token      string           `json:"token"`
	Properties properties       `json:"properties"`
	Intents    discordgo.Intent `json:"intents"`
	Shard      [2]int           `json:"shard"`
}

// properties says what connects.
type properties struct {
	OS      string `json:"os"`
	Browser string `json:"browser"`
	Device  string `json:"device"`
}

// resume goes on with a session (events/gateway.mdx, "Resuming").
type resume struct {
	Token     string `json:"token"`
	SessionID string `json:"session_id"`
	Sequence  int64  `json:"seq"`
}

// opening is the payload with which a connection begins: RESUME where there is a session
// to go on with, otherwise IDENTIFY.
func (sh *shard) opening() ([]byte, error) {
	token := "Bot " + sh.client.cfg.Token
	session, sequence := sh.position.Current()
	if session.Id != "" {
		return encodePayload(guard.OpResume, resume{Token: token, SessionID: session.Id, Sequence: sequence})
	}
	return encodePayload(guard.OpIdentify, identify{
		Token: token, Properties: properties{OS: runtime.GOOS, Browser: "verbatim", Device: "verbatim"},
		Intents: sh.client.cfg.Intents, Shard: [2]int{sh.id, sh.of},
	})
}

func encodePayload(op int, data any) ([]byte, error) {
	return json.Marshal(map[string]any{"op": op, "d": data})
}
