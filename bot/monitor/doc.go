// Package monitor tells those who run the bot how it fares.
//
// Health is whether the process lives, readiness whether all its shards are connected,
// and a metric a number that it counts.
package monitor
