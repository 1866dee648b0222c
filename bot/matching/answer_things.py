"""What kinds of things the sentences of an answer hold, found when a question first asks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.english import FUNCTION_WORDS
from bot.language.prose import Span
from bot.language.things import NAMES, Thing, find_things
from bot.language.tokens import tokenise
from bot.matching.asking import Asking


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A thing in a sentence, with its stems."""

    span: Span
    certainty: float
    stems: frozenset[str]


class AnswerThings:
    """The things in the sentences of one answer."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = sentences
        self._prepared: dict[Thing, list[tuple[_Prepared, ...]]] = {}

    def best(self, asking: Asking) -> list[float]:
        """Return for each sentence how well its best thing answers, 0 if it holds none."""
        return [
            max((value for value, _ in self.in_sentence(number, asking)), default=0.0)
            for number in range(len(self._sentences))
        ]

    def in_sentence(self, number: int, asking: Asking) -> Iterator[tuple[float, Span]]:
        """Yield the things in a sentence that may answer, with how well they do."""
        for thing, share in asking.things:
            for found in self._of_kind(thing)[number]:
                if thing in NAMES and not found.stems.isdisjoint(asking.stems):
                    continue
                yield found.certainty * share, found.span

    def _of_kind(self, thing: Thing) -> list[tuple[_Prepared, ...]]:
        if thing not in self._prepared:
            self._prepared[thing] = [tuple(_prepare(thing, each)) for each in self._sentences]
        return self._prepared[thing]


def _prepare(thing: Thing, sentence: str) -> Iterator[_Prepared]:
    for found in find_things(thing, sentence):
        own = tokenise(found.text)
        if thing in NAMES:
            own = [token for token in own if token.word not in FUNCTION_WORDS]
        yield _Prepared(
            span=(found.start, found.start + len(found.text)),
            certainty=found.certainty,
            stems=frozenset(token.stem for token in own),
        )
