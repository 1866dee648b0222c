"""Typing errors, put into questions by a seeded dice: the same question gets the same ones."""

import random
import re
import string

SHARE = 0.15  # of the words over three letters get one error
_WORD = re.compile(r"[^\W\d_]{4,}")


def noised(text: str, seed: int = 2014) -> str:
    """The text in small letters, without apostrophes, with a random edit in some of its words."""
    dice = random.Random(f"{seed}:{text}")  # noqa: S311
    plain = text.lower().replace("'", "").replace("’", "")
    return _WORD.sub(lambda word: _slip(word[0], dice), plain)


def _slip(word: str, dice: random.Random) -> str:
    if dice.random() >= SHARE:
        return word
    at = dice.randrange(len(word))
    letter = dice.choice(string.ascii_lowercase)
    match dice.choice(("lost", "doubled", "wrong", "swapped")):
        case "lost":
            return word[:at] + word[at + 1 :]
        case "doubled":
            return word[:at] + letter + word[at:]
        case "wrong":
            return word[:at] + letter + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
