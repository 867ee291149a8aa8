package main

import (
	"context"
	"fmt"
	"strings"
	"time"

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
	ours, key := c.keyPrint()
	switch {
	case err != nil:
		d.add("records", "wrong", "%v", err)
	case key != nil:
		d.add("records", "wrong", "%v", key)
	case len(state.Parts) == 0:
		d.add("records", "ok", "%s in OpenSearch: none yet, serve begins them", state.Index)
	case ours == "":
		d.add("records", "wrong", "%s in OpenSearch: %v", state.Index, keyHint(store.ErrNoKey, c.Data))
	case ours != state.Key:
		d.add("records", "wrong", "%s in OpenSearch: %v", state.Index, keyHint(store.ErrOtherKey, c.Data))
	default:
		d.add("records", "ok", "%s in OpenSearch: %s", state.Index, listed(state.Parts))
	}
}

// keyPrint returns what tells the key that serve has from others, "" for none yet.
func (c config) keyPrint() (string, error) {
	ours, err := store.KeyPrint(c.Data)
	if err != nil || ours != "" || c.KeyFile == "" {
		return ours, err
	}
	return store.KeyPrintOf(c.KeyFile)
}

// listed tells of each part who has it.
func listed(parts []home.Part) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = p.Store + ", held by nobody"
		switch {
		case p.Holder == "":
		case time.Now().After(p.Until):
			all[i] = fmt.Sprintf("%s, held by %s until %s, which has died, or was cut off", p.Store, p.Holder, p.Until.Local().Format(time.DateTime))
		default:
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
