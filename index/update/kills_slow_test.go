//go:build slow

package update

// kills is how many reindexing processes TestKilled kills.
const kills = 50
