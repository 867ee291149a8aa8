package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/bwmarrin/discordgo"
)

// apiVersion is the version of the REST interface that the requests follow.
const apiVersion = "v10"

// kind says which of Discord's limits a request falls under.
type kind int

const (
	ordinary kind = iota
	callback      // first answer to an interaction: dead after three seconds
	webhook       // later answers to an interaction
)

// A request is one call of the REST interface.
type request struct {
	method, path string
	body         any
	files        []*discordgo.File
	kind         kind
	repeatable   bool // a POST that does no harm when it arrives twice
}

// call sends a request and decodes the answer into out, which may be nil.
func (c *Client) call(ctx context.Context, r request, out any) error {
	answer, err := c.send(ctx, r)
	if err != nil {
		return fmt.Errorf("discord: %w", err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("discord: %s: decode answer: %w", r.method, err)
	}
	return nil
}

func (c *Client) send(ctx context.Context, r request) ([]byte, error) {
	url := c.cfg.APIBase + "/" + apiVersion + r.path
	bucket := discordgo.NewRatelimiter().LockBucket("")
	var body []byte
	contentType := "application/json"
	var err error
	switch {
	case len(r.files) > 0:
		contentType, body, err = discordgo.MultipartBodyWithJSON(r.body, r.files)
	case r.body != nil:
		body, err = json.Marshal(r.body)
	}
	if err != nil {
		return nil, err
	}
	answer, err := c.session.RequestWithLockedBucket(r.method, url, contentType, body, bucket, 0, discordgo.WithContext(ctx))
	if e, ok := errors.AsType[*discordgo.RESTError](err); ok {
		se := &StatusError{Method: r.method, Path: r.path, Status: e.Response.StatusCode, Message: string(e.ResponseBody)}
		if e.Message != nil {
			se.Code, se.Message = e.Message.Code, e.Message.Message
		}
		return nil, se
	}
	return answer, err
}
