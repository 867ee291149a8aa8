package index_test

import (
	"slices"
	"testing"

	"verbatim/index"
)

func TestTrail(t *testing.T) {
	for _, tt := range []struct {
		title         string
		section, want []string
	}{
		{"Bells", nil, nil},
		{"Bells", []string{"Bells"}, nil},
		{"Bells", []string{"Bells", "At night"}, []string{"At night"}},
		{"Bells", []string{"At night", "Bells"}, []string{"At night", "Bells"}},
		{"", []string{"Bells"}, []string{"Bells"}},
	} {
		if got := index.Trail(tt.title, tt.section); !slices.Equal(got, tt.want) {
			t.Errorf("Trail(%q, %q) = %q, want %q", tt.title, tt.section, got, tt.want)
		}
	}
}
