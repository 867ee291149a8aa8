package discordtest

import "fmt"

// Damage returns frames that kill discordgo's reading goroutine or reach its handlers
// with parts missing. A %d in one stands for its sequence number.
func Damage() []string {
	frames := []string{`null`, `[]`, `"text"`, `{}`, `{"op":null}`, `{"op":"0"}`, `{"op":0}`, `{"op":0,"t":"READY"}`, `{"op":12}`, `nonsense`, ``,
		`{"op":11,"d":{}}`, `{"op":10,"d":{"heartbeat_interval":60000}}`, `{"op":0,"s":-4,"t":"MESSAGE_CREATE","d":{}}`,
		`{"op":0,"s":9223372036854775807,"t":"MESSAGE_CREATE","d":{}}`, `{"op":0,"s":1.5,"t":"MESSAGE_CREATE","d":{}}`}
	events := []struct{ kind, data string }{
		{"GUILD_CREATE", `null`}, {"GUILD_CREATE", `{"id":"1","members":[null],"channels":[null],"voice_states":[null]}`},
		{"GUILD_UPDATE", `null`}, {"GUILD_DELETE", `null`}, {"CHANNEL_DELETE", `{}`}, {"THREAD_CREATE", `null`},
		{"GUILD_MEMBER_ADD", `{}`}, {"PRESENCE_UPDATE", `{"user":null}`}, {"VOICE_STATE_UPDATE", `{}`}, {"VOICE_SERVER_UPDATE", `{}`},
		{"MESSAGE_CREATE", `null`}, {"MESSAGE_CREATE", `{}`}, {"MESSAGE_CREATE", `[]`}, {"MESSAGE_CREATE", `{"id":"5","channel_id":"6","content":"no author"}`},
		{"MESSAGE_CREATE", `{"id":"../7","channel_id":"6","author":{"id":"8"},"content":"path"}`},
		{"MESSAGE_CREATE", `{"id":"5","channel_id":"6","author":{"id":"8"},"content":7}`},
		{"MESSAGE_UPDATE", `{"id":"5","channel_id":"6"}`}, {"MESSAGE_DELETE", `{}`}, {"MESSAGE_DELETE", `null`},
		{"THREAD_UPDATE", `{}`}, {"CHANNEL_CREATE", `{"id":"../1","name":"path"}`}, {"CHANNEL_UPDATE", `[]`},
		{"MESSAGE_DELETE_BULK", `{"ids":[null,"x"],"channel_id":"6"}`},
		{"INTERACTION_CREATE", `null`}, {"INTERACTION_CREATE", `{}`}, {"INTERACTION_CREATE", `{"id":"1","token":"t","type":2}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":2,"data":{"name":"ask"}}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":2,"data":null,"user":{"id":"3"}}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":3,"data":{"custom_id":"x","component_type":2},"user":{"id":"3"}}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":99,"data":{},"user":{"id":"3"}}`},
		{"NEVER_HEARD_OF", `{"a":1}`}, {"TYPING_START", `null`},
	}
	for _, e := range events {
		frames = append(frames, fmt.Sprintf(`{"op":0,"s":%%d,"t":%q,"d":%s}`, e.kind, e.data))
	}
	return frames
}
