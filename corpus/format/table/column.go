package table

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/document"
)

// A role is what the values of a column are to the articles that rows make.
type role uint8

const (
	other  role = iota // something that is told of what the row is about
	prose              // sentences
	title              // what the row is about, or the question that it answers
	id                 // how programs call it
	link               // where it stands on the web
	date               // when it was published
	tongue             // the language of its sentences
)

// roleNames are the names of columns that say what they hold, in the languages that people name
// columns in, the most telling first.
var roleNames = map[role]string{
	prose: `text body content contents article answer answers response reply message description desc summary details detail explanation definition solution lore abstract bio biography
antwort antworten inhalt beschreibung nachricht erklärung lösung zusammenfassung
réponse reponse texte contenu description définition résumé explication
respuesta texto contenido descripción descripcion mensaje resumen explicación
resposta conteúdo conteudo descrição descricao mensagem
risposta testo contenuto descrizione messaggio spiegazione
antwoord tekst inhoud beschrijving omschrijving bericht uitleg
odpowiedź tekst treść opis wiadomość
ответ текст описание содержание сообщение пояснение определение
відповідь текст опис зміст повідомлення пояснення визначення
odpověď popis obsah svar beskrivning innehåll beskrivelse vastaus kuvaus
cevap yanıt açıklama içerik metin mesaj válasz leírás răspuns descriere
回答 答え 本文 説明 内容 テキスト 解説 答案 描述 说明 正文 內容 說明 解释 답변 내용 설명 본문 الجواب الوصف النص תשובה תיאור`,
	title: `title headline subject question name heading term word entry
titel überschrift betreff frage bezeichnung begriff
titre sujet question nom intitulé terme
título titulo asunto pregunta nombre término
pergunta nome assunto titolo domanda oggetto
vraag naam onderwerp pytanie tytuł nazwa temat
вопрос название заголовок имя тема термин
питання запитання назва заголовок тема термін
otázka název fråga namn rubrik spørgsmål navn kysymys nimi
soru başlık ad isim konu kérdés cím întrebare titlu
質問 タイトル 題名 名前 件名 名称 问题 标题 問題 標題 名稱 질문 제목 이름 السؤال العنوان שאלה כותרת`,
	id:     `id guid uuid slug key`,
	link:   `url link source href permalink adresse quelle lien enlace ссылка посилання リンク 链接`,
	date:   `date published published_at created created_at timestamp updated datum fecha data дата 日付 日期 날짜`,
	tongue: `language lang locale sprache langue idioma lingua taal język язык мова 言語 语言`,
}

// ranks are the roles that names have, with how telling they are: lower tells more.
func ranks() map[string][2]int {
	out := map[string][2]int{}
	for _, r := range []role{prose, title, id, link, date, tongue} {
		for i, name := range strings.Fields(roleNames[r]) {
			if _, taken := out[name]; !taken {
				out[name] = [2]int{int(r), i}
			}
		}
	}
	return out
}

// A column is what is known of one column.
type column struct {
	name string
	role role
	rank int // among those of its role
}

// columnsOf finds the roles of columns by their names, and by the values of some rows where names
// tell nothing.
func columnsOf(header []string, sample [][]string) []column {
	known := ranks()
	columns := make([]column, 0, min(len(header), maxColumnNum))
	for i, name := range header[:min(len(header), maxColumnNum)] {
		c := column{name: document.Tidy(strings.ToValidUTF8(name, string(utf8.RuneError)))}
		if r, ok := known[plainName(c.name)]; ok {
			c.role, c.rank = role(r[0]), r[1]
		} else if share(sample, i, asks) >= .5 {
			c.role, c.rank = title, len(known)+i
		} else if share(sample, i, isProse) >= .5 {
			c.role, c.rank = prose, len(known)+i
		}
		if c.role == title && share(sample, i, isProse) >= .5 && share(sample, i, asks) < .5 {
			c.role, c.rank = prose, len(known)+i // such as a name for the whole text
		}
		columns = append(columns, c)
	}
	return titled(answered(columns, sample), sample)
}

// answered makes the column behind questions their answers, where none holds texts.
func answered(columns []column, sample [][]string) []column {
	at := slices.IndexFunc(columns, func(c column) bool { return c.role == title })
	if at < 0 || best(columns, prose) >= 0 || share(sample, at, asks) < .5 {
		return columns
	}
	for i, c := range columns[at+1:] {
		if c.role == other && share(sample, at+1+i, isName) >= .8 {
			columns[at+1+i].role = prose
			break
		}
	}
	return columns
}

// titled makes the first column of words a title, where texts have none.
func titled(columns []column, sample [][]string) []column {
	if best(columns, title) >= 0 || best(columns, prose) < 0 {
		return columns
	}
	for i, c := range columns {
		if c.role == other && share(sample, i, isName) >= .8 {
			columns[i].role = title
			break
		}
	}
	return columns
}

// best returns the column of a role that its name tells most of, -1 for none.
func best(columns []column, r role) int {
	found := -1
	for i, c := range columns {
		if c.role == r && (found < 0 || c.rank < columns[found].rank) {
			found = i
		}
	}
	return found
}

// plainName returns the name of a column without signs and what stands in brackets.
func plainName(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), "(")
	return strings.Trim(strings.TrimSpace(name), "*:#_. 0123456789")
}

// share returns the share of a column's values that are of a kind.
func share(sample [][]string, column int, of func(string) bool) float64 {
	full, those := 0, 0
	for _, row := range sample {
		if column >= len(row) || strings.TrimSpace(row[column]) == "" {
			continue
		}
		full++
		if of(strings.TrimSpace(row[column])) {
			those++
		}
	}
	return float64(those) / float64(max(full, 1))
}

// isProse reports sentences, or words enough for one.
func isProse(s string) bool {
	words, dense := len(strings.Fields(s)), 0
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
			dense++
		}
	}
	return words >= 8 || words >= 4 && document.EndsSentence(s) || dense >= 12
}

func asks(s string) bool { return strings.HasSuffix(s, "?") || strings.HasSuffix(s, "？") }

// isName reports a few words.
func isName(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && (len(strings.Fields(s)) <= 12 || asks(s)) && !document.IsAbsolute(s)
}
