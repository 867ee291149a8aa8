package discordtest

import "strings"

// validate returns all that is wrong with a request: by Discord's document and by the
// rules that the document does not hold.
func (s *Server) validate(req *Request) []string {
	var bad []string
	if s.spec != nil {
		bad = s.spec.validate(req)
	}
	return append(bad, rules(req)...)
}

// rules applies the own checks that fit a request.
func rules(req *Request) []string {
	var bad complaints
	switch {
	case req.Method == "PUT" && strings.HasSuffix(req.Path, "/commands"):
		list, _ := req.value.([]any)
		bad.commands(list)
	case strings.HasSuffix(req.Path, "/callback"):
		bad.callback(req.object(), len(req.Files) > 0)
	case req.Method == "POST" && (strings.HasSuffix(req.Path, "/messages") || strings.HasPrefix(req.Path, "/webhooks/")):
		bad.message(req.object(), true, len(req.Files) > 0)
	case req.Method == "PATCH" && strings.Contains(req.Path, "/messages/"):
		bad.message(req.object(), false, len(req.Files) > 0)
	}
	return bad
}

// complaints collects what is wrong.
type complaints []string
