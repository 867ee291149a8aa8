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
func (f *file) inherit(ctx context.Context, home Home, last Group) (Group, error) {
	mine, err := f.heritage(ctx, home, last.From)
	if err == nil {
		err = f.download(func(visit func(Change) error) error {
			return home.Inherit(ctx, last.From, func(c Change) error {
				if !mine.has(c) {
					return nil
				}
				return visit(c)
			})
		}, pushLater)
	}
	if err != nil {
		return last, fmt.Errorf("take over the records of the bot when it had another number of shards: %w", err)
	}
	return f.push(ctx, home, last)
}

// retire deletes from other stores what was taken over, the answers last: they tell whose their links are.
func (f *file) retire(ctx context.Context, home Home, last Group) (Group, error) {
	mine, err := f.heritage(ctx, home, last.Retire)
	if err == nil {
		err = home.Retire(ctx, last.Retire, func(c Change) bool { return c.Bucket != bucketAnswers && mine.has(c) && !mine.shared(c) })
	}
	if err == nil {
		err = home.Retire(ctx, last.Retire, func(c Change) bool { return c.Bucket == bucketAnswers && mine.has(c) })
	}
	if err != nil {
		return last, fmt.Errorf("delete what was taken over: %w", err)
	}
	next := Group{Home: last.Home, Number: last.Number + 1, Since: last.Number, Mine: true, Wipes: true}
	if err := home.Keep(ctx, next); err != nil {
		return last, err
	}
	return next, f.write(func(tx *transaction) error { return bind(tx, next.Home, next.Number) })
}

// heritage learns what of other stores is of the file's servers.
func (f *file) heritage(ctx context.Context, home Home, from []string) (heritage, error) {
	mine := heritage{answers: map[string]bool{}, obeyed: map[string]int{}, from: len(from)}
	mine.shard, mine.count = Part(filepath.Base(f.path))
	return mine, home.Inherit(ctx, from, mine.learn)
}

// A heritage knows which records are of a part of the servers.
type heritage struct {
	shard, count int
	answers      map[string]bool // of the part, by their keys
	obeyed       map[string]int  // how many of the stores have obeyed a mark
	from         int             // how many there are
}

// learn notes whose an answer is, and who has obeyed a mark.
func (h heritage) learn(c Change) error {
	if c.Bucket == bucketMarks {
		h.obeyed[c.Key]++
	}
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
	case bucketMarks:
		return h.obeyed[c.Key] == h.from
	case bucketThreads:
		return true
	}
	server, _, _ := strings.Cut(c.Key, "\x00")
	return h.serves(server)
}

// shared reports whether all parts take a record over.
func (h heritage) shared(c Change) bool { return c.Bucket == bucketThreads || c.Bucket == bucketMarks }

func (h heritage) serves(server string) bool { return ShardOf(server, h.count) == h.shard }

// serverIn returns the server of a record that says so, "" for none.
func serverIn(data []byte) string {
	var of struct{ Server string }
	if json.Unmarshal(data, &of) != nil {
		return ""
	}
	return of.Server
}
