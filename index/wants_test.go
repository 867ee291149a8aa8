package index

import "testing"

func TestWantsCode(t *testing.T) {
	for question, want := range map[string]bool{
		"which port does the server use?":       true,
		"what is the command for a backup":      true,
		"What's the default timeout?":           true,
		"how many lamps does a harbour need?":   true,
		"what does --slowly do?":                true,
		"where is log_path set?":                true,
		"what lives in /var/log?":               true,
		"Welcher Port ist voreingestellt?":      true,
		"Який порт використовує сервер?":        true,
		"why is the port closed?":               false,
		"who cast the bell?":                    false,
		"Is Lantern free, and/or cheap?":        false,
		"How do I dry a wick?":                  false,
		"Was the tower built before the mill? ": false,
	} {
		if got := wantsCode(question); got != want {
			t.Errorf("%s: %v", question, got)
		}
	}
}

func TestWantsWay(t *testing.T) {
	for question, want := range map[string]bool{
		"How do I open the gate?":      true,
		"installing apt packages":      true,
		"reset my password":            true,
		"Connecting your account":      true,
		"open":                         false,
		"What is opening the gate?":    false,
		"Opening hours?":               false,
		"When do doors open?":          false,
		"Can I run two lanterns":       false,
		"the gate":                     false,
		"How many lamps can I install": false,
	} {
		if got := wantsWay(question); got != want {
			t.Errorf("%s: %v", question, got)
		}
	}
}
