package guard

import "sync"

// A Position is where a shard stands: its session, and the last event of it that was
// handed over. It outlives connections.
//
// Each connection has a number, and only the present one may change anything. So an event
// that an old connection still holds is either counted before the next connection asks
// where to resume, or not at all and comes again: none is lost and none comes twice.
type Position struct {
	mu       sync.Mutex
	number   int // of the present connection
	session  Session
	sequence int64 // of the last event handed over
}

// Session is what READY says.
type Session struct {
	Id        string `json:"id"` // "" when there is no session to resume
	ResumeURL string `json:"resume_url"`
	AppID     string `json:"application"`
}

// Restore goes on with a session that another process began, after the last event that it counted.
func (p *Position) Restore(session Session, sequence int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session, p.sequence = session, sequence
}

// Begin starts a new connection and returns its number.
func (p *Position) Begin() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.number++
	return p.number
}

// start begins a session whose first event is the one with this sequence number.
func (p *Position) start(number int, session Session, first int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if number == p.number {
		p.session, p.sequence = session, first-1
	}
}

// Advance counts an event and tells whether it is to be handed over.
func (p *Position) Advance(number int, sequence int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if number != p.number || sequence <= p.sequence {
		return false
	}
	p.sequence = sequence
	return true
}

// Current is the session and the last event of it.
func (p *Position) Current() (Session, int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.session, p.sequence
}

// Resumable tells whether there is a session to go on with.
func (p *Position) Resumable() bool {
	session, _ := p.Current()
	return session.Id != ""
}

// Forget gives up the session.
func (p *Position) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session, p.sequence = Session{}, 0
}
