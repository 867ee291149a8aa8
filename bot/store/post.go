package store

import (
	"errors"
	"strings"
	"time"
)

// A Post is a message of a channel that a server follows: an article of that server alone, for as
// long as the message stands.
type Post struct {
	ID      string    `json:"id"` // of the message
	Server  string    `json:"server"`
	Channel string    `json:"channel"`
	Name    string    `json:"name"`             // of the channel
	Thread  bool      `json:"thread,omitempty"` // it is a post of a forum, with what was said to it; Name is its title, ID its thread's
	Text    string    `json:"text"`             // in Discord's Markdown
	Written time.Time `json:"written"`
	Seen    time.Time `json:"seen"` // when it was last looked at
}

// MaxPosts is how many posts a server can have, of all the channels that it follows: they are kept
// in memory. In the place of more the oldest of the channel go.
const MaxPosts = 1000

func (p Post) key() string { return postKey(p.Server, p.Channel, p.ID) }

func postKey(server, channel, id string) string {
	// ids grow in length with time; equally long ones are in the order of time.
	return server + "\x00" + channel + "\x00" + strings.Repeat("0", max(0, 20-len(id))) + id
}

// SavePost keeps a post in the place of the one that it was before.
func (s *Store) SavePost(p Post) error {
	return s.writer.write(func(tx *transaction) error { return savePost(tx, p) })
}

func savePost(tx *transaction, p Post) error {
	var old Post
	had, err := get(tx, bucketPosts, p.key(), &old)
	if err != nil {
		return err
	}
	if err := put(tx, bucketPosts, p.key(), p); err != nil || had && old.Text == p.Text && old.Name == p.Name {
		return err
	}
	if !had && countOf(tx, bucketPosts, p.Server) > MaxPosts {
		if err := dropOldest(tx, p.Server, p.Channel); err != nil {
			return err
		}
	}
	return errors.Join(soil(tx), revise(tx, p.Server))
}

// dropOldest deletes the oldest post of a channel.
func dropOldest(tx *transaction, server, channel string) error {
	first := ""
	err := eachOf(tx, bucketPosts, server+"\x00"+channel, func(key string, _ Post) error {
		if first == "" {
			first = key
		}
		return nil
	})
	return errors.Join(err, remove(tx, bucketPosts, first))
}

// DropPost deletes a post, if there is one.
func (s *Store) DropPost(server, channel, id string) error {
	return s.writer.write(func(tx *transaction) error {
		key := postKey(server, channel, id)
		had, err := get(tx, bucketPosts, key, new(Post))
		if !had || err != nil {
			return err
		}
		return errors.Join(remove(tx, bucketPosts, key), soil(tx), revise(tx, server))
	})
}

// SetPosts makes posts all that there are of a channel, as somebody saw them who began to look at a
// moment: what was kept or changed since then stays as it is.
func (s *Store) SetPosts(server, channel string, posts []Post, began time.Time) error {
	return s.writer.write(func(tx *transaction) error {
		have := map[string]Post{}
		err := eachOf(tx, bucketPosts, server+"\x00"+channel, func(key string, p Post) error {
			have[key] = p
			return nil
		})
		for _, p := range posts {
			if old, ok := have[p.key()]; !ok || old.Seen.Before(began) {
				err = errors.Join(err, savePost(tx, p))
			}
			delete(have, p.key())
		}
		for key, gone := range have {
			if gone.Seen.Before(began) {
				err = errors.Join(err, remove(tx, bucketPosts, key), soil(tx), revise(tx, server))
			}
		}
		return err
	})
}

// DropPosts deletes all posts of a channel.
func (s *Store) DropPosts(server, channel string) error {
	return s.writer.write(func(tx *transaction) error {
		var keys []string
		err := eachOf(tx, bucketPosts, server+"\x00"+channel, func(key string, _ Post) error {
			keys = append(keys, key)
			return nil
		})
		for _, key := range keys {
			err = errors.Join(err, remove(tx, bucketPosts, key))
		}
		return errors.Join(err, soil(tx), revise(tx, server))
	})
}

// Posts returns a server's posts, by channel, the oldest first.
func (s *Store) Posts(server string) ([]Post, error) { return ours[Post](s, bucketPosts, server) }

// A Follow says that a server follows a channel.
type Follow struct {
	Server string
	All    bool // every message of it, otherwise the pinned ones
}

// Follows returns who follows which channel.
func (s *Store) Follows() (map[string]Follow, error) {
	out := map[string]Follow{}
	err := s.file.view(func(tx *transaction) error {
		return each(tx, bucketSettings, func(server string, of Settings) error {
			for channel, all := range of.Follow {
				out[channel] = Follow{server, all}
			}
			return nil
		})
	})
	return out, err
}
