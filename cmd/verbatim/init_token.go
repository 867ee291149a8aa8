package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

const tokenSteps = `
The bot's token
  1. Open https://discord.com/developers/applications, press New Application, name it.
  2. On its page Bot press Reset Token and copy the token.
`

// An application is what a token belongs to.
type application struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// tokenStep finds a token that Discord takes, keeps it in .env, and prints the link that invites
// the bot. It reports whether there is a token.
func (s *setup) tokenStep(ctx context.Context) (bool, error) {
	have, err := s.c.token()
	if err != nil {
		return false, err
	}
	if s.console == nil {
		return s.scriptToken(ctx, have)
	}
	if have != "" {
		if kept, err := s.keepToken(ctx, have); kept || err != nil {
			return kept, err
		}
	}
	s.notef(tokenSteps)
	return s.typedToken(ctx, have)
}

// scriptToken takes the token of --token-file, or else keeps the one that there is.
func (s *setup) scriptToken(ctx context.Context, have string) (bool, error) {
	token := have
	if s.o.tokenFile != "" {
		given, err := s.readToken()
		if err != nil {
			return false, err
		}
		token = given
	}
	if token == "" {
		s.notef("No token was given: verbatim answers here, and not in Discord. verbatim init --token-file FILE adds one.")
		return false, nil
	}
	if token != have {
		if err := s.mayReplace(have); err != nil {
			return false, err
		}
	}
	bot, err := s.owner(ctx, token)
	if err != nil {
		return false, tokenTrouble(token, err)
	}
	if token != have {
		if err := s.keep(token); err != nil {
			return false, err
		}
	}
	return true, s.invite(bot)
}

// mayReplace refuses what would not be in force, or would lose a token unasked.
func (s *setup) mayReplace(have string) error {
	switch {
	case s.env["DISCORD_TOKEN"]+s.env["DISCORD_TOKEN_FILE"] != "":
		return usagef("the environment has another token, which wins over %s: take %s out of it, or leave --token-file out", dotenvPath(), s.c.tokenFrom())
	case have != "" && !s.o.force:
		return usagef("%s has another token: --force replaces it", dotenvPath())
	}
	return nil
}

// readToken reads the file of --token-file.
func (s *setup) readToken() (string, error) {
	const most = 4096 // bytes, far more than any token has
	from := s.stdin
	if s.o.tokenFile != "-" {
		f, err := os.Open(s.o.tokenFile)
		if err != nil {
			return "", usagef("--token-file: %w", err)
		}
		defer f.Close()
		from = f
	}
	if from == nil {
		return "", usagef("--token-file: there is no standard input")
	}
	b, err := io.ReadAll(io.LimitReader(from, most))
	if err != nil {
		return "", usagef("--token-file: %w", err)
	}
	token, err := tidyToken(string(b))
	if err != nil {
		return "", usagef("--token-file: %w", err)
	}
	return token, nil
}

// tidyToken takes off what people copy along with a token. What cannot be one is sent nowhere.
func tidyToken(text string) (string, error) {
	token := strings.Trim(strings.TrimSpace(text), `"'`)
	token = strings.TrimSpace(strings.TrimPrefix(token, "Bot "))
	token = strings.TrimPrefix(token, "DISCORD_TOKEN=")
	switch {
	case token == "":
		return "", errors.New("it is empty")
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "", errors.New("a token has no spaces, line breaks or letters with accents in it: copy it again")
	}
	return token, nil
}

// keepToken asks whether the token that there is stays. One that Discord refuses does not.
func (s *setup) keepToken(ctx context.Context, have string) (bool, error) {
	bot, err := s.owner(ctx, have)
	fixed := s.env["DISCORD_TOKEN"]+s.env["DISCORD_TOKEN_FILE"] != ""
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil && fixed:
		return false, tokenTrouble(have, err)
	case err != nil:
		s.notef("About %s: %v", s.c.tokenFrom(), tokenTrouble(have, err))
		return false, nil
	}
	s.notef("The token of %s belongs to %s.", s.c.tokenFrom(), line(bot.Name))
	if !fixed { // it would win over any other
		if keep, err := s.console.confirm(ctx, "Keep it?", true); !keep || err != nil {
			return false, err
		}
	}
	return true, s.invite(bot)
}

// typedToken asks for a token until Discord takes one, or none is wanted.
func (s *setup) typedToken(ctx context.Context, have string) (bool, error) {
	for {
		typed, err := s.console.secret(ctx, "Token (it is not shown; Enter goes on without another): ")
		if err != nil {
			return false, err
		}
		if strings.TrimSpace(typed) == "" {
			return have != "", nil
		}
		token, err := tidyToken(typed)
		if err != nil {
			s.notef("%v.", err)
			continue
		}
		bot, err := s.owner(ctx, token)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			s.notef("%v", tokenTrouble(token, err))
			continue
		}
		s.notef("It belongs to %s.", line(bot.Name))
		if err := s.agreeAndKeep(ctx, token, have); err != nil {
			return false, err
		}
		return true, s.invite(bot)
	}
}

// agreeAndKeep asks before a token in .env is lost.
func (s *setup) agreeAndKeep(ctx context.Context, token, have string) error {
	if token == have {
		return nil
	}
	if have != "" && !s.o.force {
		replace, err := s.console.confirm(ctx, fmt.Sprintf("Replace the token in %s? Its other lines stay.", dotenvPath()), false)
		if err != nil {
			return err
		}
		if !replace {
			s.notef("%s stays as it is.", dotenvPath())
			return nil
		}
	}
	return s.keep(token)
}

// keep writes the token into .env.
func (s *setup) keep(token string) error {
	if err := editDotenv(map[string]string{"DISCORD_TOKEN": token, "DISCORD_TOKEN_FILE": ""}); err != nil {
		return fmt.Errorf("keep the token: %w; run verbatim init in a folder that you may write to", err)
	}
	s.notef("The token is in %s, which only you can read. Keep that file out of clones and backups that others see.", dotenvPath())
	return nil
}

// owner asks Discord whom a token belongs to. It is not sent to an address that only .env names.
func (s *setup) owner(ctx context.Context, token string) (bot application, err error) {
	if s.c.DiscordAPI != "" && s.env["VERBATIM_DISCORD_API"] == "" {
		return bot, usagef("the token is not sent to the address that only %s names: set VERBATIM_DISCORD_API in the environment, too, or take it out there", dotenvPath())
	}
	err = askDiscord(ctx, s.c, token, "/applications/@me", &bot)
	return bot, err
}

// tokenTrouble says what to do about a token that Discord did not take.
func tokenTrouble(token string, err error) error {
	var usage usageError
	switch {
	case errors.As(err, &usage), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, errTokenRefused) && !tokenShape(token):
		return errors.New(`the token is refused, and it does not look like a bot token: that is on the page "Bot" of your application, and is not the client secret, not the public key and not the application id`)
	case errors.Is(err, errTokenRefused):
		return errors.New(`the token is refused: press "Reset Token" on the page "Bot" of your application and copy the new one`)
	}
	return fmt.Errorf("cannot ask Discord about the token; try again when it can be reached: %w", err)
}

// invite prints the link that adds the bot to a server.
func (s *setup) invite(bot application) error {
	s.notef("\nThis link adds %s to a server of yours, with what it needs:", line(bot.Name))
	_, err := fmt.Fprintln(s.stdout, inviteLink(bot.ID))
	return err
}
