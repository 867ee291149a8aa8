package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"
)

const initLong = `Init sets verbatim up, one step after the other: it asks Discord about the bot's token
and keeps it in the file .env of this folder, prints the link that invites the bot to a
server, indexes your texts, and asks them a first question. Each step can be left out with
Enter, and init can be run again: what is there is kept unless you say otherwise, and texts
are read besides those that are read already, as verbatim add does.

.env is replaced whole or not at all, keeps its other lines and comments, and can
afterwards be read by its user only. Ctrl-C leaves at any time.

In a script the flags say what is to be done; without a terminal at least one of
--token-file, --corpus and --yes has to. A token that .env already holds is replaced
with --force only. The token is never an argument, because those can be seen by other
users and stay in the shell's history.`

const initExample = `  verbatim init
  verbatim init --token-file /run/secrets/discord --corpus ~/docs
  pass show discord/bot | verbatim init --token-file - --corpus ~/docs --question "how do I log in?"
  verbatim init --yes`

// initOptions are the flags of init.
type initOptions struct {
	tokenFile string // "-" for standard input
	corpus    []string
	question  string
	depth     int
	yes       bool
	force     bool
}

func newInit(a *app) *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:     "init",
		Short:   "Set verbatim up: token, invitation, texts, a first question",
		Long:    initLong,
		Example: initExample,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 { // and is not repeated: it may be the token
				return usagef("verbatim init takes no arguments. If that was the token, others can have seen it: press \"Reset Token\" on the page \"Bot\" of your application, and give the new one with --token-file")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runInit(cmd.Context(), o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.tokenFile, "token-file", "", "file that holds the bot's token, - for standard input")
	f.StringArrayVar(&o.corpus, "corpus", nil, "file, folder, URL or repository to add to what is read; may be given several times")
	f.IntVar(&o.depth, "depth", 0, "links that are followed from a page among them, on its site")
	f.StringVar(&o.question, "question", "", "ask this as the first question")
	f.BoolVarP(&o.yes, "yes", "y", false, "ask nothing: keep what is there, and take the article that verbatim ships with where there are no texts")
	f.BoolVar(&o.force, "force", false, "replace the token that .env holds")
	return cmd
}

// A setup is one run of init.
type setup struct {
	*app
	console *console // nil for a script, which is asked nothing
	o       initOptions
	c       config
}

func (a *app) runInit(ctx context.Context, o initOptions) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	s := &setup{app: a, o: o, c: c}
	scripted := o.yes || o.tokenFile != "" || len(o.corpus) > 0
	if !scripted {
		s.console = a.console()
	}
	switch {
	case !scripted && s.console == nil:
		return usagef("verbatim init asks on a terminal, and there is none: say what to do with --token-file, --corpus or --yes (verbatim init --help)")
	case o.depth < 0:
		return usagef("--depth %d: it cannot be negative", o.depth)
	case o.tokenFile == "-" && a.console() != nil:
		return usagef("--token-file - would show the token as you type it: leave it out, and init asks for the token unseen")
	}
	if a.env["GOMEMLIMIT"] == "" {
		debug.SetMemoryLimit(memoryAim)
	}
	err = s.steps(ctx)
	if errors.Is(err, errLeave) {
		err = context.Canceled
	}
	if errors.Is(err, context.Canceled) {
		a.notef("Stopped. Nothing is half done; verbatim init goes on from here.")
	}
	return err
}

// steps takes one step after the other.
func (s *setup) steps(ctx context.Context) error {
	token, err := s.tokenStep(ctx)
	if err != nil {
		return err
	}
	if err := s.keepFolder(); err != nil {
		return err
	}
	if err := s.textsStep(ctx); err != nil {
		return err
	}
	if err := s.questionStep(ctx); err != nil {
		return err
	}
	if token {
		s.notef("\nNext: verbatim serve runs the bot. verbatim doctor checks everything, verbatim ask asks here.")
	} else {
		s.notef("\nNext: verbatim ask asks here; verbatim init again puts the bot into Discord.")
	}
	return nil
}

// keepFolder writes the folder of --data down, which the next command would not know of.
func (s *setup) keepFolder() error {
	if s.data == "" || s.env["VERBATIM_DATA"] != "" {
		return nil
	}
	folder, err := filepath.Abs(s.data)
	if err != nil {
		return err
	}
	vars, _, err := readDotenv()
	if err != nil || vars["VERBATIM_DATA"] == folder {
		return err
	}
	if before := vars["VERBATIM_DATA"]; before != "" && !s.o.force {
		s.notef("VERBATIM_DATA in %s stays %s: give --data to the other commands, too.", dotenvPath(), before)
		return nil
	}
	if err := editDotenv(map[string]string{"VERBATIM_DATA": folder}); err != nil {
		return fmt.Errorf("keep the folder of the data: %w", err)
	}
	s.notef("VERBATIM_DATA in %s is now %s.", dotenvPath(), folder)
	return nil
}
