package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"runtime"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"verbatim/bot"
	"verbatim/bot/rush"
	"verbatim/web"
)

const mcpLong = `Mcp gives an assistant two tools over standard input and output, by the Model Context
Protocol (modelcontextprotocol.io): ask, which answers a question with a quote of the
corpus or says that it does not answer, and search, which finds passages by their
words. So the assistant quotes instead of inventing. The assistant starts it; in the
form that most of them read:

  {"mcpServers": {"verbatim": {"command": "verbatim", "args": ["mcp"]}}}

The same tools are at /mcp of "verbatim serve --listen".`

func newMCP(a *app) *cobra.Command {
	var reading readingFlags
	var level string
	cmd := &cobra.Command{
		Use:     "mcp",
		Short:   "Let an assistant ask the corpus (Model Context Protocol)",
		Long:    mcpLong,
		Example: "  verbatim mcp\n  verbatim mcp --data ~/project/index",
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runMCP(cmd.Context(), level, reading)
		},
	}
	cmd.Flags().StringVar(&level, "level", "", "how sure an answer must be: cautious, balanced or eager (default $VERBATIM_LEVEL, or balanced)")
	reading.add(cmd)
	completeLevel(cmd)
	return cmd
}

// runMCP serves the tools until standard input ends.
func (a *app) runMCP(ctx context.Context, level string, reading readingFlags) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	if c.Level, err = levelOr(level, c.Level); err != nil {
		return err
	}
	options, err := reading.options()
	if err != nil {
		return err
	}
	x, err := a.openIndex(ctx, c, options)
	if err != nil {
		return err
	}
	defer x.Close()
	tools := web.NewTools(web.Config{
		Library: bot.LibraryOf(x.Index), Desk: rush.New(runtime.GOMAXPROCS(0)), Level: c.Level, Paths: true,
		Version: thisVersion().Version, Logger: slog.New(slog.NewTextHandler(a.stderr, nil)),
	})
	err = tools.Run(ctx, patient{&mcp.IOTransport{Reader: io.NopCloser(a.stdin), Writer: stdoutOf(a)}})
	if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// stdoutOf is where the tools answer; it is nobody's to close.
func stdoutOf(a *app) io.WriteCloser { return unclosed{a.stdout} }

type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }
