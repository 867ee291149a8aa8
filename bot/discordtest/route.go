package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// A route answers one kind of request. args are the path's variable parts. The caller
// holds s.mu.
type route struct {
	method, path string
	serve        func(s *Server, req *Request, args []string) answer
	open         bool // needs no bot token
}

// routes lists what the server can do; anything else is a violation.
func routes() []route {
	return []route{
		{"GET", "/gateway", (*Server).getGateway, true},
		{"GET", "/gateway/bot", (*Server).getGatewayBot, false},
		{"GET", "/users/@me", (*Server).getMe, false},
		{"GET", "/applications/@me", (*Server).getApplication, false},
		{"GET", "/oauth2/applications/@me", (*Server).getApplication, false},
		{"GET", "/applications/*/commands", (*Server).getCommands, false},
		{"PUT", "/applications/*/commands", (*Server).putCommands, false},
		{"GET", "/channels/*", (*Server).getChannel, false},
		{"PATCH", "/channels/*", (*Server).patchChannel, false},
		{"GET", "/guilds/*", (*Server).getGuild, false},
		{"GET", "/guilds/*/threads/active", (*Server).listActiveThreads, false},
		{"GET", "/channels/*/threads/archived/public", (*Server).listArchivedThreads, false},
		{"GET", "/channels/*/messages", (*Server).listMessages, false},
		{"GET", "/channels/*/messages/pins", (*Server).listPins, false},
		{"POST", "/channels/*/messages", (*Server).createMessage, false},
		{"GET", "/channels/*/messages/*", (*Server).getMessage, false},
		{"PATCH", "/channels/*/messages/*", (*Server).editMessage, false},
		{"DELETE", "/channels/*/messages/*", (*Server).deleteMessage, false},
		{"PUT", "/channels/*/messages/*/reactions/*/@me", (*Server).addReaction, false},
		{"POST", "/users/@me/channels", (*Server).openDM, false},
		{"POST", "/channels/*/messages/*/threads", (*Server).startThread, false},
		{"GET", "/channels/*/thread-members/*", (*Server).getThreadMember, false},
		{"POST", "/channels/*/typing", (*Server).typing, false},
		{"POST", "/interactions/*/*/callback", (*Server).callback, true},
		{"POST", "/webhooks/*/*", (*Server).followup, true},
		{"GET", "/webhooks/*/*/messages/*", (*Server).getResponse, true},
		{"PATCH", "/webhooks/*/*/messages/*", (*Server).editResponse, true},
		{"DELETE", "/webhooks/*/*/messages/*", (*Server).deleteResponse, true},
	}
}

// handle validates and serves a request. The caller holds s.mu.
func (s *Server) handle(req *Request) (answer, http.Header) {
	for _, r := range routes() {
		args, ok := match(r.path, req.Path)
		if !ok || r.method != req.Method {
			continue
		}
		if !r.open && req.Header.Get("Authorization") != "Bot "+s.opts.Token {
			return refusal(401, 0, "401: Unauthorized"), nil
		}
		header, limited := s.limits.check(s.opts, r, args)
		if limited != nil {
			return *limited, header
		}
		if bad := s.validate(req); len(bad) > 0 {
			for _, b := range bad {
				s.violate(fmt.Sprintf("%s %s: %s in %s", req.Method, req.Path, b, req.Body))
			}
			return refusal(400, 50035, "Invalid Form Body: "+strings.Join(bad, "; ")), header
		}
		return r.serve(s, req, args), header
	}
	s.violate(fmt.Sprintf("%s %s: no such route", req.Method, req.Path))
	return refusal(404, 0, "404: Not Found"), nil
}

// match compares a path with a pattern in which * stands for one part.
func match(pattern, path string) (args []string, ok bool) {
	p, q := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(p) != len(q) {
		return nil, false
	}
	for i := range p {
		switch {
		case p[i] == "*" && q[i] != "":
			args = append(args, q[i])
		case p[i] != q[i]:
			return nil, false
		}
	}
	return args, true
}

func (s *Server) getGateway(*Request, []string) answer {
	return answer{200, map[string]any{"url": s.gatewayURL("/gateway/")}}
}

func (s *Server) getGatewayBot(*Request, []string) answer {
	s.refill()
	return answer{200, map[string]any{
		"url": s.gatewayURL("/gateway/"), "shards": s.opts.Shards,
		"session_start_limit": map[string]any{
			"total": s.opts.StartLimit, "remaining": s.gateway.remaining,
			"reset_after": max(time.Until(s.gateway.startsEnd).Milliseconds(), 0), "max_concurrency": s.opts.MaxConcurrency,
		},
	}}
}

func (s *Server) getMe(*Request, []string) answer {
	return answer{200, s.Bot.json()}
}

func (s *Server) getApplication(*Request, []string) answer {
	return answer{200, s.applicationJSON()}
}

func (s *Server) applicationJSON() map[string]any {
	return map[string]any{
		"id": s.AppID, "name": s.Bot.Name, "description": "", "bot_public": true, "bot_require_code_grant": false,
		"verify_key": "", "flags": 0, "owner": Person{ID: s.OwnerID, Name: "owner"}.json(),
	}
}

func (s *Server) getChannel(_ *Request, args []string) answer {
	c := s.places[args[0]]
	if c == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	return answer{200, c.json()}
}

// patchChannel changes the tags of a post, which is all of a channel that can be changed here.
func (s *Server) patchChannel(req *Request, args []string) answer {
	c := s.places[args[0]]
	if c == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	tags, _ := req.object()["applied_tags"].([]any)
	c.applied = nil
	for _, tag := range tags {
		c.applied = append(c.applied, fmt.Sprint(tag))
	}
	s.cause(c.GuildID, "THREAD_UPDATE", c.json())
	s.touch()
	return answer{200, c.json()}
}

func (s *Server) getGuild(_ *Request, args []string) answer {
	g := s.guilds[args[0]]
	if g == nil {
		return refusal(404, 10004, "Unknown Guild")
	}
	return answer{200, s.guildJSON(g)}
}
