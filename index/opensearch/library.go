package opensearch

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"slices"

	"verbatim/cluster"
	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/record"
)

// records returns the records of documents of the library, in the order of their ids. One that is
// not there is an [engine.ErrDamaged].
func (g *generation) records(ctx context.Context, ids []string) ([][]byte, error) {
	docs, err := g.c.MGet(ctx, g.base.library(), ids)
	if err != nil {
		return nil, told(err)
	}
	out := make([][]byte, len(docs))
	for i, d := range docs {
		if !d.Found {
			return nil, fmt.Errorf("document %s is missing: %w", ids[i], engine.ErrDamaged)
		}
		if out[i], err = recordIn(ids[i], d.Source); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Articles returns the articles with these numbers, in their order.
func (g *generation) Articles(ctx context.Context, numbers []int) ([]*engine.Article, error) {
	ids := make([]string, len(numbers))
	for i, n := range numbers {
		ids[i] = articleID(n)
	}
	records, err := g.records(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*engine.Article, len(records))
	for i, r := range records {
		if out[i], err = decodeArticle(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Find returns the article with this id, nil when there is none.
func (g *generation) Find(ctx context.Context, id string) (*engine.Article, error) {
	hits, err := g.c.Search(ctx, cluster.Search{Indices: []string{g.base.library()}, Body: object{
		"size": 1, "track_total_hits": false, "query": object{"term": object{fieldKey: keyOf(id)}},
	}})
	if err != nil {
		return nil, told(err)
	}
	if len(hits.Hits) == 0 {
		return nil, nil
	}
	return articleOf(hits.Hits[0])
}

// articleOf returns the article that a search of the library found.
func articleOf(h cluster.Hit) (*engine.Article, error) {
	data, err := recordIn(h.ID, h.Source)
	if err != nil {
		return nil, err
	}
	return decodeArticle(data)
}

// Each calls yield for all articles in the order of their ids.
func (g *generation) Each(ctx context.Context, yield func(*engine.Article) error) error {
	return g.each(ctx, object{"exists": object{"field": fieldKey}}, yield)
}

// after calls yield for the articles that follow one in that order.
func (g *generation) after(ctx context.Context, id string, yield func(*engine.Article) error) error {
	return g.each(ctx, object{"range": object{fieldKey: object{"gt": keyOf(id)}}}, yield)
}

func (g *generation) each(ctx context.Context, query object, yield func(*engine.Article) error) error {
	scan := cluster.Scan{Index: g.base.library(), By: fieldKey, Query: query}
	return told(g.c.Scan(ctx, scan, func(h cluster.Hit) error {
		a, err := articleOf(h)
		if err != nil {
			return err
		}
		return yield(a)
	}))
}

// Whole returns an article as it was put in.
func (g *generation) Whole(ctx context.Context, a *engine.Article) (corpus.Article, error) {
	ids := []string{blocksID(a.Number)}
	for i := range parts(a.Bytes) {
		ids = append(ids, textID(a.Number, i))
	}
	records, err := g.records(ctx, ids)
	if err != nil {
		return corpus.Article{}, err
	}
	d := record.Decoder{Buf: records[0]}
	blocks := d.Blocks()
	if d.Err != nil {
		return corpus.Article{}, d.Err
	}
	text := make([]byte, 0, a.Bytes)
	for _, r := range records[1:] {
		text = append(text, r...)
	}
	if len(text) != a.Bytes {
		return corpus.Article{}, engine.ErrDamaged
	}
	return corpus.Article{
		ID: a.ID, Title: a.Title, Source: a.Source, Published: a.Published, Revised: a.Revised,
		Language: a.Language, Text: string(text), Blocks: blocks,
	}, nil
}

// Passages returns the passages of an article from one ordinal up to another.
func (g *generation) Passages(ctx context.Context, a *engine.Article, from, to int) ([]*engine.Passage, error) {
	if from < 0 || to < from || to > a.Passages {
		return nil, engine.ErrDamaged
	}
	ids := make([]string, to-from)
	for i := range ids {
		ids[i] = passageID(a.Number, from+i)
	}
	return g.fetch(ctx, ids)
}

// fetch returns passages in the order of their ids. One that is not there is an [engine.ErrDamaged].
func (g *generation) fetch(ctx context.Context, ids []string) ([]*engine.Passage, error) {
	const atOnce = 5000 // of 10,000 hits that a search may have
	out := make([]*engine.Passage, 0, len(ids))
	for some := range slices.Chunk(ids, atOnce) {
		passages, err := g.fetchSome(ctx, some)
		if err != nil {
			return nil, err
		}
		out = append(out, passages...)
	}
	return out, ctx.Err()
}

// fetchSome fetches not too many passages.
func (g *generation) fetchSome(ctx context.Context, ids []string) ([]*engine.Passage, error) {
	body := recordsOnly(len(ids))
	body["query"] = object{"ids": object{"values": ids}}
	hits, err := g.c.Search(ctx, cluster.Search{Indices: []string{g.base.passages()}, Body: body})
	if err != nil {
		return nil, told(err)
	}
	found := make(map[string]*engine.Passage, len(ids))
	for _, h := range hits.Hits {
		p, err := passageOf(h)
		if err != nil {
			return nil, err
		}
		found[p.Place] = p
	}
	out := make([]*engine.Passage, len(ids))
	for i, id := range ids {
		if out[i] = found[id]; out[i] == nil {
			return nil, fmt.Errorf("passage %s is missing: %w", id, engine.ErrDamaged)
		}
	}
	return out, nil
}

// recordsOnly is the body of a search for passages that returns their records and nothing else.
func recordsOnly(size int) object {
	return object{
		"size": size, "track_total_hits": false, "_source": false, "stored_fields": "_none_", "docvalue_fields": []string{fieldRecord},
	}
}

// passageOf returns the passage that a search found. Each question decodes some hundred: package json would take longer for
// their one field than everything else.
func passageOf(h cluster.Hit) (*engine.Passage, error) {
	written, begins := bytes.CutPrefix(h.Fields, []byte(`{"record":["`))
	written, ends := bytes.CutSuffix(written, []byte(`"]}`))
	kept := make([]byte, base64.RawStdEncoding.DecodedLen(len(written)))
	n, err := base64.RawStdEncoding.Decode(kept, written) // as OpenSearch writes what it has in columns
	if kept = kept[:n]; !begins || !ends || err != nil || n < sumSize {
		return nil, fmt.Errorf("a passage without its record: %w", engine.ErrDamaged)
	}
	d := record.Decoder{Buf: kept[sumSize:]}
	p := d.Passage()
	if d.Err != nil {
		return nil, d.Err
	}
	p.Place = passageID(p.Article, p.Ordinal)
	_, err = opened(p.Place, kept)
	return &p, err
}

// Texts returns ranges of articles' texts, all that are asked for with one request.
func (g *generation) Texts(ctx context.Context, ranges []engine.Range) ([]string, error) {
	var ids []string
	at := map[string]int{}
	for _, r := range ranges {
		if r.Start < 0 || r.End < r.Start || r.End > r.Article.Bytes {
			return nil, engine.ErrDamaged
		}
		for i := r.Start / partBytes; i < parts(r.End) && r.Start < r.End; i++ {
			id := textID(r.Article.Number, i)
			if _, ok := at[id]; !ok {
				at[id] = len(ids)
				ids = append(ids, id)
			}
		}
	}
	records, err := g.records(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(ranges))
	for i, r := range ranges {
		out[i], err = cut(r, func(part int) []byte { return records[at[textID(r.Article.Number, part)]] })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// cut returns a range of a text that is kept in parts.
func cut(r engine.Range, part func(int) []byte) (string, error) {
	text := make([]byte, 0, r.End-r.Start)
	for at := r.Start; at < r.End; {
		nth := at / partBytes
		p, begin := part(nth), at-nth*partBytes
		end := min(r.End-nth*partBytes, partBytes)
		if end > len(p) {
			return "", engine.ErrDamaged
		}
		text = append(text, p[begin:end]...)
		at = nth*partBytes + end
	}
	return string(text), nil
}
