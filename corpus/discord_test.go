package corpus

import "testing"

func TestDiscordGolden(t *testing.T) { goldenFiles(t, "discord", ReadDiscord) }

func FuzzDiscord(f *testing.F) { fuzz(f, "discord", ".json", ReadDiscord) }
