package opensearch

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/vector"
)

// The documents of an index of vectors: its header, and packs with numbers from 1.
const headID = "head"

func packID(number int) string { return fmt.Sprintf("v%d", number) }

// idOf returns the id of the vector of a passage.
func idOf(article, ordinal int) (id vector.ID) {
	binary.BigEndian.PutUint64(id[:], uint64(article))
	binary.BigEndian.PutUint32(id[8:], uint32(ordinal))
	return id
}

// passageOfVector returns whose vector has an id.
func passageOfVector(id vector.ID) (article, ordinal int) {
	return int(binary.BigEndian.Uint64(id[:])), int(binary.BigEndian.Uint32(id[8:]))
}

// createVectors makes the index of a generation's vectors of an encoding, with nothing in it, and returns what all of its packs
// begin with. It has one shard, so that what is found of it is always a beginning.
func createVectors(ctx context.Context, c *cluster.Client, o Options, b base, e engine.Encoding) (vector.Header, error) {
	h := vector.Header{Dimension: e.Dimension, Identity: e.Identity}
	_, _ = rand.Read(h.Owner[:]) // never fails
	settings := o.copies()
	settings["number_of_shards"] = 1
	err := c.CreateIndex(ctx, b.vectors(), object{"settings": object{"index": settings}, "mappings": object{
		"dynamic": "strict", "properties": object{fieldRecord: object{"type": "binary"}},
	}})
	if err != nil {
		return h, err
	}
	head, err := h.Pack(nil)
	if err != nil {
		return h, err
	}
	_, err = c.Put(ctx, b.vectors(), headID, kept{Record: sealed(headID, head)})
	return h, err
}

// A reading goes through the packs of vectors of a generation, some megabytes at a time.
type reading struct {
	c     *cluster.Client
	base  base
	next  int // number of the pack that is read next
	width int // how many are asked for
}

func readPacks(c *cluster.Client, b base) *reading {
	return &reading{c: c, base: b, next: 1, width: leastPacks}
}

const (
	leastPacks = 16
	mostPacks  = 1024
	pageBytes  = 2 << 20 // that are wanted of a page
)

// A page is some packs that follow each other.
type page struct {
	header vector.Header // that all have; the zero header where there are no vectors
	packs  [][]byte      // those that are there and are what was written
	last   bool          // nothing follows
}

// page reads the next packs. What is damaged or missing is left out.
func (r *reading) page(ctx context.Context) (p page, err error) {
	ids := make([]string, r.width+1)
	ids[0] = headID
	for i := range r.width {
		ids[i+1] = packID(r.next + i)
	}
	docs, err := r.c.MGet(ctx, r.base.vectors(), ids)
	if errors.Is(err, cluster.ErrNotFound) {
		return page{last: true}, nil
	}
	if err != nil {
		return p, told(err)
	}
	if head, err := recordIn(headID, docs[0].Source); err == nil {
		p.header, _ = vector.HeaderOf(head) // the zero header where it is none
	}
	bytes, seen := 0, 0
	for i, d := range docs[1:] {
		if !d.Found {
			continue
		}
		seen, bytes = i+1, bytes+len(d.Source)
		if pack, err := recordIn(ids[i+1], d.Source); err == nil {
			p.packs = append(p.packs, pack)
		}
	}
	r.next += seen
	p.last = seen == 0
	if seen > 0 {
		r.width = min(max(pageBytes/(bytes/seen+1), leastPacks), mostPacks)
	}
	return p, nil
}

// each calls yield for all entries of all packs, whose values are its own, until that returns false. Where the header is
// another in between, somebody has begun anew, and that is the end.
func (r *reading) each(ctx context.Context, yield func(vector.Header, vector.Entry) bool) error {
	var header vector.Header
	for {
		p, err := r.page(ctx)
		if err != nil {
			return err
		}
		if header == (vector.Header{}) {
			header = p.header
		}
		if p.last || p.header != header || header == (vector.Header{}) {
			return nil
		}
		for _, pack := range p.packs {
			if !eachIn(header, pack, yield) {
				return nil
			}
		}
	}
}

// eachIn calls yield for the entries of a pack, and reports whether it wants more. Damaged ones are left out.
func eachIn(h vector.Header, pack []byte, yield func(vector.Header, vector.Entry) bool) (more bool) {
	more = true
	_, _ = h.Unpack(pack, func(e *vector.Entry) { // what is no pack has none
		own := *e
		own.Vector.Values = append([]int8(nil), e.Vector.Values...)
		more = more && yield(h, own)
	})
	return more
}

// completion says how many vectors of an encoding a generation has at least: those that were carried over, and once all are made
// all of them. That there are fewer is damage; that others are missing is none. It is kept beside the generations, and outlives what is lost
// of them.
type completion struct {
	Made     int      `json:"made"`
	Identity [16]byte `json:"identity"`
}

// remember keeps how many vectors a generation has.
func remember(ctx context.Context, c *cluster.Client, corpus string, b base, made completion) error {
	_, err := c.Put(ctx, state(corpus), b.vectors(), made)
	return err
}

// onceMade returns how many vectors of an encoding there were at least, 0 where that was not remembered.
func onceMade(ctx context.Context, c *cluster.Client, corpus string, b base, e engine.Encoding) (int, error) {
	d, err := c.Get(ctx, state(corpus), b.vectors())
	if errors.Is(err, cluster.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, told(err)
	}
	var of completion
	if json.Unmarshal(d.Source, &of) != nil || of.Identity != e.Identity {
		return 0, nil
	}
	return of.Made, nil
}
