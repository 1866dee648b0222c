"""Typing errors for questions, seeded by the text: the same question gets the same errors."""

import random
import re
import string

SHARE = 0.15  # the share of words with more than three letters that get an error
_WORD = re.compile(r"[^\W\d_]{4,}")


def add_typos(text: str, seed: int = 2014) -> str:
    """The text in lower case, without apostrophes, with a random edit in some of its words."""
    dice = random.Random(f"{seed}:{text}")  # noqa: S311
    plain = text.lower().replace("'", "").replace("’", "")
    return _WORD.sub(lambda word: _misspell(word[0], dice), plain)


def _misspell(word: str, dice: random.Random) -> str:
    if dice.random() >= SHARE:
        return word
    at = dice.randrange(len(word))
    letter = dice.choice(string.ascii_lowercase)
    match dice.choice(("delete", "insert", "replace", "swap")):
        case "delete":
            return word[:at] + word[at + 1 :]
        case "insert":
            return word[:at] + letter + word[at:]
        case "replace":
            return word[:at] + letter + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
