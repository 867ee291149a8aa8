package store

import "time"

// Join notes that the bot answers in a channel. It does not wait for the disk, like
// [Store.SaveAnswerLater].
func (s *Store) Join(channel string, at time.Time, done func(error)) {
	s.writeLater([]value{{bucketThreads, channel, at}}, done)
}

// Joined reports whether the bot has answered in a channel.
func (s *Store) Joined(channel string) (bool, error) {
	var at time.Time
	return s.read(bucketThreads, channel, &at)
}
