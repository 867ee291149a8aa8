package store

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

// ShardOf returns which of some shards looks after a server; direct messages are of the first
// (https://docs.discord.com/developers/events/gateway#sharding).
func ShardOf(server string, shards int) int {
	id, err := strconv.ParseUint(server, 10, 64)
	if err != nil || shards < 1 {
		return 0
	}
	return int((id >> 22) % uint64(shards))
}

// Part returns which part of how many a store has, by its file name; see [Name].
func Part(name string) (shard, count int) {
	if _, err := fmt.Sscanf(name, "bot-%d-of-%d.db", &shard, &count); err != nil {
		return 0, 1
	}
	return shard, count
}

// inherit makes the file, and its home, what other stores have of its servers.
func (f *file) inherit(ctx context.Context, home Home, last Group) (uint64, error) {
	mine := heritage{answers: map[string]bool{}}
	mine.shard, mine.count = Part(filepath.Base(f.path))
	err := home.Inherit(ctx, mine.learn)
	if err == nil {
		err = f.download(func(visit func(Change) error) error {
			return home.Inherit(ctx, func(c Change) error {
				if !mine.has(c) {
					return nil
				}
				return visit(c)
			})
		}, pushLater)
	}
	if err != nil {
		return 0, fmt.Errorf("take over the records of the bot when it had another number of shards: %w", err)
	}
	return f.push(ctx, home, last)
}

// A heritage knows which records are of a part of the servers.
type heritage struct {
	shard, count int
	answers      map[string]bool // of the part, by their keys
}

// learn notes whose an answer is.
func (h heritage) learn(c Change) error {
	if c.Bucket == bucketAnswers && h.serves(serverIn(c.Value)) {
		h.answers[c.Key] = true
	}
	return nil
}

// has reports whether a record is of the part, or may be: where the bot has answered is known by the channel alone.
func (h heritage) has(c Change) bool {
	switch c.Bucket {
	case bucketAnswers:
		return h.answers[c.Key]
	case bucketQuestions, bucketMessages:
		var answer string
		return json.Unmarshal(c.Value, &answer) == nil && h.answers[answer]
	case bucketVotes:
		return h.serves(serverIn(c.Value))
	case bucketThreads, bucketMarks:
		return true
	}
	server, _, _ := strings.Cut(c.Key, "\x00")
	return h.serves(server)
}

func (h heritage) serves(server string) bool { return ShardOf(server, h.count) == h.shard }

// serverIn returns the server of a record that says so, "" for none.
func serverIn(data []byte) string {
	var of struct{ Server string }
	if json.Unmarshal(data, &of) != nil {
		return ""
	}
	return of.Server
}
