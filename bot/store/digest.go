package store

import (
	"time"
)

// DueDigests returns the servers that want a digest and have had none since a moment, with the
// channel that each wants it in, and notes that they have it now: a digest that cannot be sent is
// not tried again and again. A server that never had one has it a whole span later.
func (s *Store) DueDigests(now time.Time, every time.Duration) (channels map[string]string, err error) {
	channels = map[string]string{}
	err = s.writer.write(func(tx *transaction) error {
		clear(channels)
		return each(tx, bucketSettings, func(server string, of Settings) error {
			var last time.Time
			had, err := get(tx, bucketDigests, server, &last)
			if err != nil || of.Digest == "" || had && now.Sub(last) < every {
				return err
			}
			if had {
				channels[server] = of.Digest
			}
			return put(tx, bucketDigests, server, now)
		})
	})
	return channels, err
}
