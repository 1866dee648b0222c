"""Warnings about valid knowledge, with their positions."""

from bot.knowledge.lint import lint
from bot.knowledge.loading import load
from bot.knowledge.model import Position, Severity
from tests.builders import make_entry, make_files, make_knowledge, make_milestone, make_source


def test_knowledge_without_errors_has_no_warnings():
    source = make_source()
    knowledge = make_knowledge(
        make_entry("a", sources=(source,), see_also=("b",)),
        make_entry("b", "Why is it closed?", sources=(source,)),
        milestones=[make_milestone(lat=-90.0, lon=180.0)],
        sources=[source],
    )

    assert lint(knowledge) == ()


def test_warnings_have_positions_and_come_in_the_order_of_the_files():
    knowledge = load(
        "kb",
        make_files(
            """\
            entries:
              - id: hours
                question: When is it open?
                answer: From nine to five.
                sources: [paper]
                see_also: [hours, gone, pirce]
              - id: price
                question: How much?
                answer: A coin.
            """,
            sources="sources: {paper: {title: T, publisher: P}}\n",
            milestones="""\
            milestones:
              - {id: moon, date: 2013-01-01, title: T, place: P, lat: 90.5, lon: 0, text: X}
              - {id: sea, date: 2012-01-01, title: T, place: P, lat: 0, lon: -181, text: X}
            """,
        ),
    )

    assert [str(finding) for finding in lint(knowledge)] == [
        "kb/faq.yaml:2:5: warning: hours: see_also names “gone”, but there is no such entry",
        (
            "kb/faq.yaml:2:5: warning: hours: see_also names “pirce”, but there is no such entry; "
            "“price” may be meant"
        ),
        "kb/faq.yaml:7:5: warning: price: the answer has no source",
        "kb/milestones.yaml:2:5: warning: moon: 90.5, 0 is not a position on Earth",
        "kb/milestones.yaml:3:5: warning: sea: 0, -181 is not a position on Earth",
    ]


def test_a_posted_29th_of_february_is_a_note_and_no_warning():
    milestones = """\
        {relay}milestones:
          - {{id: eve, date: 2012-02-28, title: T, place: P, lat: 0, lon: 0, text: X}}
          - {{id: leap, date: 2012-02-29, title: T, place: P, lat: 0, lon: 0, text: X}}
        """

    def found(relay: str) -> list[str]:
        files = make_files(milestones=milestones.format(relay=relay))
        return [str(finding) for finding in lint(load("kb", files))]

    note = "info: leap: in years without 29 February, it is posted on the 28th"
    assert found("") == [f"kb/milestones.yaml:3:5: {note}"]
    assert found("relay: {first: 2012-01-01, last: 2012-02-28}\n        ") == []
    assert found("relay: {first: 2012-02-29, last: 2012-02-29}\n        ") == [
        f"kb/milestones.yaml:4:5: {note}"
    ]


def test_a_needed_word_without_letters_is_a_warning():
    knowledge = make_knowledge(
        make_entry(only_if=("9 to 5", "?!")), milestones=[make_milestone(only_if=("–", "Улица"))]
    )

    assert [finding.message for finding in lint(knowledge)] == [
        f"{id_}: “{phrase}” in only_if has no word, so that no question meets it; "
        "remove it, or write a word"
        for id_, phrase in (("hours", "?!"), ("launch", "–"))
    ]


def test_answers_need_no_sources_if_the_knowledge_has_none():
    assert lint(make_knowledge(make_entry())) == ()


def test_lint_never_finds_an_error():
    entry = make_entry(see_also=("gone",), position=Position("kb/faq.yaml", 2, 5))

    assert {finding.severity for finding in lint(make_knowledge(entry))} == {Severity.WARNING}


def test_nearly_equal_wordings_of_two_entries_are_found():
    knowledge = make_knowledge(
        make_entry("a", "When is the shop open?", phrasings=("the price of bread",)),
        make_entry("b", "How warm is it?", phrasings=("is the bread the price?", "how hot is it")),
    )

    (warning,) = lint(knowledge)

    assert "b: “is the bread the price?” is nearly a wording of a too" in warning.message


def test_a_wording_of_a_phrasings_file_is_found_at_its_own_position():
    files = make_files(
        """\
        entries:
          - id: hours
            question: When is it open?
            answer: From nine to five.
            phrasings:
              - "open when?"
              - Open; when!
          - id: price
            question: How much?
            answer: A coin.
        """
    )
    more = b"phrasings:\n  hours:\n    - opening hours\n    - how much is it?\n    - open, when\n"
    knowledge = load("kb", {**files, "phrasings.yaml": more})

    assert [str(finding) for finding in lint(knowledge)] == [
        (
            "kb/faq.yaml:7:9: warning: hours: “Open; when!” is already one of its wordings "
            "(kb/faq.yaml:6:9); remove one"
        ),
        (
            "kb/phrasings.yaml:4:7: warning: hours: “how much is it?” is nearly a wording of "
            "price too (kb/faq.yaml:8:5); reword it"
        ),
        (
            "kb/phrasings.yaml:5:7: warning: hours: “open, when” is already one of its wordings "
            "(kb/faq.yaml:6:9); remove one"
        ),
    ]


def test_phrasings_of_an_entry_that_does_not_exist_are_a_warning_that_says_what_to_do():
    more = b"phrasings:\n  huors: [open today]\n  cake: [is there cake]\n"
    knowledge = load("kb", {**make_files(), "phrasings-taught.yaml": more})

    assert [str(finding) for finding in lint(knowledge)] == [
        (
            "kb/phrasings-taught.yaml:2:3: warning: huors: there is no such entry, so these "
            "phrasings are not used; write “hours” if it is meant, or remove them if the entry was "
            "retired"
        ),
        (
            "kb/phrasings-taught.yaml:3:3: warning: cake: there is no such entry, so these "
            "phrasings are not used; put them under another entry, or remove them if the entry was "
            "retired"
        ),
    ]


def test_a_wording_made_by_hand_is_found_at_its_entry():
    knowledge = make_knowledge(
        make_entry("a", phrasings=("open?", "Open"), position=Position("kb/faq.yaml", 2, 5))
    )

    (warning,) = lint(knowledge)

    assert str(warning.position) == "kb/faq.yaml:2:5"


def test_a_link_must_be_an_https_address():
    good = make_source("good", url="https://example.org/a", link=True)
    quiet = make_source("quiet", url="http://example.org/a")
    plain = make_source("plain", url="http://example.org/a", link=True)
    none = make_source("none", link=True)
    sources = [good, quiet, plain, none]
    knowledge = make_knowledge(make_entry("a", sources=tuple(sources)), sources=sources)

    assert {warning.message.split(":")[0] for warning in lint(knowledge)} == {"plain", "none"}


def test_a_source_that_nothing_cites_is_found():
    used, idle = make_source("used"), make_source("idle")
    knowledge = make_knowledge(make_entry("a", sources=(used,)), sources=[used, idle])

    (warning,) = lint(knowledge)

    assert warning.message.startswith("idle: nothing cites")
