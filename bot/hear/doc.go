// Package hear finds what a message asks the bot, if anything.
//
// # Nouns
//
// A [Message] is what somebody wrote. A [Place] is a channel, as far as it matters here.
// [Settings] are what the owner of the bot and the managers of the server have chosen. A
// [History] is what the bot has to do with the message already. A [Verdict] says what the bot
// does ([Do]): answer, and which question; or introduce itself, take thanks or a complaint;
// or nothing. What people do with a message package act tells.
//
// A message is direct when it was addressed to the bot: by a mention of it or its role, a
// reply to it, or a direct message. To others the bot listens only where it was asked to, and
// then it says an answer or nothing; what speaks to somebody else is not for it.
//
// # The rule
//
// [Decide] is the one place where that is decided, for new messages and edited ones, and a
// pure function. Few messages need their channel looked up, which can take a request to
// Discord: for those the verdict names the channel, and is asked for again.
package hear
