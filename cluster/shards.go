package cluster

// shards is what an answer says of the shards that it comes from. Shards that were skipped, since nothing in
// them can match, count as successful.
type shards struct {
	Total      int
	Successful int
	Failed     int
	Failures   []struct{ Reason cause }
}

// A cause is what the cluster gives as the reason of something.
type cause struct{ Type, Reason string }

func (c cause) String() string { return start(c.Type + ": " + c.Reason) }

// failure returns an error where shards failed.
func (s shards) failure() error {
	if s.Failed == 0 {
		return nil
	}
	e := &PartialError{Failed: s.Failed, Total: s.Total}
	if len(s.Failures) > 0 {
		e.Reason = s.Failures[0].Reason.String()
	}
	return e
}

// all returns an error where any shard is missing: one that nobody holds does not count as failed.
func (s shards) all() error {
	if err := s.failure(); err != nil {
		return err
	}
	if s.Successful < s.Total {
		return &PartialError{Failed: s.Total - s.Successful, Total: s.Total, Reason: "no node holds them"}
	}
	return nil
}

// An acknowledgement is the answer to a change of all copies of an index, such as a refresh. Copies without a node
// are no failure.
type acknowledgement struct {
	Shards shards `json:"_shards"`
}

func (a *acknowledgement) incomplete() error { return a.Shards.failure() }
