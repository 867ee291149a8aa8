package discordtest

import (
	"strconv"
	"time"
)

// epoch is the first millisecond of 2015, where Discord's ids start (reference.mdx,
// "Snowflakes").
const epoch = 1420070400000

// newID makes an id whose time part is now and that is unique on this server. The
// caller holds s.mu.
func (s *Server) newID() string {
	id := uint64(time.Now().UnixMilli()-epoch) << 22
	if id <= s.lastID {
		id = s.lastID + 1
	}
	s.lastID = id
	return strconv.FormatUint(id, 10)
}

// shardOf says which of n shards gets a guild's events; direct messages go to the first
// (gateway.mdx, "Sharding").
func shardOf(guildID string, n int) int {
	id, err := strconv.ParseUint(guildID, 10, 64)
	if err != nil || n < 1 {
		return 0
	}
	return int((id >> 22) % uint64(n))
}
