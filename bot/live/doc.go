// Package live follows channels of a server whose messages are sources of that server.
//
// # Nouns
//
// A channel is followed when a manager has chosen it: of a channel for announcements every message
// is a source, of any other the pinned ones, of a forum or media channel the posts with a tag that
// says that they are solved, together with people's replies. A post is such a message, or such a post
// with its replies (store.Post). It becomes an article of its server alone, and stops to be one at
// once when it is deleted, unpinned or not solved any more, when the channel is not followed any more,
// or when it is edited to say something else.
//
// A [Follower] reads a channel when it is chosen and each time a session with Discord begins, for
// what happened meanwhile; in between it hears what happens, and looks at what has changed of a forum
// again. All this takes the message-content intent.
package live
