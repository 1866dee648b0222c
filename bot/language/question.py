"""A question, tokenised and spell-checked once; its parts are slices of it."""

from bisect import bisect_left
from dataclasses import dataclass

from bot.language.question_form import QuestionForm, classify, is_question, opens_question
from bot.language.spelling import SpellingCorrector
from bot.language.terms import content_tokens
from bot.language.tokens import MAX_CHARACTERS, Token, normalise, stem, tokenise_with_offsets


@dataclass(frozen=True, slots=True)
class Question:
    """A message or a part of one, with its tokens in order, their spelling corrected."""

    text: str  # as written
    tokens: tuple[Token, ...]
    offsets: tuple[int, ...]  # of each token, where in the text the word begins that it comes from

    @property
    def normalised(self) -> str:
        """The text without differences of case, Unicode forms, markup and blanks."""
        return normalise(self.text)

    @property
    def content(self) -> tuple[Token, ...]:
        """The tokens without fillers and without leads in front."""
        return tuple(content_tokens(self.tokens))

    @property
    def form(self) -> QuestionForm:
        """What kind of thing is asked for."""
        return classify(self.content)

    @property
    def is_question(self) -> bool:
        """Whether the text is a question: by a question mark, a request, or how it opens."""
        return is_question(self.normalised, self.content)

    @property
    def opens_question(self) -> bool:
        """Whether it opens as a question does, with a question word or an auxiliary verb."""
        return opens_question(self.content)

    def slice(self, start: int, stop: int) -> "Question":
        """The part between two positions in the text, without outer blanks.

        Cut to `MAX_CHARACTERS`, as any text is that gets normalised.
        """
        stop = min(stop, len(self.text), start + MAX_CHARACTERS)
        while start < stop and self.text[start].isspace():
            start += 1
        while start < stop and self.text[stop - 1].isspace():
            stop -= 1
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, stop)
        return Question(
            self.text[start:stop],
            self.tokens[first:last],
            tuple(offset - start for offset in self.offsets[first:last]),
        )


def parse_question(text: str, corrector: SpellingCorrector | None = None) -> Question:
    """Tokenise a text, and correct its spelling if a corrector is given."""
    tokens: list[Token] = []
    offsets: list[int] = []
    for offset, token in tokenise_with_offsets(text):
        corrected = corrector.correct(token.word) if corrector else None
        tokens.append(Token(corrected, stem(corrected), token.word) if corrected else token)
        offsets.append(offset)
    return Question(text, tuple(tokens), tuple(offsets))
