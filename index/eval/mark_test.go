package eval

import (
	"os"
	"path/filepath"
	"testing"
)

// TestByteOrderMark loads a set whose article begins with marks that reading drops.
func TestByteOrderMark(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(ArticlesFile, `{"id":"a","text":"\ufeff\ufeffThe gate opens at six. The ferry leaves at seven.","passages":[[6,55,"paragraph",[]]],"sentences":[[6,28],[29,55]]}`+"\n"+`{"id":"b","text":"One."}`)
	write(QuestionsFile, `{"id":"q","article":"a","question":"When does the ferry leave?","answer_start":6,"answer_end":55,"gold_sentence":[29,55],"answers":[{"bstart":29,"bend":55},{"article":"b","bstart":0,"bend":4}]}`)
	s, err := LoadSet(t.Context(), dir, "", "")
	if err != nil {
		t.Fatal(err)
	}
	a, q := s.Articles[0], s.Questions[0]
	second := a.Text[a.Sentences[1][0]:a.Sentences[1][1]]
	if a.Text[0] != 'T' || a.Passages[0].Start != 0 || second != "The ferry leaves at seven." {
		t.Errorf("%q, passage at %d, sentence %q", a.Text, a.Passages[0].Start, second)
	}
	if got := a.Text[q.Answers[0].Start:q.Answers[0].End]; got != second || q.GoldSentence[0] != q.Answers[0].Start || q.SectionStart != 0 {
		t.Errorf("gold %q, its sentence from %d, the section from %d", got, q.GoldSentence[0], q.SectionStart)
	}
	if other := q.Answers[1]; other.Start != 0 || other.End != 4 {
		t.Errorf("gold in the other article: %+v", other)
	}
}
