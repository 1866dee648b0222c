"""How many edits a misspelt word may have, depending on its length.

An edit adds, drops or replaces one letter, or swaps two neighbours (optimal string alignment
distance). The shorter a word, the more other words are one edit away, so the limits grow with the
length:

| letters | ordinary words (`word_edits`) | names of places, months, holidays (`name_edits`) |
|---------|-------------------------------|--------------------------------------------------|
| 1–2     | 0                             | 0                                                |
| 3–4     | 1                             | 0                                                |
| 5–6     | 2                             | 1                                                |
| 7–13    | 2                             | 2                                                |
| 14–     | 2                             | 3                                                |

Months and holidays are corrected only if they have `MIN_MONTH` letters: too many other words are
near to “march” and “april”. Spelling correction is stricter than `word_edits` if two edits are
likely to lead to another word: see `LONG_WORD` and `bot.language.spelling`.
"""

# In letters:
MIN_WORD = 3  # the shortest word that is corrected
SHORT_WORD = 4  # the longest word that may have only one edit
LONG_WORD = 7  # the shortest word with any two edits; a shorter one must also sound the same
MIN_NAME = 5  # the shortest name that may be misspelt
MIN_MONTH = 6  # the shortest name of a month or holiday that may be misspelt
# In percent:
SIMILAR_NAME = 70  # the lowest similarity at which a name is offered in place of an unknown one


def word_edits(letters: int) -> int:
    """Return how many edits an ordinary word of this length may have."""
    if letters < MIN_WORD:
        return 0
    return 1 if letters <= SHORT_WORD else 2


def name_edits(letters: int) -> int:
    """Return how many edits a name of this length may have."""
    if letters < MIN_NAME:
        return 0
    return 1 if letters < 7 else 2 if letters < 14 else 3
