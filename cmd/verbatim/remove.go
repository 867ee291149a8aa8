package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"verbatim/index/local/disk"
)

const removeLong = `Remove reads something no more that verbatim add or reindex was given, and takes its
articles out of the index. Files, pages and repositories stay where they are. A root is
named as verbatim roots lists it, or by a part of that which fits one alone.`

func newRemove(a *app) *cobra.Command {
	o := reindexOptions{keepWeb: true, every: watchEvery}
	cmd := &cobra.Command{
		Use:               "remove ROOT …",
		Short:             "Read something no more",
		Long:              removeLong,
		Example:           "  verbatim remove ~/notes\n  verbatim remove docs.example.org",
		Args:              atLeastOne("what to read no more: roots as verbatim roots lists them, or parts of their names"),
		ValidArgsFunction: a.completeRoots,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.remove = args
			return a.runRemove(cmd.Context(), o)
		},
	}
	addJSON(cmd, a, "print the report as a JSON object")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would change and write nothing")
	return cmd
}

func (a *app) runRemove(ctx context.Context, o reindexOptions) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	if len(c.Corpus) > 0 {
		return usagef("VERBATIM_CORPUS says what is read, and the next reindex would read again what is removed here: take it out there (it is %s) and run verbatim reindex", strings.Join(c.Corpus, ","))
	}
	o.large = c.LargeArchives
	_, err = a.reindexOnce(ctx, c, o)
	return err
}

// completeRoots completes the names of roots.
func (a *app) completeRoots(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	c, err := a.config()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	from, err := disk.ReadOrigin(c.Data)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var fit []string
	for _, root := range from.Roots {
		if strings.HasPrefix(root, typed) {
			fit = append(fit, root)
		}
	}
	return fit, cobra.ShellCompDirectiveNoFileComp
}
