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
	"time"

	"verbatim/cluster"
	"verbatim/index"
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
func (c config) clientBy(of cluster.Config) (_ *cluster.Client, err error) {
	of.Nodes, of.User = c.OpenSearch, c.ClusterUser
	if of.Password, err = secretIn(c.Password, c.PasswordFile, "VERBATIM_OPENSEARCH_PASSWORD_FILE", "password"); err != nil {
		return nil, err
	}
	if c.ClusterCA != "" {
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

// whenAway adds to an error about a cluster that does not answer where it was looked for, and what to do. One that is
// asked in a wrong way says so itself.
func (c config) whenAway(err error) error {
	_, away := errors.AsType[*cluster.AwayError](err)
	if _, says := errors.AsType[*cluster.SetupError](err); says || !away && !errors.Is(err, index.ErrAway) {
		return err
	}
	return fmt.Errorf("%w; VERBATIM_OPENSEARCH_URL is %s: check that these nodes run and can be reached from here",
		err, withoutPasswords(strings.Join(c.OpenSearch, ",")))
}

// A clusterEngine is the engine on a cluster with the way to it, which it closes.
type clusterEngine struct {
	*opensearch.Engine
	client *cluster.Client
}

func (e clusterEngine) Close() error { return errors.Join(e.Engine.Close(), e.client.Close()) }

// clusterPatience is for how long people wait for a cluster that nothing answers for: long enough for one attempt that ends in
// silence, and another.
const clusterPatience = 6 * time.Second

// openCluster opens the index in the cluster.
func openCluster(c config, log *slog.Logger) (keptEngine, error) {
	client, err := c.client(log)
	if err != nil {
		return nil, err
	}
	var e *opensearch.Engine
	if err = c.answers(client); err == nil {
		e, err = opensearch.Open(context.Background(), client, c.corpus(log))
	}
	if err != nil {
		return nil, errors.Join(c.whenAway(err), client.Close())
	}
	return clusterEngine{e, client}, nil
}

// answers returns an error when nothing of a cluster answers for some seconds. Other faults are left to whoever asks next.
func (c config) answers(client *cluster.Client) error {
	ctx, cancel := context.WithTimeout(context.Background(), clusterPatience)
	defer cancel()
	_, err := client.Alias(ctx, c.ClusterCorpus)
	if _, away := errors.AsType[*cluster.AwayError](err); away {
		return fmt.Errorf("%w: %w", index.ErrAway, err)
	}
	return nil
}
