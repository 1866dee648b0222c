"""Looking something up in the calendar: `/milestone`, its autocomplete, and `milestone`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Milestone, RelayWindow
from bot.service.milestone_lookup import complete, days_nearby, look_up
from bot.service.snapshot import Snapshot
from bot.text.lookup import Anniversary, Matches, lookup_text
from bot.text.markup import DISCORD
from tests.builders import make_entry, make_knowledge, make_window
from tests.service.fakes.data import milestone

TODAY = date(2026, 11, 9)


def calendar_of(*milestones: Milestone, relay: RelayWindow | None = None) -> Snapshot:
    """A snapshot with a calendar and no entries."""
    return Snapshot.of(make_knowledge(milestones=milestones, relay=relay))


SOME = calendar_of(
    milestone("2013-10-07", title="The relay starts", place="Moscow", aliases=("Moskva", "Москва")),
    milestone("2013-11-07", title="Launch"),
    milestone("2013-11-09", title="Spacewalk", place="Space"),
    milestone("2013-11-09", id_="second", title="Meanwhile on earth", place="Yakutsk"),
    milestone("2014-02-07", title="Opening ceremony", place="Sochi, Fisht stadium"),
)


def found_milestones(query: str | None, *, today: date = TODAY) -> tuple[Milestone, ...]:
    match look_up(SOME, query, today):
        case Matches(milestones) | Anniversary(milestones):
            return milestones
        case _:
            return ()


def shown(query: str | None, *, today: date = TODAY) -> str:
    return lookup_text(look_up(SOME, query, today), DISCORD)


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_without_a_query_the_days_anniversary_is_shown(nothing):
    assert [each.title for each in found_milestones(nothing)] == ["Spacewalk", "Meanwhile on earth"]
    assert "On this day, 9 November" in shown(nothing)


@pytest.mark.parametrize(
    ("today", "title", "when"),
    [
        (date(2026, 11, 8), "Spacewalk", "tomorrow"),
        (date(2026, 11, 10), "Opening ceremony", "in 89 days"),
        (date(2026, 2, 8), "The relay starts", "in 241 days"),
    ],
)
def test_on_a_day_without_one_the_next_anniversary_is_shown_and_how_far_it_is(today, title, when):
    assert found_milestones(None, today=today)[0].title == title
    assert when in shown(None, today=today)
    assert "othing happened" not in shown(None, today=today)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("2013-11-07", ["Launch"]),
        ("9 November", ["Spacewalk", "Meanwhile on earth"]),
        ("today", ["Spacewalk", "Meanwhile on earth"]),
        ("Moscow", ["The relay starts"]),
        ("москва", ["The relay starts"]),
        ("baikonor", ["Launch"]),
        ("sochi", ["Opening ceremony"]),
        ("opening ceremony", ["Opening ceremony"]),
    ],
)
def test_a_date_a_place_or_an_event_is_looked_up(query, titles):
    result = look_up(SOME, query, TODAY)
    assert isinstance(result, Matches)
    assert [each.title for each in result.milestones] == titles
    assert shown(query).startswith(f"**{titles[0]}**")


def test_a_day_without_milestones_finds_none_and_says_what_comes_before_and_after():
    assert found_milestones("2013-11-08") == ()
    assert "7 November 2013 (Launch)" in shown("2013-11-08")
    assert "9 November 2013 (Spacewalk)" in shown("2013-11-08")


def test_for_a_day_without_milestones_its_neighbours_are_offered():
    assert days_nearby(look_up(SOME, "2013-11-08", TODAY)) == (date(2013, 11, 7), date(2013, 11, 9))
    assert days_nearby(look_up(SOME, "31 November 2013", TODAY)) == (
        date(2013, 11, 9),
        date(2014, 2, 7),
    )
    assert days_nearby(look_up(SOME, "2013-13-01", TODAY)) == ()
    assert days_nearby(look_up(SOME, "9 november", TODAY)) == ()


def test_for_a_misspelt_name_the_closest_is_offered():
    assert found_milestones("Yakutskaya") == ()
    assert "The closest name I know is Yakutsk." in shown("Yakutskaya")
    assert days_nearby(look_up(SOME, "Yakutskaya", TODAY)) == (date(2013, 11, 9),)


def test_names_that_start_with_what_was_typed_come_before_names_that_contain_it():
    both = calendar_of(
        milestone("2013-10-07", place="Old Omsk"), milestone("2013-10-08", place="Omsk")
    )
    assert [day.day for day, _ in complete(both, "oms", TODAY)] == [8, 7]


def test_an_impossible_day_is_called_one():
    assert found_milestones("31 November") == ()
    assert "no such day" in shown("31 November")


def test_a_day_is_found_by_its_number_in_the_relay():
    relay = make_window("2013-09-29", "2014-02-07", "2013-10-07")
    numbered = calendar_of(*SOME.calendar.milestones, relay=relay)
    assert look_up(numbered, "day 32", TODAY) == Matches(SOME.calendar.on(date(2013, 11, 7)))
    beyond = look_up(numbered, "day 125", TODAY)
    assert lookup_text(beyond, DISCORD).startswith("There is no day 125:")
    assert days_nearby(beyond) == ()
    assert found_milestones("day 32") == ()  # without a first day


def test_29_february_is_no_day_of_a_common_year():
    assert "no such day as 29 February 2014" in shown("29 February")


def test_an_unknown_query_gets_a_hint():
    assert found_milestones("Timbuktu") == ()
    assert "date" in shown("Timbuktu")


def test_an_empty_calendar_says_that_it_is_empty():
    empty = look_up(calendar_of(), None, TODAY)
    assert lookup_text(empty, DISCORD) == "My calendar is empty."
    assert not isinstance(look_up(calendar_of(), "Moscow", TODAY), Matches | Anniversary)


# --- Events ---------------------------------------------------------------------------------------

EVENTS = Snapshot.of(
    make_knowledge(
        *(
            make_entry(f"e{at}", f"Who went to orbit in year {at}?", phrasings=("lift-off",))
            for at in range(20)
        ),
        milestones=(
            milestone("1996-05-19", title="Atlanta", events=("space",), only_if=("Atlanta",)),
            milestone("2013-10-19", title="On the pole", place="North Pole", aliases=("pole",)),
            milestone("2013-11-07", title="A launch", events=("lift-off", "went to orbit")),
            milestone("2013-11-09", title="A walk", place="Space", events=("went outside",)),
            milestone("2013-11-11", title="A landing", events=("came back", "went to ground")),
        ),
        vocabulary=(("lift-off", "blast-off"),),
    )
)


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("lift-off", ["11-07"]),
        ("Lift off!", ["11-07"]),
        ("blast-off", ["11-07"]),
        ("landnig", ["11-11"]),
        ("it went to orbit", ["11-07"]),
        ("a walk", ["11-09"]),
        ("going outside", ["11-09"]),
        ("when did it come back?", ["11-11"]),
        ("atlanta", ["05-19"]),
        ("the pole", ["10-19"]),
        ("a purple dragon went outside to sing", []),
        ("purple", []),
        ("who", []),
    ],
)
def test_an_event_is_found_by_what_people_call_it(query: str, days: list[str]):
    found = look_up(EVENTS, query, TODAY)
    milestones = found.milestones if isinstance(found, Matches) else ()
    assert sorted(f"{each.date:%m-%d}" for each in milestones) == days


def test_a_place_comes_before_an_event_of_its_name():
    found = look_up(EVENTS, "space", TODAY)
    assert isinstance(found, Matches)
    assert [each.title for each in found.milestones] == ["A walk"]


# --- Choices --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "m", "spacew", "9 nov", "2013-11-09", "zzz", "🔥", "31 feb"])
def test_there_is_always_something_to_choose_and_every_choice_is_a_day_found_once(typed):
    choices = complete(SOME, typed, TODAY)
    days = [day for day, _ in choices]
    assert len(days) == len(set(days)) == len(SOME.calendar.days)
    for day, label in choices:
        assert found_milestones(day.isoformat()) == SOME.calendar.on(day), label


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("spacew", "2013-11-09"),
        ("7 nov", "2013-11-07"),
        ("7 November 2013", "2013-11-07"),
        ("2014-02-07", "2014-02-07"),
        ("fisht", "2014-02-07"),
        ("МОСК", "2013-10-07"),
        ("Моsc", "2013-10-07"),  # with letters that only look Latin
        ("ʏᴀᴋᴜᴛ", "2013-11-09"),
        ("ѕо\u0336сh", "2014-02-07"),
        ("", "2013-11-09"),
    ],
)
def test_what_is_typed_brings_its_day_first(typed, first):
    assert complete(SOME, typed, TODAY)[0][0].isoformat() == first


def test_with_nothing_typed_the_next_anniversaries_come_first():
    days = [day for day, _ in complete(SOME, "", date(2026, 11, 10))]
    assert [day.isoformat() for day in days][:2] == ["2014-02-07", "2013-10-07"]


def test_days_that_are_never_posted_can_be_chosen_all_the_same():
    relay = make_window("2013-09-29", "2014-02-07")
    before = calendar_of(milestone("2010-05-01"), milestone("2011-06-02"), relay=relay)
    assert [day.year for day, _ in complete(before, "", TODAY)] == [2010, 2011]


def test_a_label_shows_the_day_its_title_and_how_many_more():
    labels = dict(complete(SOME, "", TODAY))
    assert labels[date(2013, 11, 9)] == "9 November 2013: Spacewalk (+1)"
    assert labels[date(2013, 11, 7)] == "7 November 2013: Launch"


@given(st.text(max_size=30), st.integers(1, 40), st.integers(1, 100), st.integers(1, 12))
def test_choices_are_at_most_25_with_labels_of_at_most_100_characters(typed, days, length, same):
    crowded = calendar_of(
        *(
            milestone(f"2013-{1 + day // 20:02}-{1 + day % 20:02}", id_=f"m{day}-{each}",
                      title="t" * length)
            for day in range(days)
            for each in range(same)
        )
    )  # fmt: skip
    choices = complete(crowded, typed, TODAY)
    assert 1 <= len(choices) <= 25
    for _, label in choices:
        assert 1 <= len(label) <= 100
        assert same == 1 or label.endswith(f"(+{same - 1})")


LEAP = calendar_of(
    milestone("2012-02-28", title="The eve"),
    milestone("2012-02-29", title="The leap"),
)


def test_the_29th_of_february_is_remembered_on_the_28th_of_a_year_without_it():
    today = date(2027, 2, 28)
    text = lookup_text(look_up(LEAP, None, today), DISCORD)
    assert text.startswith(
        "## On this day, 28 February\n"
        "*2027 has no 29 February, so what happened on it is remembered on the 28th.*\n"
    )
    assert "**The eve**" in text
    assert "**The leap**" in text
    eight_ahead = lookup_text(look_up(LEAP, None, date(2027, 2, 20)), DISCORD)
    assert eight_ahead.startswith(
        "No anniversary today. The next is in 8 days, on 28 February:\n*2027 has no 29 February"
    )
    assert [day.day for day, _ in complete(LEAP, "", today)] == [28, 29]


@pytest.mark.parametrize(
    ("query", "today", "says_why"),
    [
        ("today", date(2027, 2, 28), True),
        ("yesterday", date(2027, 3, 1), True),
        ("today", date(2028, 2, 29), False),
        ("29 february", date(2027, 2, 28), False),
    ],
)
def test_a_word_for_the_28th_says_why_the_29th_is_there_too(
    query: str, today: date, says_why: bool
):
    text = lookup_text(look_up(LEAP, query, today), DISCORD)
    assert "**The leap**" in text
    assert text.startswith("*2027 has no 29 February, so") == says_why


def test_in_a_leap_year_the_two_days_are_apart():
    assert "The leap" not in lookup_text(look_up(LEAP, None, date(2028, 2, 28)), DISCORD)
    assert "The eve" not in lookup_text(look_up(LEAP, None, date(2028, 2, 29)), DISCORD)


@pytest.mark.parametrize("query", ["29 feb", "february 29", "29.2.", "Feb 29th"])
@pytest.mark.parametrize("today", [date(2027, 2, 28), date(2027, 7, 1), date(2028, 2, 29)])
def test_the_29th_of_february_is_found_in_any_year(query, today):
    result = look_up(LEAP, query, today)
    assert isinstance(result, Matches)
    assert [each.title for each in result.milestones] == ["The leap"]
