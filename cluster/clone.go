package cluster

import (
	"context"
	"net/http"
)

// CloneIndex makes an index that holds what another holds, which must be blocked for writing and stays so. The two
// share files where the primary copies lie; further copies are made anew. settings may be nil.
func (c *Client) CloneIndex(ctx context.Context, from, to string, settings map[string]any) error {
	body := map[string]any{"settings": settings}
	attempts, err := c.manage(ctx, "clone index", http.MethodPut, body, nil, from, "_clone", to)
	if attempts > 1 {
		err = unless(err, ErrExists) // it is ours, in all likelihood
	}
	return err
}
