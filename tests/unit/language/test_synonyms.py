"""Words and phrases that the vocabulary lists together become one term; the longest phrase wins."""

import pytest

from bot.language.synonyms import Synonyms
from bot.language.tokens import tokenise

GROUPS = [
    ["iss", "station", "space station"],
    ["space", "cosmos"],
    ["eva", "spacewalk", "outside the space station"],
    ["cosmonaut", "космонавт"],
]


def fold(text: str) -> list[str]:
    return [term for term, _, _ in Synonyms(GROUPS).fold(tokenise(text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("iss", "space station"),
        ("station", "space stations"),
        ("space", "COSMOS"),
        ("eva", "spacewalks"),
        ("eva", "outside the space station"),
        ("cosmonauts", "космонавт"),
    ],
)
def test_synonyms_become_one_term(one: str, other: str):
    assert fold(one) == fold(other)
    assert len(fold(one)) == 1


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("outside the space station", "eva"),
        ("outside the station", "outside the iss"),
        ("the space station in space", "the iss in cosmos"),
        ("space space station station", "cosmos iss iss"),
        ("outside the space", "outside the cosmos"),
    ],
)
def test_the_longest_phrase_wins(text: str, same_as: str):
    assert fold(text) == fold(same_as)


def test_a_term_comes_with_the_range_of_tokens_it_stands_for():
    folded = Synonyms(GROUPS).fold(tokenise("who left the space station then"))

    assert [(start, stop) for _, start, stop in folded] == [(0, 1), (1, 2), (2, 3), (3, 5), (5, 6)]


def test_a_term_cannot_be_confused_with_a_stem():
    assert not set(fold("iss space eva")) & {token.stem for token in tokenise("iss space eva")}


def test_without_groups_every_word_is_its_own_term():
    assert [term for term, _, _ in Synonyms([]).fold(tokenise("two torches"))] == ["two", "torch"]


def test_a_phrase_without_words_is_ignored():
    synonyms = Synonyms([["?", "..."], ["torch", "!"]])

    assert len(synonyms.fold(tokenise("the torch ?"))) == 2


def test_the_words_of_all_groups_are_available():
    assert Synonyms([["Space Station", "ISS"]]).words == {"space", "station", "iss"}
