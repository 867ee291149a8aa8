package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"time"

	"verbatim/bot"
	"verbatim/bot/home"
	"verbatim/bot/store"
	"verbatim/cluster"
)

// errTaken ends a serve whose records another one has taken over.
var errTaken = errors.New("another process has taken over this bot's records, as it does when this one was stopped or cut off for a while. Two with the same --shard-id do not go together")

// A keeping is an open store, with the home of its records where that is in a cluster.
type keeping struct {
	*store.Store
	home   *home.Home // nil where the records are kept in the data folder alone
	client *cluster.Client
}

func (k keeping) Close() error {
	err := k.Store.Close()
	if k.home != nil {
		err = errors.Join(err, k.home.Close(), k.client.Close())
	}
	return err
}

// claims returns who sees to it that an event is answered once, nil for nobody.
func (k keeping) claims() bot.Claims {
	if k.home == nil {
		return nil
	}
	return k.home
}

// taken waits until another process has taken the records over, or ctx ends.
func (k keeping) taken(ctx context.Context) error {
	if k.home == nil {
		return nil
	}
	select {
	case <-k.home.Lost():
		return errTaken
	case <-ctx.Done():
		return nil
	}
}

// How long the cluster may take to keep records: nothing else is kept meanwhile, and whoever sets something wants to be told within the three
// seconds that Discord leaves.
const (
	recordsLimit = 10 * time.Second        // of a group, before another node is tried
	recordsAway  = 1500 * time.Millisecond // after which a cluster without any answer counts as away; waits between attempts come on top
)

// open opens the store, and tries again for a time while somebody else has it. What no bot uses is kept in the data folder.
func (s *serving) open(ctx context.Context, patience time.Duration) (keeping, error) {
	c := s.running.config()
	if !c.onCluster() || s.bot.Token == "" {
		kept, err := within(ctx, patience, func() (*store.Store, error) { return store.Open(c.Data, s.name()) })
		return keeping{Store: kept}, err
	}
	client, err := c.clientBy(cluster.Config{Log: s.log, BulkLimit: recordsLimit, AwayAfter: recordsAway})
	if err != nil {
		return keeping{}, err
	}
	h, err := awaitPart(ctx, func() (*home.Home, error) {
		h, err := home.Open(ctx, client, c.home(s.bot.Token, s.name()))
		return h, c.whenAway(err)
	}, s.name(), s.log)
	if err != nil {
		return keeping{}, errors.Join(err, client.Close())
	}
	kept, err := within(ctx, patience, func() (*store.Store, error) { return store.OpenAt(h, c.Data, s.name()) })
	if err != nil {
		return keeping{}, errors.Join(keyHint(err, c.Data), h.Close(), client.Close())
	}
	return keeping{kept, h, client}, nil
}

// awaitPart opens a part of the bot's records, once whoever has it lets go, and the cluster answers.
func awaitPart[T any](ctx context.Context, open func() (T, error), store string, log *slog.Logger) (T, error) {
	const held, shortest, longest = time.Second / 4, time.Second, 15 * time.Second
	told := false
	for away := shortest; ; {
		opened, err := open()
		holder, isHeld := errors.AsType[*cluster.HeldError](err)
		wait := held
		switch {
		case isHeld:
			if !told {
				log.Info("waiting for the process that keeps this part of the bot's records to end", "process", holder.Holder, "store", store)
			}
			told = true
		case passes(err):
			log.Warn("the bot's records cannot be reached yet, and are tried again", "wait", away, "error", err)
			wait, away = away, min(2*away, longest)
		default:
			return opened, err
		}
		select {
		case <-ctx.Done():
			return opened, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// home says where in the cluster the records of a store of a bot are.
func (c config) home(token, name string) home.Options {
	host, err := os.Hostname()
	if err != nil {
		host = "a host without a name"
	}
	return home.Options{
		Corpus: c.ClusterCorpus, Bot: botID(token), Store: name, Replicas: c.corpus(nil).Replicas,
		Holder: fmt.Sprintf("%s (pid %d, %s)", host, os.Getpid(), time.Now().UTC().Format(time.RFC3339Nano)),
	}
}

var digits = regexp.MustCompile(`^[0-9]{1,20}$`)

// botID returns the id of the bot that a token is of, which stays the same when the token is reset; for a token that is none of Discord's, what
// tells it from others.
func botID(token string) string {
	first, _, _ := strings.Cut(token, ".")
	if id, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(first, "=")); err == nil && digits.Match(id) {
		return string(id)
	}
	sum := sha256.Sum256([]byte(first))
	return hex.EncodeToString(sum[:8])
}

// putKey puts the key that the configuration names into the data folder.
func (c config) putKey() error {
	if c.KeyFile == "" {
		return nil
	}
	if err := store.PutKey(c.Data, c.KeyFile); err != nil {
		return usagef("VERBATIM_KEY_FILE: %w", err)
	}
	return nil
}

// keyHint says what to do about a key that is missing or another one.
func keyHint(err error, dir string) error {
	const from = "copy bot.key from the data folder of a host that has it, or out of a backup"
	switch {
	case errors.Is(err, store.ErrNoKey):
		return usagef("%w (%s): %s, or name it in VERBATIM_KEY_FILE; all processes of a bot have the same", err, dir, from)
	case errors.Is(err, store.ErrOtherKey):
		return usagef("%w (%s): %s, in the place of the one that is there; all processes of a bot have the same", err, dir, from)
	}
	return err
}

// goOn takes up what the process before has left in the cluster, unless this one has more to go on with.
func (s *serving) goOn(ctx context.Context, k keeping) {
	if k.home == nil {
		return
	}
	data, err := k.home.Left(ctx)
	if err == nil && data != nil && len(s.bot.Handed.Sessions) == 0 {
		err = json.Unmarshal(data, &s.bot.Handed)
	}
	if err != nil {
		s.log.Warn("sessions with Discord are begun anew: what was said while nobody was connected is not answered", "error", err)
	}
}

// Where sessions stood some time ago is noted now and then: whatever came until then is answered, or its claim tells.
const (
	noteEvery = 5 * time.Second
	noteAfter = 4 // notes, each of which is kept when so many have followed
)

// note keeps in the cluster where the sessions with Discord stood, for the process that comes after one which is killed. That gets what came since once more,
// and sees to what nobody has claimed.
func (k keeping) note(ctx context.Context, discord *bot.Bot, log *slog.Logger) error {
	if k.home == nil {
		return nil
	}
	tick := time.NewTicker(noteEvery)
	defer tick.Stop()
	var past []bot.Handed
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now := discord.Standing()
		if len(now.Sessions) == 0 {
			continue
		}
		if past = append(past, now); len(past) > noteAfter {
			past = past[1:]
		}
		if err := k.put(ctx, past[0]); err != nil && ctx.Err() == nil {
			log.Debug("where the sessions with Discord stand is not noted", "error", err)
		}
	}
}

// leave keeps in the cluster what the next process needs to go on.
func (k keeping) leave(ctx context.Context, left bot.Handed, log *slog.Logger) {
	if err := k.put(context.WithoutCancel(ctx), left); err != nil {
		log.Warn("the next process begins new sessions with Discord: what is said until then is not answered", "error", err)
	}
}

func (k keeping) put(ctx context.Context, left bot.Handed) error {
	data, err := json.Marshal(left)
	if err != nil {
		return err
	}
	return k.home.Leave(ctx, data)
}
