package gateway

import "sync/atomic"

// counts is what a Client counts while it runs.
type counts struct {
	connected, connections, identifies, resumes atomic.Int64
	events, dropped, damaged, panics            atomic.Int64
}

// Stats is what a Client has counted since it was made, and how it stands now.
type Stats struct {
	Connected   int // shards that are connected now
	Shards      int // shards that this process runs
	Connections int // gateway connections that became ready
	Identifies  int // sessions started
	Resumes     int // sessions gone on with
	Events      int // handed to handlers
	Working     int // events that handlers work on now
	Dropped     int // events lost because too many were worked on, or while stopping
	Damaged     int // events that Discord sent damaged
	Panics      int // handlers that panicked
	Requests    int // HTTP requests sent, retries included
	Retries     int // of these, repeated ones
	Limited     int // answers with 429
	Refused     int // answers with 401, 403 or 429 in the last ten minutes
}

// Stats tells how the client fares.
func (c *Client) Stats() Stats {
	n, sent := c.counts, c.Client.Traffic()
	return Stats{
		Connected: int(n.connected.Load()), Shards: int(c.shards.Load()), Connections: int(n.connections.Load()),
		Identifies: int(n.identifies.Load()), Resumes: int(n.resumes.Load()),
		Events: int(n.events.Load()), Working: c.crew.size(), Dropped: int(n.dropped.Load()),
		Damaged: int(n.damaged.Load()), Panics: int(n.panics.Load()),
		Requests: sent.Requests, Retries: sent.Retries, Limited: sent.Limited, Refused: sent.Refused,
	}
}
