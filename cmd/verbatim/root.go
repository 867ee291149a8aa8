package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

const rootLong = `Verbatim answers a question with one unbroken passage of its corpus, quoted
byte for byte with its source, or says that the corpus does not answer it.

With nothing configured it answers from the article it ships with. Give it your
own texts with "verbatim add PATH", and put it into Discord with
"verbatim serve"; "verbatim init" leads through all of that.`

const rootExample = `  verbatim init
  verbatim ask "who heads Moscow's delegation?"
  verbatim add ~/notes
  DISCORD_TOKEN=… verbatim serve`

// newRoot returns the command that holds all verbs.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "verbatim",
		Short:         "Answers questions with passages of your own texts",
		Long:          rootLong,
		Example:       rootExample,
		Version:       thisVersion().String(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownVerb,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&a.data, "data", "", "folder of the index and the bot's data (default $VERBATIM_DATA, or the user's data folder)")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "print results and errors only")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w (%s --help lists the flags)", err, cmd.CommandPath())
	})
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n") // as the verb version prints it
	root.SetHelpTemplate(root.HelpTemplate() + exitHelp)
	root.AddCommand(
		newInit(a), newAsk(a), newAdd(a), newRemove(a), newRoots(a), newReindex(a), newSources(a), newInspect(a), newGaps(a),
		newServe(a), newMCP(a), newHealthcheck(a), newBackup(a), newRestore(a), newDoctor(a), newEval(a), newVersion(a),
	)
	addHelpAndCompletion(root)
	return root
}

// addHelpAndCompletion adds the commands that cobra makes, and holds them to arguments
// that mean something: by itself cobra shows a help page for any, with status 0.
func addHelpAndCompletion(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = func(_ *cobra.Command, args []string) error {
				if found, _, err := root.Find(args); err == nil && found != root {
					return nil
				}
				return unknownVerb(root, args)
			}
		case "completion":
			cmd.Args = nil
			cmd.RunE = func(cmd *cobra.Command, _ []string) error {
				return usagef("%s takes a shell: bash, zsh, fish or powershell", cmd.CommandPath())
			}
			for _, shell := range cmd.Commands() {
				shell.Args = exactly(0, "no arguments")
			}
		}
	}
}

// unknownVerb names the verbs that may have been meant.
func unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	hint := cmd.CommandPath() + " --help lists them"
	if meant := cmd.SuggestionsFor(args[0]); len(meant) > 0 {
		hint = "did you mean " + strings.Join(meant, " or ") + "?"
	} else if strings.ContainsAny(strings.Join(args, " "), " ?") {
		hint = fmt.Sprintf("to ask a question: %s ask %q", cmd.CommandPath(), strings.Join(args, " "))
	}
	return usagef("there is no verb %q: %s", args[0], hint)
}

// exactly returns a check for n arguments that says what they are.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return usagef("%s takes %s, not %d arguments", cmd.CommandPath(), what, len(args))
		}
		return nil
	}
}

// addJSON gives a verb the flag --json.
func addJSON(cmd *cobra.Command, a *app, what string) {
	cmd.Flags().BoolVar(&a.json, "json", false, what)
}
