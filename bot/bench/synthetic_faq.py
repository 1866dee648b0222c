"""A FAQ of any size, made from the words of a real one."""

import random
from dataclasses import replace

from bot.knowledge.model import Entry, Knowledge

WORDINGS = 30  # per entry, including its question
OWN_SHARE = 0.6  # the share of an entry's words that come from the real entry it is modelled on
SHORTEST, LONGEST = 4, 11  # words per wording


def synthetic_faq(knowledge: Knowledge, size: int, seed: int = 2014) -> Knowledge:
    """A FAQ with `size` wordings, up to thirty per entry, made from words of real wordings.

    The calendar, the vocabulary and the answers stay as they are.
    """
    dice = random.Random(seed)  # noqa: S311
    words = [word for entry in knowledge.entries for word in _words(entry)]
    entries: list[Entry] = []
    left = size
    while left > 0:
        model = knowledge.entries[len(entries) % len(knowledge.entries)]
        own = _words(model)
        wordings = tuple(
            " ".join(
                dice.choice(own if dice.random() < OWN_SHARE else words)
                for _ in range(dice.randint(SHORTEST, LONGEST))
            )
            for _ in range(min(left, WORDINGS))
        )
        entries.append(
            replace(
                model,
                id=f"{model.id}-{len(entries)}",
                question=wordings[0],
                phrasings=wordings[1:],
            )
        )
        left -= len(wordings)
    return replace(knowledge, entries=tuple(entries))


def _words(entry: Entry) -> list[str]:
    return [word for wording in entry.wordings for word in wording.split()]
