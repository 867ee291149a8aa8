package index

import "testing"

func TestKindOf(t *testing.T) {
	tests := []struct {
		question string
		want     kind
	}{
		{"who heads Moscow's delegation?", nameKind},
		{"when does the ceasefire end", timeKind},
		{"What year was it built?", timeKind},
		{"how many players can join", numberKind},
		{"how do I reset my password", wayKind},
		{"can i run two servers", yesNoKind},
		{"Is there a Linux build?", yesNoKind},
		{"what is a gasser car", openKind},
		{"changing the port", openKind},
		{"Can", openKind},
		{"", openKind},
	}
	for _, tt := range tests {
		if got := kindOf(tt.question); got != tt.want {
			t.Errorf("kindOf(%q) = %d, want %d", tt.question, got, tt.want)
		}
	}
}

func TestKindMeets(t *testing.T) {
	tests := []struct {
		kind     kind
		sentence string
		want     bool
	}{
		{numberKind, "Up to 64 players can join.", true},
		{numberKind, "Two servers may share one licence.", true},
		{numberKind, "The server keeps a list of players.", false},
		{timeKind, "It ends on 3 May.", true},
		{timeKind, "Backups are made every night.", true},
		{timeKind, "It ends with a signature.", false},
		{nameKind, "The team is led by Vladimir Ushakov.", true},
		{nameKind, "The team is led by a diplomat.", false},
		{nameKind, "Xavier runs the mill.", true},
		{nameKind, "If that fails, ask.", false},
		{wayKind, "Press the button.", true},
		{openKind, "", true},
	}
	for _, tt := range tests {
		if got := tt.kind.meets(tt.sentence); got != tt.want {
			t.Errorf("%d meets %q = %v", tt.kind, tt.sentence, got)
		}
	}
}
