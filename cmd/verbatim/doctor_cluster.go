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

// checkCluster asks the cluster how it fares, where the index is kept in one, and reports whether there is any use in asking
// it more.
func checkCluster(ctx context.Context, d *diagnosis, c config) (answers bool) {
	if !c.onCluster() {
		return true
	}
	info, health, err := c.fares(ctx)
	if err != nil {
		d.add("OpenSearch", "wrong", "%v", c.whenAway(err))
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

// fares asks the cluster what it is and how it fares.
func (c config) fares(ctx context.Context) (info cluster.Info, health cluster.Health, err error) {
	client, err := c.client(nil)
	if err != nil {
		return info, health, err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, clusterPatience)
	defer cancel()
	if info, err = client.Ping(ctx); err == nil {
		health, err = client.Health(ctx)
	}
	return info, health, err
}
