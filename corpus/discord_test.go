package corpus

import "testing"

func TestDiscordGolden(t *testing.T) { goldenFiles(t, "discord") }

func FuzzDiscord(f *testing.F) { fuzzFormat(f, "discord", ".json") }
