package rest

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A StatusError is Discord's refusal of one request, after all retries.
type StatusError struct {
	Status     int           // HTTP status
	Code       int           // Discord's own JSON error code, 0 if it sent none
	Message    string        // Discord's words
	RetryAfter time.Duration // 429 only: when it may work again
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("HTTP %d: %s (code %d)", e.Status, e.Message, e.Code)
}

// Errors that a request can end with before it was sent.
var (
	// ErrTooLate says that an interaction's first answer is no longer possible.
	ErrTooLate = errors.New("the interaction's three seconds are over")

	// ErrBlocked says that so many requests were refused lately that sending more
	// would get this machine banned from Discord's API for a while.
	ErrBlocked = errors.New("too many refused requests, sending is paused")
)

// Discord's JSON error codes that callers tell apart.
const (
	CodeUnknownChannel     = discordgo.ErrCodeUnknownChannel
	CodeUnknownMessage     = discordgo.ErrCodeUnknownMessage
	CodeUnknownInteraction = 10062
	CodeAcknowledged       = 40060 // the interaction has been answered already
	CodeMissingAccess      = discordgo.ErrCodeMissingAccess
	CodeMissingPermissions = discordgo.ErrCodeMissingPermissions
	CodeInvalidForm        = 50035  // some part of what was sent is not what Discord takes
	CodeSlowMode           = 20016  // the channel's members write slowly
	CodeArchived           = 50083  // the thread is archived and locked
	CodeLocked             = 160005 // the thread is locked
	CodeAutoMod            = 200000 // a rule of the server's holds the message back
	CodeHarmfulLinks       = 240000 // a filter of Discord's does
)

// Status is the HTTP status in err's chain, 0 if there is none.
func Status(err error) int {
	if e, ok := errors.AsType[*StatusError](err); ok {
		return e.Status
	}
	return 0
}

// Code is Discord's JSON error code in err's chain, 0 if there is none.
func Code(err error) int {
	if e, ok := errors.AsType[*StatusError](err); ok {
		return e.Code
	}
	return 0
}

// Gone tells whether err means that the channel, message or interaction no longer exists.
func Gone(err error) bool {
	return Status(err) == http.StatusNotFound
}

// Forbidden tells whether err means that the bot lacks a permission there.
func Forbidden(err error) bool {
	return Status(err) == http.StatusForbidden
}

// Held tells whether err means that what was written is not let through: by a rule of the
// server's for what may be said, or Discord's for links.
func Held(err error) bool { return Code(err) == CodeAutoMod || Code(err) == CodeHarmfulLinks }

// Barred tells whether err means that the bot may not write there now: it lacks a permission
// or is timed out, the thread is locked, the channel slow, or what it wrote is held.
func Barred(err error) bool {
	switch Code(err) {
	case CodeSlowMode, CodeArchived, CodeLocked:
		return true
	}
	return Forbidden(err) || Held(err)
}
