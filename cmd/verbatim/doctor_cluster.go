package main

import (
	"context"

	"verbatim/cluster"
)

// where tells people where the index is kept.
func (c config) where() string {
	if c.onCluster() {
		return c.ClusterCorpus + " in OpenSearch"
	}
	return c.Data
}

// checkCluster asks the cluster how it fares, where the index is kept in one, and reports whether the index can be looked at.
func checkCluster(ctx context.Context, d *diagnosis, c config) (answers bool) {
	if !c.onCluster() {
		return true
	}
	client, err := c.client(nil, byHand)
	if err != nil {
		d.add("OpenSearch", "wrong", "%v", err)
		return false
	}
	defer client.Close()
	info, err := client.Ping(ctx)
	var health cluster.Health
	if err == nil {
		health, err = client.Health(ctx)
	}
	if err != nil {
		d.add("OpenSearch", "wrong", "%v; the index is not looked at before it answers", err)
		return false
	}
	status, means := "ok", "every shard has all its copies"
	switch health.Status {
	case "yellow":
		status, means = "note", "some copies of shards are missing: a node may have left, or there are too few for VERBATIM_OPENSEARCH_REPLICAS"
	case "red":
		status, means = "wrong", "some shards are missing: start the nodes that hold them"
	}
	d.add("OpenSearch", status, "%s, version %s, %d nodes, %s: %s", info.Cluster, info.Version, health.Nodes, health.Status, means)
	return true
}
