package corpus

import "testing"

func TestDiscordGolden(t *testing.T) { goldenFiles(t, "discord", readDiscord) }

func FuzzDiscord(f *testing.F) { fuzz(f, "discord", ".json", readDiscord) }
