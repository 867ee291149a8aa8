package gateway

import "fmt"

// A FatalError ends Run: only a person can remove its cause.
type FatalError struct {
	Code   int    // the gateway's close code, or the HTTP status, 0 if neither
	Reason string // what Discord refused
	Advice string // what to do
}

func (e *FatalError) Error() string {
	return fmt.Sprintf("%s (%d): %s", e.Reason, e.Code, e.Advice)
}

func badToken(code int) *FatalError {
	return &FatalError{
		Code: code, Reason: "Discord does not accept the bot token",
		Advice: "reset the token at https://discord.com/developers/applications → your application → Bot → Reset Token, and set DISCORD_TOKEN to the new one",
	}
}

// fatalClose explains the close codes after which connecting again is of no use, nil for
// all others.
func fatalClose(code int) *FatalError {
	switch code {
	case 4004:
		return badToken(code)
	case 4010:
		return &FatalError{code, "Discord does not know this shard", "set the shard id to a number from 0 to the shard count less one"}
	case 4011:
		return &FatalError{code, "the bot is in too many servers for this number of shards", "raise the shard count, or leave it out so that Discord's recommendation is used"}
	case 4012:
		return &FatalError{code, "Discord no longer speaks this version of the gateway", "update to a newer version of this program"}
	case 4013:
		return &FatalError{code, "Discord does not know the requested intents", "update to a newer version of this program"}
	case 4014:
		return &FatalError{
			code, "a privileged intent is not enabled for this application",
			"enable Message Content Intent at https://discord.com/developers/applications → your application → Bot → Privileged Gateway Intents, or turn off the setting that needs it",
		}
	}
	return nil
}
