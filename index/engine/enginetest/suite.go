package enginetest

import (
	"testing"

	"verbatim/index/engine"
)

// A Place is where one engine keeps one corpus.
type Place interface {
	// Store returns the store to write to.
	Store() engine.Store
	// Open opens the engine that answers from what was written.
	Open() (engine.Engine, error)
	// Damage takes away some of what articles hold.
	Damage(t testing.TB)
}

// A Suite is what the tests need of an engine.
type Suite struct {
	// New returns the name of a new place, which goes with the test.
	New func(t testing.TB) string
	// At returns the place with a name, also in another process.
	At func(name string) Place
}

// Run runs all tests.
func (s Suite) Run(t *testing.T) {
	for name, test := range map[string]func(*testing.T, Place){
		"Empty": testEmpty, "Generation": testGeneration, "Articles": testArticles, "Passages": testPassages,
		"Texts": testTexts, "Counts": testCounts, "Similar": testSimilar, "Search": testSearch, "Filter": testFilter,
		"Notes": testNotes, "Change": testChange, "Locked": testLocked, "Announce": testAnnounce, "Abandon": testAbandon,
		"Snapshot": testSnapshot, "Close": testClose, "Cancelled": testCancelled, "Follow": testFollow,
		"Damage": testDamage, "Meaning": testMeaning, "MeaningLater": testMeaningLater,
		"MeaningCarried": testMeaningCarried, "MeaningFilter": testMeaningFilter, "MeaningAlone": testMeaningAlone,
	} {
		t.Run(name, func(t *testing.T) { test(t, s.At(s.New(t))) })
	}
	t.Run("Agree", func(t *testing.T) { testAgree(t, s.At(s.New(t)), s.At(s.New(t))) })
	t.Run("Kill", func(t *testing.T) { testKill(t, s) })
}

// hold opens what a place holds now, until the test ends.
func hold(t testing.TB, p Place) engine.Snapshot {
	t.Helper()
	return held(t, opened(t, p))
}

// opened opens the engine of a place, until the test ends.
func opened(t testing.TB, p Place) engine.Engine {
	t.Helper()
	e, err := p.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// held holds the newest generation, until the test ends.
func held(t testing.TB, e engine.Engine) engine.Snapshot {
	t.Helper()
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Release(); err != nil {
			t.Error(err)
		}
	})
	return s
}
