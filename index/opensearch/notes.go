package opensearch

import (
	"context"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/record"
)

// encodeNote returns what is kept of a note.
func encodeNote(topic, key string, note []byte) []byte {
	var e record.Encoder
	e.String(topic)
	e.String(key)
	e.String(string(note))
	return e.Buf
}

func decodeNote(b []byte) (topic, key string, note []byte, err error) {
	d := record.Decoder{Buf: b}
	topic, key, note = d.String(), d.String(), []byte(d.String())
	return topic, key, note, d.Err
}

// Note returns a note, nil when there is none.
func (g *generation) Note(ctx context.Context, topic, key string) ([]byte, error) {
	id := noteID(topic, key)
	docs, err := g.c.MGet(ctx, g.base.library(), []string{id})
	if err != nil || !docs[0].Found {
		return nil, told(err)
	}
	data, err := recordIn(id, docs[0].Source)
	if err != nil {
		return nil, err
	}
	wasTopic, wasKey, note, err := decodeNote(data)
	if err == nil && (wasTopic != topic || wasKey != key) {
		err = engine.ErrDamaged
	}
	return note, err
}

// EachNote calls yield for all notes under a topic.
func (g *generation) EachNote(ctx context.Context, topic string, yield func(note []byte) error) error {
	return eachNote(ctx, g.c, g.base, topic, func(_ string, note []byte) error { return yield(note) })
}

// eachNote calls yield with the key and the bytes of all notes under a topic, in an order that stays the same.
func eachNote(ctx context.Context, c *cluster.Client, b base, topic string, yield func(key string, note []byte) error) error {
	scan := cluster.Scan{Index: b.library(), By: fieldNote, Query: object{"term": object{fieldTopic: topicOf(topic)}}}
	return told(c.Scan(ctx, scan, func(h cluster.Hit) error {
		data, err := recordIn(h.ID, h.Source)
		if err != nil {
			return err
		}
		was, key, note, err := decodeNote(data)
		if err == nil && was != topic {
			err = engine.ErrDamaged
		}
		if err != nil {
			return err
		}
		return yield(key, note)
	}))
}
