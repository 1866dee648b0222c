"""How many edits a misspelt word may have, depending on its length.

An edit is a letter added, left out or replaced, or two neighbours swapped (optimal string
alignment). The shorter a word, the more other words are one edit away, so the limits grow with the
length:

| letters | ordinary words (`word_edits`) | names of places, months, feasts (`name_edits`) |
|---------|-------------------------------|------------------------------------------------|
| 1–2     | 0                             | 0                                              |
| 3–4     | 1                             | 0                                              |
| 5–6     | 2                             | 1                                              |
| 7–13    | 2                             | 2                                              |
| 14–     | 2                             | 3                                              |

Spelling correction is stricter than `word_edits` where two edits are likely to hit another word:
see `LONG_WORD` and `bot.language.spelling`.
"""

MIN_WORD = 3  # letters of the shortest word that is corrected
SHORT_WORD = 4  # letters up to which a word may have a single edit
LONG_WORD = 7  # letters from which any two edits are allowed; below, the word must sound the same
MIN_NAME = 5  # letters of the shortest name that may be misspelt
SIMILAR_NAME = 70  # percent of similarity from which a name is offered in place of an unknown one


def word_edits(letters: int) -> int:
    """The number of edits that an ordinary word of this length may have."""
    if letters < MIN_WORD:
        return 0
    return 1 if letters <= SHORT_WORD else 2


def name_edits(letters: int) -> int:
    """The number of edits that a name of this length may have."""
    if letters < MIN_NAME:
        return 0
    return 1 if letters < 7 else 2 if letters < 14 else 3
