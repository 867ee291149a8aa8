// Package pace decides how long to wait before sending again.
//
// A [Pacer] keeps requests below Discord's global limit. [Backoff] is the wait before one
// more try, spread at random so that clients don't come back all at once.
package pace
