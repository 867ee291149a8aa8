package queue

import (
	"slices"
	"time"
)

// A crowd is who waits: servers, each with members, each with tickets, all in the order of their
// turns. None of them is empty.
type crowd struct {
	servers []*server
	waiting int // tickets
}

type server struct {
	name    string
	members []*member
}

type member struct {
	name    string
	tickets []*ticket
}

// A ticket is a turn that is waited for.
type ticket struct {
	Turn
	come  chan struct{} // closed when the turn has come, and is told by Turn
	since time.Time
}

func (c *crowd) server(by Party) int {
	return slices.IndexFunc(c.servers, func(s *server) bool { return s.name == by.server() })
}

func (s *server) member(by Party) int {
	return slices.IndexFunc(s.members, func(m *member) bool { return m.name == by.Member })
}

// add puts a ticket behind the others of its member.
func (c *crowd) add(by Party, t *ticket) {
	i := c.server(by)
	if i < 0 {
		i = len(c.servers)
		c.servers = append(c.servers, &server{name: by.server()})
	}
	s := c.servers[i]
	j := s.member(by)
	if j < 0 {
		j = len(s.members)
		s.members = append(s.members, &member{name: by.Member})
	}
	m := s.members[j]
	m.tickets = append(m.tickets, t)
	c.waiting++
}

// next takes the ticket whose turn it is. Its server and its member come last from now on.
func (c *crowd) next() *ticket {
	s := c.servers[0]
	m := s.members[0]
	t := m.tickets[0]
	t.Share = evenly(len(c.servers), len(s.members), len(m.tickets))
	m.tickets = m.tickets[1:]
	s.members = rotate(s.members, len(m.tickets) > 0)
	c.servers = rotate(c.servers, len(s.members) > 0)
	c.waiting--
	return t
}

// rotate puts the first at the end, or takes it away.
func rotate[T any](all []T, stays bool) []T {
	first, rest := all[0], all[1:]
	if stays {
		rest = append(rest, first)
	}
	return rest
}

// remove takes a ticket out, and returns false when its turn has come.
func (c *crowd) remove(by Party, t *ticket) bool {
	i := c.server(by)
	if i < 0 {
		return false
	}
	s := c.servers[i]
	j := s.member(by)
	if j < 0 {
		return false
	}
	m := s.members[j]
	k := slices.Index(m.tickets, t)
	if k < 0 {
		return false
	}
	if m.tickets = slices.Delete(m.tickets, k, k+1); len(m.tickets) == 0 {
		s.members = slices.Delete(s.members, j, j+1)
	}
	if len(s.members) == 0 {
		c.servers = slices.Delete(c.servers, i, i+1)
	}
	c.waiting--
	return true
}

// share returns what is due to one more ticket of a party.
func (c *crowd) share(by Party) float64 {
	i := c.server(by)
	if i < 0 {
		return evenly(len(c.servers)+1, 1, 1)
	}
	s := c.servers[i]
	j := s.member(by)
	if j < 0 {
		return evenly(len(c.servers), len(s.members)+1, 1)
	}
	return evenly(len(c.servers), len(s.members), len(s.members[j].tickets)+1)
}

// evenly is the part of one turn of a member with some, of a server with some members, of some
// servers.
func evenly(servers, members, turns int) float64 { return 1 / float64(servers*members*turns) }
