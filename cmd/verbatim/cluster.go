package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"

	"verbatim/cluster"
	"verbatim/index"
	"verbatim/index/local"
	"verbatim/index/opensearch"
)

// onCluster reports whether the index is kept in a cluster, and not below the data folder.
func (c config) onCluster() bool { return c.Engine == "opensearch" }

// corpusName is what names of indices may look like, and their alias.
var corpusName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,60}$`)

// checkCluster returns the fields of the cluster with values that make no sense.
func (c *config) checkCluster() []string {
	var fields []string
	if c.Engine != "local" && !c.onCluster() {
		fields = append(fields, "Engine")
	}
	for _, node := range c.OpenSearch {
		if !strings.HasPrefix(node, "http://") && !strings.HasPrefix(node, "https://") {
			fields = append(fields, "OpenSearch")
			break
		}
	}
	if _, _, ok := strings.Cut(string(c.ClusterHeader), ":"); c.ClusterHeader != "" && !ok {
		fields = append(fields, "ClusterHeader")
	}
	if !corpusName.MatchString(c.ClusterCorpus) {
		fields = append(fields, "ClusterCorpus")
	}
	if c.Shards < 1 {
		fields = append(fields, "Shards")
	}
	if n, err := strconv.Atoi(c.Replicas); c.Replicas != "auto" && (err != nil || n < 0) {
		fields = append(fields, "Replicas")
	}
	return fields
}

// clusterProblems says what does not go together.
func (c *config) clusterProblems() []error {
	var problems []error
	if c.onCluster() && len(c.OpenSearch) == 0 {
		problems = append(problems, errors.New("VERBATIM_ENGINE is opensearch: set VERBATIM_OPENSEARCH_URL to the addresses of its nodes, such as https://node1:9200"))
	}
	if c.onCluster() && c.Vectors == "on" {
		problems = append(problems, errors.New("VERBATIM_VECTORS is on, but an index in OpenSearch has no vectors of meaning: leave it at auto"))
	}
	if c.Password != "" && c.PasswordFile != "" {
		problems = append(problems, errors.New("VERBATIM_OPENSEARCH_PASSWORD and VERBATIM_OPENSEARCH_PASSWORD_FILE are both set: keep one"))
	}
	return problems
}

// corpus says where in the cluster the index is kept, and how.
func (c config) corpus(log *slog.Logger) opensearch.Options {
	replicas, err := strconv.Atoi(c.Replicas)
	if err != nil {
		replicas = -1 // auto
	}
	return opensearch.Options{Name: c.ClusterCorpus, Shards: c.Shards, Replicas: replicas, Log: log}
}

// client returns the way to the cluster. Its caller closes it.
func (c config) client(log *slog.Logger) (*cluster.Client, error) {
	return c.clientBy(cluster.Config{Log: log})
}

// clientBy is the same with other limits of time.
func (c config) clientBy(of cluster.Config) (*cluster.Client, error) {
	of.Nodes, of.User, of.Password = c.OpenSearch, c.ClusterUser, string(c.Password)
	if c.PasswordFile != "" {
		b, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return nil, usagef("VERBATIM_OPENSEARCH_PASSWORD_FILE: %w", err)
		}
		of.Password = strings.TrimSpace(string(b))
	}
	if c.ClusterCA != "" {
		var err error
		if of.CA, err = os.ReadFile(c.ClusterCA); err != nil {
			return nil, usagef("VERBATIM_OPENSEARCH_CA: %w", err)
		}
	}
	if name, value, ok := strings.Cut(string(c.ClusterHeader), ":"); ok {
		of.Header = http.Header{}
		of.Header.Set(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	client, err := cluster.Open(of)
	if err != nil {
		return nil, usageError{fmt.Errorf("OpenSearch: %w", err)}
	}
	return client, nil
}

// A clusterEngine is the engine on a cluster with the way to it, which it closes.
type clusterEngine struct {
	*opensearch.Engine
	client *cluster.Client
}

func (e clusterEngine) Close() error { return errors.Join(e.Engine.Close(), e.client.Close()) }

// State knows of no files.
func (clusterEngine) State() local.State { return local.State{} }

// Idle returns at once: what waits for it is the making of vectors.
func (clusterEngine) Idle(ctx context.Context) error { return ctx.Err() }

// openCluster opens the index in the cluster.
func openCluster(c config, log *slog.Logger) (keptEngine, error) {
	client, err := c.client(log)
	if err != nil {
		return nil, err
	}
	e, err := opensearch.Open(context.Background(), client, c.corpus(log))
	if errors.Is(err, index.ErrAway) {
		err = fmt.Errorf("%w; VERBATIM_OPENSEARCH_URL is %s", err, withoutPasswords(strings.Join(c.OpenSearch, ",")))
	}
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return clusterEngine{e, client}, nil
}
