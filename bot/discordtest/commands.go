package discordtest

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

func (s *Server) getCommands(req *Request, args []string) answer {
	if args[0] != s.AppID {
		return refusal(403, 20012, "You are not authorized to perform this action on this application")
	}
	list := []*discordgo.ApplicationCommand{}
	for _, c := range s.commands {
		shown := *c
		if req.Query.Get("with_localizations") != "true" {
			shown.NameLocalizations, shown.DescriptionLocalizations = nil, nil
		}
		list = append(list, &shown)
	}
	return answer{200, list}
}

func (s *Server) putCommands(req *Request, args []string) answer {
	if args[0] != s.AppID {
		return refusal(403, 20012, "You are not authorized to perform this action on this application")
	}
	var list []*discordgo.ApplicationCommand
	if err := json.Unmarshal(req.Body, &list); err != nil {
		return refusal(400, 50035, err.Error())
	}
	for _, c := range list {
		c.ID, c.ApplicationID, c.Version = s.commandID(c), s.AppID, s.newID()
		if c.Type == 0 {
			c.Type = discordgo.ChatApplicationCommand
		}
	}
	s.commands = list
	s.puts++
	return answer{200, list}
}

// commandID keeps the id of a command that was registered before, as Discord does.
func (s *Server) commandID(c *discordgo.ApplicationCommand) string {
	for _, old := range s.commands {
		if old.Name == c.Name && old.Type == c.Type {
			return old.ID
		}
	}
	return s.newID()
}

// SetCommands makes commands registered already, as of an earlier run.
func (s *Server) SetCommands(list []*discordgo.ApplicationCommand) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range list {
		c.ID, c.ApplicationID = s.newID(), s.AppID
	}
	s.commands = list
}
