package discord

import (
	"testing"

	"verbatim/corpus/corpustest"
)

func TestDiscordGolden(t *testing.T) { corpustest.GoldenFiles(t, "discord", Read) }

func FuzzDiscord(f *testing.F) { corpustest.Fuzz(f, "discord", ".json", Read) }
