// Package clustertest gives tests a real OpenSearch cluster, and what can go wrong on the way to one.
//
// A [Cluster] is one or three nodes on loopback, started from jars of Maven Central by a small Java
// program (launcher), or an existing cluster that VERBATIM_TEST_OPENSEARCH_URL names. It needs the
// build tag opensearch, Java 17 and Maven; tests that want one are skipped where those are not. Jars are fetched
// once and kept in the user's cache directory, under a hash of what they were made from. Nodes end with the
// process of the test, also when that is killed.
//
// A [Proxy] stands between a client and a node and delays, drops, resets or says nothing; a [TLS] proxy
// wants TLS and a password. They need no build tag.
package clustertest
