package event

import (
	"encoding/json"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// TestChangedTypes gives fields of messages other types than discordgo knows. What is used
// of the message comes through.
func TestChangedTypes(t *testing.T) {
	for name, fields := range map[string]string{
		"a flag of the author replied to":   `"referenced_message":{"id":"4","channel_id":"2","content":"who?","author":{"id":"9","public_flags":"64"}}`,
		"an id as a number":                 `"referenced_message":{"id":4,"channel_id":2,"content":"who?","author":{"id":9}}`,
		"a time that is none":               `"timestamp":5,"referenced_message":{"id":"4","channel_id":"2","content":"who?","timestamp":{"at":5},"author":{"id":"9"}}`,
		"a list that is none":               `"embeds":{"0":{}},"attachments":"none","referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"a wrong item of a list":            `"mentions":[{"id":"9"},7,{"id":{}}],"referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"a poll of another shape":           `"poll":{"question":"who?","answers":3},"referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"a component of a changed shape":    `"components":[{"type":1,"components":"none"}],"referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"a number as text":                  `"type":"19","flags":"0","referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"a forwarded message gone wrong":    `"message_snapshots":[{"message":{"content":["x"]}},5],"referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"a member that is a list":           `"member":[1],"referenced_message":{"id":"4","content":"who?","author":{"id":"9"}}`,
		"an author with a list for a badge": `"referenced_message":{"id":"4","content":"who?","author":{"id":"9","bot":"no","flags":[1]}}`,
	} {
		data := json.RawMessage(`{"id":"1","channel_id":"2","content":"hm","author":{"id":"3"},` + fields + `}`)
		good, err := Sound(MessageCreate, data)
		if err != nil {
			t.Errorf("%s: the message is dropped: %v", name, err)
			continue
		}
		var m discordgo.Message
		if err := json.Unmarshal(good, &m); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if to := m.ReferencedMessage; m.Content != "hm" || to == nil || to.ID != "4" || to.Content != "who?" || to.Author == nil || to.Author.ID != "9" {
			t.Errorf("%s: what is used did not come through: %s", name, good)
		}
	}
}

// TestChangedTypesOfInteractions does the same for the message that a command is used on.
func TestChangedTypesOfInteractions(t *testing.T) {
	data := json.RawMessage(`{"id":"1","token":"t","type":2,"version":"1","channel_id":2,"member":{"user":{"id":3,"public_flags":"1"},"roles":5},
		"data":{"id":"7","name":"Ask about this","type":3,"target_id":4,"resolved":{"messages":{"4":{"id":"4","channel_id":"2","content":"who?","pinned":"no","author":{"id":"9","public_flags":"64"}}}}}}`)
	good, err := Sound(Interaction, data)
	if err != nil {
		t.Fatalf("the interaction is dropped: %v", err)
	}
	var i discordgo.Interaction
	if err := json.Unmarshal(good, &i); err != nil {
		t.Fatal(err)
	}
	d, _ := i.Data.(discordgo.ApplicationCommandInteractionData)
	if i.ChannelID != "2" || d.TargetID != "4" || d.Resolved == nil || d.Resolved.Messages["4"] == nil || d.Resolved.Messages["4"].Content != "who?" {
		t.Errorf("what is used did not come through: %s", good)
	}
}
