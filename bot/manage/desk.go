package manage

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/command"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/library"
	"verbatim/bot/live"
	"verbatim/bot/memory"
	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
	"verbatim/index/update"
)

// A Desk is where managers, moderators and the owner are served. All its exported fields but
// Reindex must be set.
type Desk struct {
	Store     *store.Store
	Catalogue *text.Catalogue
	Shelves   *shelf.Shelves
	Live      *live.Follower
	Confine   func() library.Confinement
	Discord   *rest.Client
	Content   bool // the bot gets the content of all messages
	Log       *slog.Logger
	Now       func() time.Time

	// Commands returns how commands are shown in a language.
	Commands func(*text.Texts) card.Commands

	Gone   func(ctx context.Context, channel string) bool // a channel was deleted
	Barred func(server string) []string                   // where the bot may not write, as it has found

	// Reindex brings the library up to date; nil when that is not to be done from here.
	Reindex func(ctx context.Context, progress func(update.Progress)) (update.Report, error)

	// Ask asks a question in a channel of a server as somebody would.
	Ask func(ctx context.Context, server, channel string, asker store.Person, question string) (index.Answer, error)

	reindexing sync.Mutex              // held while a reindex runs
	offered    *memory.Memory[offered] // messages that a form is open for, by its key
}

// Route takes what is the desk's.
func (d *Desk) Route(r *call.Router) {
	r.Command(command.Settings, d.onSettings)
	r.Command(command.Gaps, d.onGaps)
	r.Command(command.Reindex, d.onReindex)

	r.Custom("gaps/{page}", d.onGapsPage)
	r.Custom("gapsdone/{page}", d.onGapsDone)
	r.Custom("gapsexport", d.onGapsExport)
	r.Custom("gapteach", moderating(d.onGapTeach))
	d.routeTeaching(r)

	r.Custom("setask", d.onSetAskChannels)
	r.Custom("setallowed", d.onSetAllowedChannels)
	r.Custom("setlevel", d.onSetLevel)
	r.Custom("setlanguage", d.onSetLanguage)
	r.Custom("setprivate/{state}", d.onSetPrivate)
	r.Command(command.Follow, d.onFollow)
	r.Custom("leave/{channel}", d.onLeave)
	r.Custom("setreset", d.onSetReset)
	r.Custom("sourcesform", d.onSourcesForm)
	r.Custom("setsources", d.onSetSources)
	r.Custom("sourceshere", d.onSourcesHere)
	r.Custom("setsourcesin/{channel}/{category}", d.onSetSourcesIn)

	r.Custom("setmore", d.onMore)
	r.Custom("setback", d.onBack)
	r.Custom("setpeople", d.onSetPeople)
	r.Custom("setproxies/{state}", d.onSetProxies)
	r.Custom("setthreads/{state}", d.onSetThreads)
	r.Custom("refusalform", d.onRefusalForm)
	r.Custom("setrefusal", d.onSetRefusal)
}
