package main

import (
	"strings"
	"testing"

	"verbatim/index/opensearch"
)

// TestClusterConfig reads settings of a cluster that make sense, and such that do not.
func TestClusterConfig(t *testing.T) {
	const nodes = "VERBATIM_OPENSEARCH_URL=https://a:9200, https://b:9200,"
	for name, c := range map[string]struct {
		env  []string
		want string // in the error, "" for none
	}{
		"no engine named":   {nil, ""},
		"nodes":             {[]string{"VERBATIM_ENGINE=opensearch", nodes}, ""},
		"no nodes":          {[]string{"VERBATIM_ENGINE=opensearch"}, "set VERBATIM_OPENSEARCH_URL"},
		"another engine":    {[]string{"VERBATIM_ENGINE=solr"}, `VERBATIM_ENGINE is "solr" and must be local or opensearch`},
		"no address":        {[]string{"VERBATIM_ENGINE=opensearch", "VERBATIM_OPENSEARCH_URL=a:9200"}, "VERBATIM_OPENSEARCH_URL"},
		"vectors":           {[]string{"VERBATIM_ENGINE=opensearch", nodes, "VERBATIM_VECTORS=on"}, ""},
		"two passwords":     {[]string{"VERBATIM_OPENSEARCH_PASSWORD=x", "VERBATIM_OPENSEARCH_PASSWORD_FILE=y"}, "keep one"},
		"no header":         {[]string{"VERBATIM_OPENSEARCH_HEADER=abc"}, "VERBATIM_OPENSEARCH_HEADER"},
		"no name":           {[]string{"VERBATIM_OPENSEARCH_INDEX=My Index"}, "VERBATIM_OPENSEARCH_INDEX"},
		"no shards":         {[]string{"VERBATIM_OPENSEARCH_SHARDS=0"}, "VERBATIM_OPENSEARCH_SHARDS"},
		"no replicas":       {[]string{"VERBATIM_OPENSEARCH_REPLICAS=few"}, "VERBATIM_OPENSEARCH_REPLICAS"},
		"replicas, a count": {[]string{"VERBATIM_OPENSEARCH_REPLICAS=2"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := configured(t, c.env, "")
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// TestClusterCorpus turns settings into those of a corpus in the cluster, and hides its secrets.
func TestClusterCorpus(t *testing.T) {
	c, err := configured(t, []string{
		"VERBATIM_ENGINE=opensearch", "VERBATIM_OPENSEARCH_URL=https://u:hushhush@a:9200", "VERBATIM_OPENSEARCH_INDEX=docs",
		"VERBATIM_VECTORS=on", "VERBATIM_OPENSEARCH_SHARDS=3", "VERBATIM_OPENSEARCH_PASSWORD=hushhush", "VERBATIM_OPENSEARCH_HEADER=X-Key: hushhush",
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.corpus(nil), (opensearch.Options{Name: "docs", Shards: 3, Replicas: -1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if !c.wantsVectors() {
		t.Error("no vectors are wanted")
	}
	for _, s := range c.settings() {
		if strings.Contains(s.Value, "hushhush") {
			t.Errorf("%s shows %s", s.Name, s.Value)
		}
	}
	client, err := c.client(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Close(); err != nil {
		t.Error(err)
	}
}
