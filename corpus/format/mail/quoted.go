package mail

import (
	"regexp"
	"strings"
)

var (
	original   = regexp.MustCompile(`(?i)^-{3,} ?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht) ?-{3,}$`)
	senderLine = regexp.MustCompile(`^\*?(?:From|Von|De|Da|Van|Od|От|Від):\*? `)
	sentLine   = regexp.MustCompile(`^\*?(?:Sent|Gesendet|Envoyé|Enviado|Inviato|Verzonden|Wysłano|Date|Datum|Отправлено|Надіслано):\*? `)
	leadsIn    = regexp.MustCompile(`(?i)(?:wrote|writes|said|schrieb|écrit|escribió|ha scritto|escreveu|schreef|napisał(?:\(a\))?|пише|пишет|писал(?:а)?|написав)\b.*:$|\d{4}.*:$|@.*:$`)
	listFooter = regexp.MustCompile(`^_{30,}$`)
)

// own returns what a message says itself: no lines that it quotes, no line that leads to them, no
// signature.
func own(text string) string {
	var out []string
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		trimmed := strings.TrimRight(line, " \t")
		switch {
		case trimmed == "--" || original.MatchString(trimmed) || startsReply(lines, i) || trimmed == "-----BEGIN PGP SIGNATURE-----",
			listFooter.MatchString(trimmed) && len(lines)-i < 10:
			return strings.Join(out, "\n")
		case strings.HasPrefix(line, ">"):
			out = withoutLead(out)
		case trimmed == "-----BEGIN PGP SIGNED MESSAGE-----" || i > 0 && i < 5 && strings.HasPrefix(trimmed, "Hash: "):
		default:
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// startsReply reports the headers that some programs put above the whole message they answer.
func startsReply(lines []string, at int) bool {
	if !senderLine.MatchString(lines[at]) {
		return false
	}
	for i := at + 1; i < min(at+4, len(lines)); i++ {
		if sentLine.MatchString(lines[i]) {
			return true
		}
	}
	return false
}

// withoutLead takes the line that leads to a quotation off the end, which may be broken into two.
func withoutLead(out []string) []string {
	end := len(out)
	for end > 0 && strings.TrimSpace(out[end-1]) == "" {
		end--
	}
	start := end
	for start > 0 && end-start < 4 && strings.TrimSpace(out[start-1]) != "" {
		start--
	}
	for _, from := range []int{start, end - 1} {
		if from >= start && end-from < 4 && leadsIn.MatchString(strings.Join(out[from:end], " ")) {
			return out[:from]
		}
	}
	return out
}

// unflowed joins the lines of a text that was broken to be joined again (RFC 3676).
func unflowed(text string, delete bool) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		flows := strings.HasSuffix(line, " ") && strings.TrimRight(line, " ") != "--" && !strings.HasPrefix(line, ">")
		line = strings.TrimPrefix(line, " ")
		if flows && delete {
			line = strings.TrimSuffix(line, " ")
		}
		out.WriteString(line)
		if !flows {
			out.WriteByte('\n')
		}
	}
	return out.String()
}
