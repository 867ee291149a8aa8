// Package hear finds what a message asks the bot, if anything.
//
// # Nouns
//
// A [Message] is what somebody wrote. A [Place] is a channel, as far as it matters here.
// [Settings] are what the owner of the bot and the managers of the server have chosen. A
// [History] is what the bot has to do with the message already. A [Verdict] says whether
// the bot answers, which question, and whether it stays silent when it has no answer.
//
// A message is direct when it was addressed to the bot: by a mention, a reply to it, or a
// direct message. To others the bot listens only where it was asked to.
//
// # The rule
//
// [Decide] is the one place where that is decided, for new messages and edited ones, and a
// pure function. Few messages need their channel looked up, which can take a request to
// Discord: for those the verdict names the channel, and is asked for again.
package hear
