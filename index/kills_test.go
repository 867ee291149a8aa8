//go:build !slow

package index

// kills is how many reindexing processes TestKilled kills.
const kills = 6
