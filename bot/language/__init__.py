"""Text → words: tokens, spelling, synonyms, word vectors, sentences, and the form of a question."""
