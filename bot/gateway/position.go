package gateway

import "sync"

// A position is where a shard stands: its session, and the last event of it that was
// handed over. It outlives connections.
//
// Each connection has a number, and only the present one may change anything. So an event
// that an old connection still holds is either counted before the next connection asks
// where to resume, or not at all and comes again: none is lost and none comes twice.
type position struct {
	mu       sync.Mutex
	number   int // of the present connection
	session  sessionInfo
	sequence int64 // of the last event handed over
}

// sessionInfo is what READY says.
type sessionInfo struct {
	id        string // "" when there is no session to resume
	resumeURL string
	appID     string
}

// begin starts a new connection and returns its number.
func (p *position) begin() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.number++
	return p.number
}

// start begins a session whose first event is the one with this sequence number.
func (p *position) start(number int, session sessionInfo, first int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if number == p.number {
		p.session, p.sequence = session, first-1
	}
}

// advance counts an event and tells whether it is to be handed over.
func (p *position) advance(number int, sequence int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if number != p.number || sequence <= p.sequence {
		return false
	}
	p.sequence = sequence
	return true
}

// current is the session and the last event of it.
func (p *position) current() (sessionInfo, int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.session, p.sequence
}

// resumable tells whether there is a session to go on with.
func (p *position) resumable() bool {
	session, _ := p.current()
	return session.id != ""
}

// forget gives up the session.
func (p *position) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session, p.sequence = sessionInfo{}, 0
}
