package store

// Settings are what the managers of a server have chosen. The zero value is the default.
type Settings struct {
	AskChannels     []string            `json:"ask_channels,omitempty"`     // every question in them is answered
	AllowedChannels []string            `json:"allowed_channels,omitempty"` // the bot answers in these only; nil for all
	Level           string              `json:"level,omitempty"`            // how sure an answer must be, "" for balanced
	Private         bool                `json:"private,omitempty"`          // answers to /ask are private unless asked otherwise
	Sources         []string            `json:"sources,omitempty"`          // beginnings of ids or sources to answer from; nil for all
	In              map[string][]string `json:"in,omitempty"`               // the same by channel or category, in the place of Sources
	Follow          map[string]bool     `json:"follow,omitempty"`           // channels whose messages are sources: true for every one, false for the pinned ones, or the solved posts of a forum
	Threads         bool                `json:"threads,omitempty"`          // answers to messages go into threads of their own
	Digest          string              `json:"digest,omitempty"`           // channel that gets a weekly digest, "" for none
	Language        string              `json:"language,omitempty"`         // of the bot's own words; "" for automatic
	People          string              `json:"people,omitempty"`           // id of the channel where people help; "" for none
	Refusal         string              `json:"refusal,omitempty"`          // words for when there is no answer; "" for the bot's own
	Proxies         bool                `json:"proxies,omitempty"`          // what webhooks post in place of members is answered
}

// SourcesIn returns the beginnings of ids or sources to answer from in the first of some places that
// has its own, or else in the server.
func (s Settings) SourcesIn(places ...string) []string {
	for _, place := range places {
		if own, ok := s.In[place]; ok {
			return own
		}
	}
	return s.Sources
}

// SetSourcesIn gives a channel or a category its own sources, or for none the server's.
func (s *Settings) SetSourcesIn(place string, sources []string) {
	if len(sources) == 0 {
		delete(s.In, place)
		return
	}
	if s.In == nil {
		s.In = map[string][]string{}
	}
	s.In[place] = sources
}

// Settings returns a server's settings.
func (s *Store) Settings(server string) (Settings, error) {
	var out Settings
	err := s.file.view(func(tx *transaction) error {
		_, err := get(tx, bucketSettings, server, &out)
		return err
	})
	return out, err
}

// ChangeSettings applies a change to a server's settings and returns the new ones.
func (s *Store) ChangeSettings(server string, change func(*Settings)) (Settings, error) {
	var out Settings
	err := s.writer.write(func(tx *transaction) error {
		out = Settings{}
		if _, err := get(tx, bucketSettings, server, &out); err != nil {
			return err
		}
		change(&out)
		return put(tx, bucketSettings, server, out)
	})
	return out, err
}
