"""A question, tokenised and spell-checked once; its parts are slices of it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from bot.language.question_form import QuestionForm, asked_form, is_question, opens_question
from bot.language.spelling import SpellingCorrector
from bot.language.terms import content_tokens
from bot.language.tokens import (
    MAX_CHARACTERS,
    Token,
    normalise,
    stem,
    tokenise_with_offsets,
    without_many_marks,
)


@dataclass(frozen=True)
class Question:
    """A message or a part of one, with its spell-checked tokens in order."""

    text: str  # as written, without combining marks if they make it too long
    tokens: tuple[Token, ...]
    offsets: tuple[int, ...]  # for each token, where the word it comes from begins in the text

    @property
    def normalised(self) -> str:
        """The text with case, Unicode forms and whitespace folded, and without markup."""
        return normalise(self.text)

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The tokens without fillers and lead-ins."""
        return tuple(content_tokens(self.tokens))

    @property
    def words(self) -> list[str]:
        """The words of the tokens."""
        return [token.word for token in self.tokens]

    @cached_property
    def form(self) -> QuestionForm:
        """What kind of thing it asks for."""
        return asked_form(self.content)

    @property
    def is_question(self) -> bool:
        """Whether it has a question mark, makes a request or opens like a question."""
        return is_question(self.normalised, self.content)

    @property
    def opens_question(self) -> bool:
        """Whether it opens like a question, with a question word or an auxiliary verb."""
        return opens_question(self.content)

    def slice(self, start: int, stop: int) -> "Question":
        """Return the part between two positions in the text, without whitespace around it.

        The part is cut to `MAX_CHARACTERS`, the length to which normalising cuts any text.
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
    """Tokenise a text of any length, and correct its spelling if a corrector is given."""
    text = without_many_marks(text)
    tokens: list[Token] = []
    offsets: list[int] = []
    for offset, token in tokenise_with_offsets(text):
        corrected = corrector.correct(token.word) if corrector else None
        tokens.append(Token(corrected, stem(corrected), token.word) if corrected else token)
        offsets.append(offset)
    return Question(text, tuple(tokens), tuple(offsets))
