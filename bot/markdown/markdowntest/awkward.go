package markdowntest

// Awkward returns pieces of text that Discord would turn into something else.
func Awkward() []string {
	return []string{
		"*", "_", "~", "|", ">", "<", "#", "-", "+", "[", "]", "(", ")", "@", ":", "\\", "`", "/", ".", "!", "1.", "2)", "**", "__", "~~", "||", "```", ">>>",
		"> ", "# ", "## ", "### ", "-# ", "- ", "* ", "1. ", "10. ", "\n", "\n- ", "\n# ", "\n> ", "\n12. ", "\n\n",
		"@everyone", "@here", "<@123456789012345678>", "<@!1>", "<@&42>", "<#7>", "</ask:99>", "<id:customize>",
		":smile:", ":+1:", "<:verbatim:12345>", "<a:wave:1>", "<t:1700000000:R>", "<t:5>", "¯\\_(ツ)_/¯",
		"https://example.com/a_b?c=*d*", "http://x.y", "<https://example.com>", "[text](https://evil.example)", "discord.gg/abc", "https://discord.com/invite/abc",
		"*italic*", "**bold**", "_it_", "__under__", "~~gone~~", "||spoiler||", "`code`", "``co`de``", "```go\nx\n```",
		"😀", "👩‍👩‍👧", "🇺🇦", "e\u0301", "é", "日本語", "שלום", "مرحبا", "ﬁ", "™", "“", "”", "’", "—", "…",
		"10:30", "3.5", "U.S.", "and/or", "C++", "a@b.com", "x_y_z", "\\*", "\\\\", "\\n",
	}
}
