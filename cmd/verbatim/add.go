package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"verbatim/corpus"
	"verbatim/corpus/clone"
	"verbatim/index/update"
)

const addLong = `Add reads files, folders, pages of the web and repositories besides what is read
already, and remembers them: verbatim reindex and serve --watch look at all of them
again. verbatim roots lists them, verbatim remove takes one away.

A repository of git is named by its address: https://…/NAME.git, git@HOST:OWNER/NAME or
ssh://…; with --git any https address is one. #BRANCH, #:FOLDER or #BRANCH:FOLDER at its
end reads a part of it. It needs the git program. Nothing in a repository is run, and
nobody is asked for a password; one that is not public needs a key of ssh.

--depth holds for the URLs that are added with it; --allow-private and --follow-links
then hold for all that is read. What else is read is not asked for news, which
verbatim reindex does.`

const addExample = `  verbatim add ~/notes manual.pdf
  verbatim add https://docs.example.org/ --depth 3
  verbatim add https://git.example.org/owner/name.git
  verbatim add git@git.example.org:owner/name.git#main:docs
  verbatim add docs --base-url https://docs.example.org/`

func newAdd(a *app) *cobra.Command {
	var o reindexOptions
	var git bool
	cmd := &cobra.Command{
		Use:     "add PATH|URL|GIT-URL …",
		Short:   "Read something besides what is read already",
		Long:    addLong,
		Example: addExample,
		Args:    atLeastOne("what to read: files, folders, URLs or repositories"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.add = args
			if git {
				o.add = asRepositories(args)
			}
			if cmd.Flags().Changed("follow-links") {
				o.follow = &o.followLinks
			}
			return a.runAdd(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	addJSON(cmd, a, "print the report as a JSON object")
	o.addShared(cmd)
	f.BoolVar(&git, "git", false, "the URLs are those of repositories")
	f.StringArrayVar(&o.bases, "base-url", nil, "address at which PATH is published; PATH=URL for one of several")
	return cmd
}

// atLeastOne returns a check for arguments that says what they are.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s takes %s", cmd.CommandPath(), what)
		}
		return nil
	}
}

// asRepositories marks addresses of the web as those of repositories.
func asRepositories(args []string) []string {
	all := slices.Clone(args)
	for i, arg := range all {
		if corpus.IsURL(arg) && !clone.Is(arg) {
			all[i] = "git+" + arg
		}
	}
	return all
}

func (a *app) runAdd(ctx context.Context, o reindexOptions) error {
	o.every = watchEvery // which is not asked for
	if err := o.check(); err != nil {
		return err
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	if len(c.Corpus) > 0 {
		return usagef("VERBATIM_CORPUS says what is read, and the next reindex would drop what is added here: add it there (VERBATIM_CORPUS=%s) and run verbatim reindex", strings.Join(append(c.Corpus, o.add...), ","))
	}
	if err := o.nameBase(); err != nil {
		return err
	}
	o.web, o.keepWeb, o.large = &update.Web{Depth: o.depth, AllowPrivate: o.allowPrivate || c.AllowPrivate}, true, c.LargeArchives
	if o.depth == 0 {
		o.web.Depth = c.Depth
	}
	a.notePages(o.add)
	_, err = a.reindexOnce(ctx, c, o)
	return err
}

// notePages tells of pages that show a repository that its files can be read instead.
func (a *app) notePages(names []string) {
	for _, name := range names {
		if better, ok := repositoryOf(name); ok {
			a.notef("%s is read as a page of the web. The files of that repository are read as %s", name, better)
		}
	}
}

// nameBase lets a base URL alone stand for what is added.
func (o *reindexOptions) nameBase() error {
	for i, v := range o.bases {
		if _, _, named := cutBase(v); named {
			continue
		}
		if len(o.add) > 1 {
			return usagef("--base-url %s: say which of those that are added is published there, as PATH=URL", v)
		}
		if _, err := basesOf([]string{v}); err != nil {
			return err
		}
		o.bases[i] = o.add[0] + "=" + v
	}
	return nil
}

// repositoryOf returns the address of the repository that a page of a well-known host shows.
func repositoryOf(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || clone.Is(address) || !corpus.IsURL(address) {
		return "", false
	}
	switch strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") {
	case "github.com", "gitlab.com", "codeberg.org", "bitbucket.org":
	default:
		return "", false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) != 2 || parts[0] == "" {
		return "", false
	}
	return fmt.Sprintf("https://%s/%s/%s.git", u.Host, parts[0], parts[1]), true
}
