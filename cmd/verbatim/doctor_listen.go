package main

// checkListen says who reaches page, API and tools by HTTP.
func checkListen(d *diagnosis, c config) {
	if c.Listen == "" {
		return
	}
	a, err := c.access()
	switch {
	case err != nil:
		d.add("listen", "wrong", "%v", err)
	case a.Public:
		d.add("listen", "ok", "at %s page, API and MCP are open to everybody who reaches it", c.Listen)
	case a.Token != "":
		d.add("listen", "ok", "at %s whoever has the token is let in", c.Listen)
	default:
		d.add("listen", "ok", "at %s page, API, MCP and metrics are open to whoever is on this machine, other users and reverse proxies among them", c.Listen)
	}
}
