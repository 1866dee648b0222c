"""What the curator says means one thing is one term; the longest phrase wins."""

import pytest

from bot.language.synonyms import Synonyms
from bot.language.tokens import tokens

GROUPS = [
    ["iss", "station", "space station"],
    ["space", "cosmos"],
    ["eva", "spacewalk", "outside the space station"],
    ["cosmonaut", "космонавт"],
]


def fold(text: str) -> list[str]:
    return [term for term, _, _ in Synonyms(GROUPS).fold(tokens(text))]


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
def test_what_means_one_thing_is_one_term(one: str, other: str):
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


def test_a_term_keeps_the_stretch_of_words_it_stands_for():
    folded = Synonyms(GROUPS).fold(tokens("who left the space station then"))

    assert [(start, stop) for _, start, stop in folded] == [(0, 1), (1, 2), (2, 3), (3, 5), (5, 6)]


def test_a_term_is_never_taken_for_a_word_of_the_text():
    assert not set(fold("iss space eva")) & {token.stem for token in tokens("iss space eva")}


def test_without_groups_every_word_is_its_own_term():
    assert [term for term, _, _ in Synonyms([]).fold(tokens("two torches"))] == ["two", "torch"]


def test_a_phrase_without_words_in_it_stands_for_nothing():
    vocabulary = Synonyms([["?", "..."], ["torch", "!"]])

    assert len(vocabulary.fold(tokens("the torch ?"))) == 2


def test_its_words_are_known_as_they_are_spelt():
    assert Synonyms([["Space Station", "ISS"]]).words == {"space", "station", "iss"}
