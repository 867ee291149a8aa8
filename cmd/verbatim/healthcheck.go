package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

const healthcheckLong = `Healthcheck asks the serve that runs on this machine, at the address in VERBATIM_LISTEN
or --listen, whether it answers questions: the index can be read, and Discord is
connected where there is a token. It prints what serve says of each, and ends with
status 1 where something is missing, serve does not answer, or no address is known.

It is for containers, whose images hold nothing else that could ask. With --live it asks only
whether the process lives: for supervisors that start anew what does not, since that does not
bring Discord back.`

// healthcheckTimeout is how long serve may take to say how it fares.
const healthcheckTimeout = 5 * time.Second

func newHealthcheck(a *app) *cobra.Command {
	var (
		live   bool
		listen string
	)
	cmd := &cobra.Command{
		Use:     "healthcheck",
		Short:   "Ask whether the serve of this machine answers questions",
		Long:    healthcheckLong,
		Example: "  VERBATIM_LISTEN=127.0.0.1:8080 verbatim healthcheck\n  verbatim healthcheck --live",
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runHealthcheck(cmd.Context(), listen, live)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", "address where serve answers (default $VERBATIM_LISTEN)")
	cmd.Flags().BoolVar(&live, "live", false, "ask only whether the process lives")
	return cmd
}

func (a *app) runHealthcheck(ctx context.Context, listen string, live bool) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	if listen = cmp.Or(listen, c.Listen); listen == "" {
		return errors.New("nothing to ask: set VERBATIM_LISTEN, to 127.0.0.1:8080 for instance, for serve and for healthcheck alike")
	}
	path := "/readyz"
	if live {
		path = "/healthz"
	}
	ctx, cancel := context.WithTimeout(ctx, healthcheckTimeout)
	defer cancel()
	words, err := askHealth(ctx, "http://"+nearby(listen)+path)
	if err != nil {
		return err
	}
	_, err = io.WriteString(a.stdout, words)
	return err
}

// askHealth returns what serve says at an address; the error says what is missing.
func askHealth(ctx context.Context, url string) (words string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", fmt.Errorf("ask serve: %w", err)
	}
	direct := &http.Transport{DisableKeepAlives: true} // past any proxy of the environment
	resp, err := direct.RoundTrip(req)
	if err != nil {
		return "", fmt.Errorf("serve does not answer: %w", err)
	}
	defer resp.Body.Close()
	const most = 4 << 10
	body, err := io.ReadAll(io.LimitReader(resp.Body, most))
	if err != nil {
		return "", fmt.Errorf("serve does not answer: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("serve is not ready (%s): %s", resp.Status, strings.ReplaceAll(strings.TrimSpace(string(body)), "\n", "; "))
	}
	return string(body), nil
}

// nearby returns where on this machine somebody answers who listens at an address: that of
// all of the machine's addresses is none to be asked at.
func nearby(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	switch ip := net.ParseIP(host); {
	case host == "", ip.Equal(net.IPv4zero):
		host = "127.0.0.1"
	case ip.Equal(net.IPv6zero):
		host = "::1"
	}
	return net.JoinHostPort(host, port)
}
