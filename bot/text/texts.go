package text

// Texts are the bot's own words in one language. Words in braces, such as {n}, are
// filled in by [Fill]. The English catalogue shows each text; a field here is named
// after its key there.
type Texts struct {
	Code     string `json:"-"`        // of the language, as its catalogue is named
	Language string `json:"language"` // the language's name in itself

	Commands    CommandsTexts    `json:"commands"`
	Answer      AnswerTexts      `json:"answer"`
	Buttons     ButtonsTexts     `json:"buttons"`
	Silence     SilenceTexts     `json:"silence"`
	Context     ContextTexts     `json:"context"`
	Feedback    FeedbackTexts    `json:"feedback"`
	Search      SearchTexts      `json:"search"`
	Sources     SourcesTexts     `json:"sources"`
	Settings    SettingsTexts    `json:"settings"`
	Permissions PermissionsTexts `json:"permissions"`
	Gaps        GapsTexts        `json:"gaps"`
	Teach       TeachTexts       `json:"teach"`
	Hidden      HiddenTexts      `json:"hidden"`
	Stats       StatsTexts       `json:"stats"`
	Alias       AliasTexts       `json:"alias"`
	Follow      FollowTexts      `json:"follow"`
	Reindex     ReindexTexts     `json:"reindex"`
	Help        HelpTexts        `json:"help"`
	About       AboutTexts       `json:"about"`
	Privacy     PrivacyTexts     `json:"privacy"`
	Limits      LimitsTexts      `json:"limits"`
	Errors      ErrorsTexts      `json:"errors"`
	Page        PageTexts        `json:"page"`
	Date        DateTexts        `json:"date"`
}

// A Label is what a command or an option is called.
type Label struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

// CommandsTexts are the names of commands and options; ask_question is an option of ask.
type CommandsTexts struct {
	Ask            Label `json:"ask"`
	AskQuestion    Label `json:"ask_question"`
	AskPrivate     Label `json:"ask_private"`
	AskArticle     Label `json:"ask_article"`
	Search         Label `json:"search"`
	SearchWords    Label `json:"search_words"`
	Sources        Label `json:"sources"`
	SourcesArticle Label `json:"sources_article"`
	AskAbout       Label `json:"ask_about"`
	TeachFrom      Label `json:"teach_from"`
	ManageAnswer   Label `json:"manage_answer"`
	Settings       Label `json:"settings"`
	Gaps           Label `json:"gaps"`
	Teach          Label `json:"teach"`
	TeachQuestion  Label `json:"teach_question"`
	TeachMessage   Label `json:"teach_message"`
	Taught         Label `json:"taught"`
	Hidden         Label `json:"hidden"`
	Stats          Label `json:"stats"`
	Alias          Label `json:"alias"`
	AliasWord      Label `json:"alias_word"`
	AliasMeans     Label `json:"alias_means"`
	Follow         Label `json:"follow"`
	FollowChannel  Label `json:"follow_channel"`
	Reindex        Label `json:"reindex"`
	Help           Label `json:"help"`
	About          Label `json:"about"`
	Privacy        Label `json:"privacy"`
}

// AnswerTexts are the texts of section answer.
type AnswerTexts struct {
	VerySure      string `json:"very_sure"`
	FairlySure    string `json:"fairly_sure"`
	Unsure        string `json:"unsure"`
	Untitled      string `json:"untitled"`
	Rank          string `json:"rank"`
	AlsoIn        string `json:"also_in"`
	Shortened     string `json:"shortened"`
	Old           string `json:"old"`
	Version       string `json:"version"`
	TaughtBy      string `json:"taught_by"`
	Taught        string `json:"taught"`
	Understood    string `json:"understood"`
	MoreQuestions string `json:"more_questions"`
	Hurried       string `json:"hurried"`
	Unread        string `json:"unread"`
	From          string `json:"from"`
}

// ButtonsTexts are the texts of section buttons.
type ButtonsTexts struct {
	Context      string `json:"context"`
	Next         string `json:"next"`
	Best         string `json:"best"`
	Source       string `json:"source"`
	Closest      string `json:"closest"`
	SayWhy       string `json:"say_why"`
	Delete       string `json:"delete"`
	Hide         string `json:"hide"`
	Teach        string `json:"teach"`
	Solved       string `json:"solved"`
	Change       string `json:"change"`
	Remove       string `json:"remove"`
	PreviousPage string `json:"previous_page"`
	NextPage     string `json:"next_page"`
	Export       string `json:"export"`
}

// SilenceTexts are the texts of section silence.
type SilenceTexts struct {
	NotInSources string `json:"not_in_sources"`
	NoQuestion   string `json:"no_question"`
	Noted        string `json:"noted"`
	Closest      string `json:"closest"`
	NoClosest    string `json:"no_closest"`
	NoMore       string `json:"no_more"`
	Next         string `json:"next"`
	NextPeople   string `json:"next_people"`
}

// ContextTexts are the texts of section context.
type ContextTexts struct {
	Title   string `json:"title"`
	Changed string `json:"changed"`
}

// FeedbackTexts are the texts of section feedback.
type FeedbackTexts struct {
	Thanks           string `json:"thanks"`
	ThanksWhy        string `json:"thanks_why"`
	ModalTitle       string `json:"modal_title"`
	ModalLabel       string `json:"modal_label"`
	ModalPlaceholder string `json:"modal_placeholder"`
	ReasonSaved      string `json:"reason_saved"`
	Solved           string `json:"solved"`
	NoTag            string `json:"no_tag"`
	Manage           string `json:"manage"`
	Deleted          string `json:"deleted"`
	NotDeletable     string `json:"not_deletable"`
	NotAnAnswer      string `json:"not_an_answer"`
}

// SearchTexts are the texts of section search.
type SearchTexts struct {
	Header string `json:"header"`
	None   string `json:"none"`
	Page   string `json:"page"`
}

// SourcesTexts are the texts of section sources.
type SourcesTexts struct {
	Header    string `json:"header"`
	Empty     string `json:"empty"`
	Page      string `json:"page"`
	Published string `json:"published"`
	Language  string `json:"language"`
	Passages  string `json:"passages"`
	Length    string `json:"length"`
	NotFound  string `json:"not_found"`
}

// SettingsTexts are the texts of section settings.
type SettingsTexts struct {
	Header              string `json:"header"`
	AskChannels         string `json:"ask_channels"`
	AskChannelsPick     string `json:"ask_channels_pick"`
	AllowedChannels     string `json:"allowed_channels"`
	AllowedChannelsPick string `json:"allowed_channels_pick"`
	Level               string `json:"level"`
	Cautious            string `json:"cautious"`
	CautiousHelp        string `json:"cautious_help"`
	Balanced            string `json:"balanced"`
	BalancedHelp        string `json:"balanced_help"`
	Eager               string `json:"eager"`
	EagerHelp           string `json:"eager_help"`
	Language            string `json:"language"`
	Automatic           string `json:"automatic"`
	Private             string `json:"private"`
	Threads             string `json:"threads"`
	Sources             string `json:"sources"`
	SourcesButton       string `json:"sources_button"`
	SourcesLabel        string `json:"sources_label"`
	SourcesHelp         string `json:"sources_help"`
	SourcesIn           string `json:"sources_in"`
	SourcesHere         string `json:"sources_here"`
	SourcesChannel      string `json:"sources_channel"`
	SourcesCategory     string `json:"sources_category"`
	Reset               string `json:"reset"`
	AllChannels         string `json:"all_channels"`
	AllSources          string `json:"all_sources"`
	None                string `json:"none"`
	On                  string `json:"on"`
	Off                 string `json:"off"`
	PrivateButton       string `json:"private_button"`
	ThreadsButton       string `json:"threads_button"`
	IntentOff           string `json:"intent_off"`
	IntentOn            string `json:"intent_on"`
	UnknownSources      string `json:"unknown_sources"`
	Confined            string `json:"confined"`
	Lacks               string `json:"lacks"`
	HelpChannel         string `json:"help_channel"`
	HelpChannelPick     string `json:"help_channel_pick"`
	More                string `json:"more"`
	Back                string `json:"back"`
	Refusal             string `json:"refusal"`
	RefusalDefault      string `json:"refusal_default"`
	RefusalButton       string `json:"refusal_button"`
	RefusalLabel        string `json:"refusal_label"`
	RefusalHelp         string `json:"refusal_help"`
	Proxies             string `json:"proxies"`
	ProxiesButton       string `json:"proxies_button"`
	Gone                string `json:"gone"`
	Barred              string `json:"barred"`
}

// PermissionsTexts are the texts of section permissions: their names, as Discord shows them.
type PermissionsTexts struct {
	ViewChannel   string `json:"view_channel"`
	SendMessages  string `json:"send_messages"`
	SendInThreads string `json:"send_in_threads"`
	ReadHistory   string `json:"read_history"`
	CreateThreads string `json:"create_threads"`
}

// GapsTexts are the texts of section gaps.
type GapsTexts struct {
	Header   string `json:"header"`
	Empty    string `json:"empty"`
	Asked    string `json:"asked"`
	Pick     string `json:"pick"`
	Teach    string `json:"teach"`
	Exported string `json:"exported"`
}

// TeachTexts are the texts of section teach.
type TeachTexts struct {
	Title       string `json:"title"`
	Question    string `json:"question"`
	Answer      string `json:"answer"`
	AnswerHelp  string `json:"answer_help"`
	Done        string `json:"done"`
	Works       string `json:"works"`
	Fails       string `json:"fails"`
	NeedsIntent string `json:"needs_intent"`
	NoMessage   string `json:"no_message"`
	NotYours    string `json:"not_yours"`
	NoSentence  string `json:"no_sentence"`
	Full        string `json:"full"`
	TooOld      string `json:"too_old"`
	Header      string `json:"header"`
	Empty       string `json:"empty"`
	Pick        string `json:"pick"`
	Removed     string `json:"removed"`
	Gone        string `json:"gone"`
}

// HiddenTexts are the texts of section hidden.
type HiddenTexts struct {
	Done   string `json:"done"`
	Header string `json:"header"`
	Empty  string `json:"empty"`
	Pick   string `json:"pick"`
}

// StatsTexts are the texts of section stats.
type StatsTexts struct {
	Days       string `json:"days"`
	Asked      string `json:"asked"`
	Answered   string `json:"answered"`
	Silent     string `json:"silent"`
	Solved     string `json:"solved"`
	Taught     string `json:"taught"`
	Hidden     string `json:"hidden"`
	Gaps       string `json:"gaps"`
	Nothing    string `json:"nothing"`
	Digest     string `json:"digest"`
	DigestPick string `json:"digest_pick"`
}

// AliasTexts are the texts of section alias.
type AliasTexts struct {
	Done   string `json:"done"`
	Both   string `json:"both"`
	Full   string `json:"full"`
	Header string `json:"header"`
	Empty  string `json:"empty"`
	Pick   string `json:"pick"`
}

// FollowTexts are the texts of section follow.
type FollowTexts struct {
	All         string `json:"all"`
	Pins        string `json:"pins"`
	Solved      string `json:"solved"`
	NoTag       string `json:"no_tag"`
	NeedsIntent string `json:"needs_intent"`
	Unreadable  string `json:"unreadable"`
	NotYours    string `json:"not_yours"`
	Many        string `json:"many"`
	Header      string `json:"header"`
	Empty       string `json:"empty"`
	Leave       string `json:"leave"`
}

// ReindexTexts are the texts of section reindex.
type ReindexTexts struct {
	Started     string `json:"started"`
	Progress    string `json:"progress"`
	Done        string `json:"done"`
	Nothing     string `json:"nothing"`
	Skipped     string `json:"skipped"`
	MoreSkipped string `json:"more_skipped"`
	Busy        string `json:"busy"`
	Failed      string `json:"failed"`
}

// HelpTexts are the texts of section help.
type HelpTexts struct {
	Title    string `json:"title"`
	Greeting string `json:"greeting"`
	Ask      string `json:"ask"`
	Mention  string `json:"mention"`
	AskAbout string `json:"ask_about"`
	Search   string `json:"search"`
	Sources  string `json:"sources"`
	Settings string `json:"settings"`
	Gaps     string `json:"gaps"`
	Teach    string `json:"teach"`
	Taught   string `json:"taught"`
	Hidden   string `json:"hidden"`
	Stats    string `json:"stats"`
	Alias    string `json:"alias"`
	Follow   string `json:"follow"`
	Privacy  string `json:"privacy"`
	Intro    string `json:"intro"`
	Limits   string `json:"limits"`
	Channels string `json:"channels"`
}

// AboutTexts are the texts of section about.
type AboutTexts struct {
	Title   string `json:"title"`
	How     string `json:"how"`
	Sources string `json:"sources"`
}

// PrivacyTexts are the texts of section privacy.
type PrivacyTexts struct {
	Text    string `json:"text"`
	Stored  string `json:"stored"`
	Delete  string `json:"delete"`
	Deleted string `json:"deleted"`
	Nothing string `json:"nothing"`
}

// LimitsTexts are the texts of section limits.
type LimitsTexts struct {
	User    string `json:"user"`
	Channel string `json:"channel"`
	Server  string `json:"server"`
}

// ErrorsTexts are the texts of section errors.
type ErrorsTexts struct {
	Failed         string `json:"failed"`
	Slow           string `json:"slow"`
	NoIndex        string `json:"no_index"`
	Away           string `json:"away"`
	Unsaved        string `json:"unsaved"`
	Expired        string `json:"expired"`
	NotHere        string `json:"not_here"`
	ServerOnly     string `json:"server_only"`
	ManagersOnly   string `json:"managers_only"`
	ModeratorsOnly string `json:"moderators_only"`
	OwnerOnly      string `json:"owner_only"`
	Unknown        string `json:"unknown"`
	Barred         string `json:"barred"`
	Held           string `json:"held"`
	Unreadable     string `json:"unreadable"`
}

// PageTexts are the texts of section page: those of the web page alone.
type PageTexts struct {
	Label      string `json:"label"`
	Ask        string `json:"ask"`
	Asking     string `json:"asking"`
	Answer     string `json:"answer"`
	Confidence string `json:"confidence"`
	NoQuestion string `json:"no_question"`
	TooLong    string `json:"too_long"`
}

// DateTexts say how a date is written.
type DateTexts struct {
	Format string     `json:"format"` // with {day}, {month} and {year}
	First  string     `json:"first"`  // the first day of a month
	Months [12]string `json:"months"`
}
