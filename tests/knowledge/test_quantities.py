"""The extraction of quantities from texts, on which the tests of the knowledge rely."""

import pytest

from tests.knowledge.quantities import quantities, runs


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("on 9 November 2013", "on 9 November 2013"),
        ("on 9 November", "on 9 November 2013"),
        ("in March 2014", "on 9 March 2014"),
        ("on the 11th", "on 11 November"),
        ("at 04:14 UTC", "lift-off at 4:14"),
        ("at 8:14 a.m.", "it was 8:14 a.m. in Moscow"),
        ("twenty-five bearers", "25 bearers"),
        ("14,000 bearers", "14000 people"),
        ("the night of 19 to 20 October 2013", "19 October 2013 and 20 October 2013"),
        ("1.8 kg", "weighs 1.8 kilograms"),
        ("two of them", "nothing"),
        ("in 2014", "on 9 March 2014"),
        ("the 36th of the programme", "the 36th spacewalk"),
        ("22½ hours", "22 and a half hours"),
    ],
)
def test_the_same_quantity_in_another_form_is_recognised(text: str, known: str):
    assert quantities(text).unknown(quantities(known)) == set()


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("on 9 November 2014", "on 9 November 2013", {"the date 9 November 2014"}),
        ("on 8 November", "on 9 November 2013", {"the date 8 November"}),
        ("in April 2014", "on 9 March 2014", {"the date April 2014"}),
        ("on the 12th", "on 11 November", {"the 12th"}),
        ("at 04:15 UTC", "at 04:14 UTC", {"the time 04:15"}),
        ("at 8:14 p.m.", "at 8:14 a.m.", {"the time 08:14p"}),
        ("fifteen bearers", "14 bearers", {"the number 15"}),
        ("13 km", "13 metres", {"the measure 13 km"}),
        ("in 2015", "on 9 March 2014", {"the number 2015"}),
        ("the 37th of the programme", "the 36th spacewalk", {"the number 37"}),
        ("24 of them", "the site M24", {"the number 24"}),
        ("1.9 kg", "1.8 kg", {"the number 1.9", "the measure 1.9 kg"}),
    ],
)
def test_a_different_quantity_is_noticed(text: str, known: str, unknown: set[str]):
    assert quantities(text).unknown(quantities(known)) == unknown


def test_a_run_is_eight_consecutive_words_ignoring_names_and_numbers():
    one = "it was carried by Kotov out of the hatch and into the dark"
    other = "it was carried by 2 men out of the hatch and into"

    assert set(runs(one)) & set(runs("it was carried by Ivan out of the hatch and off"))
    assert not set(runs(one)) & set(runs(other))
