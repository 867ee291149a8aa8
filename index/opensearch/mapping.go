package opensearch

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"verbatim/cluster"
	"verbatim/index/engine"
)

type object = map[string]any

// The fields of documents.
const (
	fieldTerms   = "terms"   // of a passage: all of them, with spaces between
	fieldArticle = "article" // of a passage: the id of its article
	fieldSource  = "source"  // of a passage: the source of its article
	fieldKey     = "key"     // of an article in the library: its id
	fieldTopic   = "topic"   // of a note
	fieldNote    = "note"    // of a note: its own id, to go through them by
	fieldRecord  = "record"  // of all
)

// similarity is the nearest that OpenSearch has to what [engine.Query] says.
var similarity = object{"verbatim": object{"type": "BM25", "k1": engine.K1, "b": engine.B}}

// passagesMapping keeps records in columns: a search that returns some hundred of them reads nothing else.
var passagesMapping = object{
	"dynamic": "strict", "_source": object{"enabled": false},
	"properties": object{
		fieldTerms:   object{"type": "text", "analyzer": "verbatim", "similarity": "verbatim", "index_options": "freqs"},
		fieldArticle: object{"type": "keyword", "doc_values": false},
		fieldSource:  object{"type": "keyword", "doc_values": false},
		fieldRecord:  object{"type": "binary", "doc_values": true},
	},
}

var libraryMapping = object{
	"dynamic": "strict",
	"properties": object{
		fieldKey:    object{"type": "keyword"},
		fieldTopic:  object{"type": "keyword", "doc_values": false},
		fieldNote:   object{"type": "keyword", "index": false},
		fieldRecord: object{"type": "binary"},
	},
}

// putTemplates makes new indices of the corpus have their settings and mappings.
func putTemplates(ctx context.Context, c *cluster.Client, o Options) error {
	for suffix, mapping := range map[string]object{passagesSuffix: passagesMapping, librarySuffix: libraryMapping} {
		settings := o.settings()
		settings["refresh_interval"] = "-1"
		if suffix == passagesSuffix {
			settings["similarity"] = similarity
			settings["analysis"] = object{"analyzer": object{"verbatim": object{"type": "custom", "tokenizer": "whitespace"}}}
		}
		err := c.PutTemplate(ctx, o.Name+suffix, object{
			"index_patterns": []string{o.Name + "-g*" + suffix}, "priority": 500,
			"template": object{"settings": object{"index": settings}, "mappings": mapping},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// settings say how many shards an index has, and how many copies of each.
func (o Options) settings() object {
	settings := object{"number_of_shards": max(o.Shards, 1)}
	maps.Copy(settings, o.copies())
	return settings
}

// copies say how many copies there are beside the primary ones.
func (o Options) copies() object {
	if o.Replicas < 0 {
		return object{"auto_expand_replicas": "0-1"} // none where there is one node
	}
	return object{"number_of_replicas": o.Replicas, "auto_expand_replicas": false}
}

// createState makes the index that outlives generations, unless it is there.
func createState(ctx context.Context, c *cluster.Client, o Options) error {
	settings := o.copies()
	settings["number_of_shards"] = 1
	err := c.CreateIndex(ctx, state(o.Name), object{
		"settings": object{"index": settings}, "mappings": object{"dynamic": false},
	})
	if err != nil && !errors.Is(err, cluster.ErrExists) {
		return fmt.Errorf("prepare the cluster: %w", told(err))
	}
	return nil
}
