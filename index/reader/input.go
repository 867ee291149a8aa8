package reader

// noRoomLogit is the logit of a sentence that was cut off wholly.
const noRoomLogit = -1e4

// setQuestion keeps the tokens of the question.
func (s *scratch) setQuestion(c *config, question string) {
	s.question = s.question[:0]
	tokens := s.tokenizer.tokenize(question)
	for _, t := range tokens[:min(len(tokens), c.MaxQuestion)] {
		s.question = append(s.question, t.id)
	}
}

// add places the tokens of a window:
//
//	[CLS] question [SEP] title : marker sentence marker sentence … [SEP]
func (s *scratch) add(c *config, w Window) {
	first, number := s.rows(), len(s.windows)
	s.place(c.Cls, 0)
	for _, id := range s.question {
		s.place(int(id), 0)
	}
	s.place(c.Sep, 0)
	if w.Title != "" {
		tokens := s.tokenizer.tokenize(w.Title)
		for _, t := range tokens[:min(len(tokens), c.MaxTitle)] {
			s.place(int(t.id), 1)
		}
		s.place(int(s.tokenizer.vocabulary.colon), 1)
	}
	for i, text := range w.Sentences {
		room := c.MaxTokens - (s.rows() - first) - 2 // its marker and the last [SEP]
		s.addSentence(c, text, room, sentence{window: number, number: i})
	}
	s.place(c.Sep, 1)
	s.windows = append(s.windows, span{first, s.rows()})
}

// addSentence places the marker and at most room tokens of a sentence.
func (s *scratch) addSentence(c *config, text string, room int, at sentence) {
	at.cut = room < 1
	if !at.cut {
		s.place(c.Marker, 1)
		at.tokens.start = s.rows()
		tokens := s.tokenizer.tokenize(text)
		for _, t := range tokens[:min(len(tokens), room)] {
			s.tokens = append(s.tokens, placed{t, 1})
		}
		at.tokens.end = s.rows()
	}
	s.sentences = append(s.sentences, at)
}

// place places a token that stands for no bytes of a sentence.
func (s *scratch) place(id int, segment uint8) {
	s.tokens = append(s.tokens, placed{token{id: int32(id)}, segment})
}
