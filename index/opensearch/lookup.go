package opensearch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"verbatim/cluster"
	"verbatim/index/engine"
)

// counts remembers how many passages hold a term. It never changes in a generation.
type counts struct {
	mu sync.Mutex
	of map[string]int
}

// maxCounts is how many terms are remembered, some megabytes.
const maxCounts = 1 << 16

// known returns what is remembered of terms, and which ones nothing is remembered of.
func (c *counts) known(terms []string) (have map[string]int, lacking []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	have = make(map[string]int, len(terms))
	for _, t := range terms {
		n, ok := c.of[t]
		_, twice := have[t]
		if !ok && !twice {
			lacking = append(lacking, t)
		}
		have[t] = n
	}
	return have, lacking
}

func (c *counts) remember(term string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil || len(c.of) >= maxCounts {
		c.of = map[string]int{}
	}
	c.of[strings.Clone(term)] = n
}

// Counts returns how many passages hold each of the terms.
func (g *generation) Counts(ctx context.Context, terms []string) ([]int, error) {
	const atOnce = 500 // searches in a request
	have, lacking := g.counts.known(terms)
	for some := range slices.Chunk(lacking, atOnce) {
		searches := make([]cluster.Search, len(some))
		for i, t := range some {
			searches[i] = cluster.Search{Indices: []string{g.base.passages()}, Body: object{
				"size": 0, "track_total_hits": true, "query": termQuery(t, 0),
			}}
		}
		found, err := g.c.MSearch(ctx, searches)
		if err != nil {
			return nil, fmt.Errorf("look up terms: %w", told(err))
		}
		for i, t := range some {
			have[t] = found[i].Total
			g.counts.remember(t, have[t])
		}
	}
	out := make([]int, len(terms))
	for i, t := range terms {
		out[i] = have[t]
	}
	return out, ctx.Err()
}

// termQuery matches the passages that hold a term; a boost of 0 is left out.
func termQuery(term string, boost float64) object {
	value := object{"value": term}
	if boost > 0 {
		value["boost"] = boost
	}
	return object{"term": object{fieldTerms: value}}
}

// Similar returns other terms that are reached from one by the fewest edits. OpenSearch suggests more than are wanted,
// those of passages that were taken out among them.
func (g *generation) Similar(ctx context.Context, term string, edits, most int) ([]string, error) {
	near, err := g.suggested(ctx, term, edits)
	if err != nil {
		return nil, fmt.Errorf("look up similar terms: %w", err)
	}
	counts, err := g.Counts(ctx, near)
	if err != nil {
		return nil, err
	}
	type found struct {
		term           string
		edits, holders int
	}
	var all []found
	for i, t := range near {
		if counts[i] > 0 {
			all = append(all, found{t, distance(term, t), counts[i]})
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(a.edits-b.edits, b.holders-a.holders, strings.Compare(a.term, b.term))
	})
	var out []string
	for _, f := range all {
		if len(out) < most && f.edits == all[0].edits {
			out = append(out, f.term)
		}
	}
	return out, nil
}

// suggested returns terms near to one, with the same first letter.
func (g *generation) suggested(ctx context.Context, term string, edits int) ([]string, error) {
	const enough = 1000 // of each shard
	hits, err := g.c.Search(ctx, cluster.Search{Indices: []string{g.base.passages()}, Body: object{"size": 0, "suggest": object{"near": object{
		"text": term, "term": object{
			"field": fieldTerms, "analyzer": "keyword", "suggest_mode": "always", "sort": "frequency", "string_distance": "damerau_levenshtein",
			"max_edits": edits, "prefix_length": 1, "min_word_length": 1, "min_doc_freq": 0, "max_term_freq": 1 << 30, "accuracy": 0,
			"size": enough, "shard_size": enough,
		},
	}}}})
	if err != nil {
		return nil, told(err)
	}
	var answer struct {
		Near []struct{ Options []struct{ Text string } }
	}
	if err := json.Unmarshal(hits.Suggest, &answer); err != nil || len(answer.Near) == 0 {
		return nil, err
	}
	first, _ := utf8.DecodeRuneInString(term)
	var near []string
	for _, o := range answer.Near[0].Options {
		r, _ := utf8.DecodeRuneInString(o.Text)
		if d := distance(term, o.Text); r == first && d >= 1 && d <= edits {
			near = append(near, o.Text)
		}
	}
	return near, nil
}

// distance is how many letters have to be put in, taken out, replaced or swapped with their neighbours to get from one
// word to another, none of them twice.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	before, row, next := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		next[0] = i + 1
		for j, q := range to {
			change := row[j]
			if r != q {
				change++
			}
			next[j+1] = min(change, next[j]+1, row[j+1]+1)
			if i > 0 && j > 0 && r == to[j-1] && from[i-1] == q {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(to)]
}

// filters returns the queries that passages have to match for a filter to let them through.
func filters(f engine.Filter) []object {
	var all []object
	if f.Article != "" {
		all = append(all, object{"term": object{fieldArticle: keyOf(f.Article)}})
	}
	for _, prefixes := range [][]string{f.Sources, f.Within} {
		if len(prefixes) == 0 || slices.Contains(prefixes, "") {
			continue
		}
		var any []object
		for _, p := range prefixes {
			any = append(any, object{"prefix": object{fieldArticle: prefixOf(p)}}, object{"prefix": object{fieldSource: prefixOf(p)}})
		}
		all = append(all, object{"bool": object{"should": any}})
	}
	return all
}
