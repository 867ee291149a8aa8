// Package cluster talks to an OpenSearch cluster (https://opensearch.org), for those who keep
// something in one.
//
// # Nouns
//
// A cluster is several nodes that keep the same indices between them. An index holds documents, each
// under an id of the caller's; a [Version] says which change of a document somebody has seen. A name
// may be an alias, that is to say stand for other indices.
//
// # What the client sees to
//
// Calls go to the nodes in turn. One that does not answer is left out until it does. What may pass is tried again, on
// another node and after a wait with jitter: a connection that failed, a time that ran out, HTTP 429 and 502 to
// 504, and HTTP 500 where a node has left the cluster. An attempt has a time limit, and so have all of a
// call together; one for when all are refused, since nobody listens, may be shorter.
//
// Every write can be repeated without harm: documents have fixed ids, and a conditional write whose answer was lost
// looks whether what stands there is its own.
//
// An answer is whole or an error. A search says allow_partial_search_results=false, and [PartialError]
// tells where shards failed or time ran out all the same: there are never silently fewer hits. The opensearch-go
// API layer hides such failures unless it is told otherwise, also by an environment variable; this package decodes the answers
// itself and takes only the nodes, their health, and how to reach them from there.
//
// When nothing has answered for a while the cluster is away: calls fail at once with an [AwayError],
// which says since when, but for one now and then that looks whether it is back.
//
// The indices and the types of opensearch-go do not leave this package.
package cluster
