"""Compares ways of asking: by their content words, without small words and endings."""

from collections.abc import Iterable, Iterator

from bot.language.terms import content_tokens, is_salient
from bot.language.tokens import tokenise

NEARLY_ALL = 0.75  # of the content words: two wordings that share as many are near-duplicates


def content_words(wording: str) -> frozenset[str]:
    """Returns the stems of a wording without small words."""
    stems = {token.stem for token in content_tokens(tokenise(wording))}
    return frozenset(filter(is_salient, stems))


def near_duplicates(wordings: Iterable[str], kept: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yields each wording that repeats one before it, or one of those kept, with that one."""
    seen = [(wording, content_words(wording)) for wording in kept]
    for wording in wordings:
        words = content_words(wording)
        for other, others in seen:
            if words and len(words & others) >= NEARLY_ALL * max(len(words), len(others)):
                yield wording, other
                break
        else:
            seen.append((wording, words))
