package rest

import (
	"context"
	"net/http"
	"slices"
)

// An application is what Discord tells of the bot's own, as far as it says who owns it
// (https://docs.discord.com/developers/resources/application,
// https://docs.discord.com/developers/topics/teams).
type application struct {
	Owner user `json:"owner"` // of a team's application, a user that stands for the team
	Team  *struct {
		Owner   string       `json:"owner_user_id"`
		Members []teamMember `json:"members"`
	} `json:"team"`
}

type user struct {
	ID string `json:"id"`
}

type teamMember struct {
	State int    `json:"membership_state"` // 1 invited, 2 accepted
	Role  string `json:"role"`             // admin, developer or read_only
	User  user   `json:"user"`
}

// accepted is the state of a member who has taken the invitation.
const accepted = 2

// Owners fetches the ids of the users who may do with the bot's application as they like: its
// owner, or of a team its owner and those who have accepted to be administrators or
// developers. Whoever may only read is none of them.
func (c *Client) Owners(ctx context.Context) ([]string, error) {
	var a application
	err := c.call(ctx, request{method: http.MethodGet, path: "/applications/@me"}, &a)
	if err != nil {
		return nil, err
	}
	if a.Team == nil {
		return owning([]string{a.Owner.ID}), nil
	}
	ids := []string{a.Team.Owner}
	for _, m := range a.Team.Members {
		if m.State == accepted && (m.Role == "admin" || m.Role == "developer") {
			ids = append(ids, m.User.ID)
		}
	}
	return owning(ids), nil
}

// owning returns the ids that are told.
func owning(ids []string) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}
