package main

import (
	"context"
	"fmt"
	"strings"

	"verbatim/bot/home"
	"verbatim/bot/store"
)

// checkRecords tells where the bot's records are, and whether they can be used.
func checkRecords(ctx context.Context, d *diagnosis, c config) {
	token, err := c.token()
	if err != nil || token == "" {
		return // there is no bot
	}
	if !c.onCluster() {
		checkStores(d, c)
		return
	}
	client, err := c.client(nil)
	if err != nil {
		return // which is told already
	}
	defer client.Close()
	state, err := home.Look(ctx, client, c.home(token, ""))
	ours, key := store.KeyPrint(c.Data)
	switch {
	case err != nil:
		d.add("records", "wrong", "%v", err)
	case key != nil:
		d.add("records", "wrong", "%v", key)
	case len(state.Parts) == 0:
		d.add("records", "ok", "%s in OpenSearch: none yet, serve begins them", state.Index)
	case ours == "" && c.KeyFile == "":
		d.add("records", "wrong", "%s in OpenSearch: %v", state.Index, keyHint(store.ErrNoKey, c.Data))
	case ours != "" && ours != state.Key:
		d.add("records", "wrong", "%s in OpenSearch: %v", state.Index, keyHint(store.ErrOtherKey, c.Data))
	default:
		d.add("records", "ok", "%s in OpenSearch: %s", state.Index, listed(state.Parts))
	}
}

// listed tells of each part who has it.
func listed(parts []home.Part) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = p.Store + ", held by nobody"
		if p.Holder != "" {
			all[i] = fmt.Sprintf("%s, held by %s", p.Store, p.Holder)
		}
	}
	return strings.Join(all, "; ")
}

// checkStores lists the stores of the data folder. A process that has one open keeps it from being read.
func checkStores(d *diagnosis, c config) {
	names, err := store.Names(c.Data)
	switch {
	case err != nil:
		d.add("records", "wrong", "%v", err)
	case len(names) == 0:
		d.add("records", "ok", "%s: none yet, serve begins them", c.Data)
	default:
		d.add("records", "ok", "%s: %s", c.Data, strings.Join(names, ", "))
	}
}
