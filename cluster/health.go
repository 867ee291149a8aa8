package cluster

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Info is what a cluster says of itself.
type Info struct {
	Cluster string // its name
	Version string // of OpenSearch, such as "2.19.6"
}

// Ping asks a node for its cluster's name, which tells whether it can be reached.
func (c *Client) Ping(ctx context.Context) (Info, error) {
	var answer struct {
		Cluster string `json:"cluster_name"`
		Version struct{ Number string }
	}
	_, err := c.call(ctx, operation{name: "ping", method: http.MethodGet, path: []string{""}}, &answer)
	if err == nil && answer.Version.Number == "" {
		err = errors.New("ping: what answers at this address is no OpenSearch")
	}
	return Info{answer.Cluster, answer.Version.Number}, err
}

// Health is how a cluster fares.
type Health struct {
	Status      string // "green", "yellow" where copies are missing, "red" where documents are
	Nodes       int    `json:"number_of_nodes"`
	Unassigned  int    `json:"unassigned_shards"`
	Initialized int    `json:"initializing_shards"` // shards that are being made
	TimedOut    bool   `json:"timed_out"`
}

// Health returns how the cluster fares, or only some of its indices.
func (c *Client) Health(ctx context.Context, indices ...string) (h Health, err error) {
	_, err = c.call(ctx, operation{name: "health", method: http.MethodGet, path: healthPath(indices)}, &h)
	return h, err
}

func healthPath(indices []string) []string {
	if len(indices) == 0 {
		return []string{"_cluster", "health"}
	}
	return []string{"_cluster", "health", list(indices)}
}

// WaitStatus returns once the cluster has at least so many nodes and a status, or only some of its indices have it: "green",
// or "yellow" when copies may be missing.
func (c *Client) WaitStatus(ctx context.Context, status string, nodes int, indices ...string) error {
	const round = 2 * time.Second
	params := url.Values{"wait_for_status": {status}, "timeout": {strconv.Itoa(int(round.Seconds())) + "s"}, "wait_for_nodes": {">=" + strconv.Itoa(nodes)}}
	for {
		var h Health
		_, err := c.call(ctx, operation{name: "wait", method: http.MethodGet, path: healthPath(indices), params: params, limit: c.limit + round}, &h)
		if err == nil && !h.TimedOut {
			return nil
		}
		if fault, ok := errors.AsType[*Fault](err); err != nil && (!ok || fault.Status != http.StatusRequestTimeout) {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// Away returns an [AwayError] while the cluster counts as away, as far as earlier calls tell. It does not
// call the cluster.
func (c *Client) Away() error { return c.breaker.away() }
