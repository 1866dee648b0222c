"""Something else than the list or mapping that is expected: it is told what to write."""

import pytest

from tests.builders import FAQ
from tests.unit.knowledge.syntax.findings import told

INDENT = "indent it like the entry's other keys"


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("how, why", "write “[how, why]”"),
        ("(how, why?)", "write “[how, why?]”"),
        ("\n        how\n      - why", "a dash is missing before its first item"),
        ("how, " * 12 + "why", "YAML reads “how, how, "),
        ("how = why", "YAML reads “how = why” as one text"),
        ("［how, why］", "YAML does not know the sign U+FF3B (fullwidth left square bracket)"),
        ("how，why", "YAML does not know the sign U+FF0C (fullwidth comma)"),
        ("\n      group: Rules", f"if “group” belongs to the entry, {INDENT}"),
    ],
)
def test_something_else_than_a_list(value: str, remedy: str):
    (finding,) = told(FAQ + f"    phrasings: {value}\n")

    assert finding.startswith(
        f"5:5: error: “phrasings” must be a list (lines that start with “- ”); {remedy}"
    )


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("relay:\n  - first: 2013-09-29\n", "milestones.yaml", "2:3: {}; remove the dash"),
        ("sources:\n  - id: paper\n    title: T\n", "sources.yaml", "2:3: {}; write the id and"),
        ("phrasings:\n  - hours:\n    - open\n", "phrasings.yaml", "2:3: {}; remove the dash"),
        ("phrasings:\n  hours\n    - open\n", "phrasings.yaml", "2:3: {}; YAML reads “hours - op"),
    ],
)
def test_something_else_than_a_mapping(text: str, name: str, expected: str):
    (finding,) = told(text, name)
    place, remedy = expected.split("{}")

    assert finding.startswith(f"{place}error: must be a mapping")
    assert remedy in finding


def test_the_keys_of_a_source_as_ids():
    found = told("sources:\n  paper:\n  title: T\n  publisher: P\n", "sources.yaml")

    assert found[1:] == [
        (
            f"{line}:3: error: “{key}” is indented like the id of a source; indent it more if it "
            "belongs to the one above"
        )
        for line, key in ((3, "title"), (4, "publisher"))
    ]


def test_entries_by_their_ids():
    (finding,) = told("entries:\n  rules:\n    question: What?\n    answer: A\n")

    assert finding.endswith("; write “- id: rules” instead of “rules:”")


@pytest.mark.parametrize("separator", ["，", "、", ";", "/"])
def test_a_list_of_one_item_because_of_its_separator(separator: str):
    assert told(f"groups:\n  - [torch{separator} flame]\n", "vocabulary.yaml") == [
        (
            f"2:5: error: “words” needs at least 2 items; “{separator}” does not separate items "
            "in YAML; use a comma and a space"
        )
    ]


def test_a_key_of_the_entry_as_an_item_of_a_list():
    text = FAQ.replace("answer", "phrasings:\n      - open?\n      - answer")
    *_, finding = told(text)

    assert finding.startswith("6:9: error: “phrasings” must be text: YAML takes “answer” for a key")
    assert finding.endswith(f"remove the dash, and {INDENT}")


def test_a_line_of_a_text_that_became_a_key():
    text = FAQ.replace("From nine to five.", "|\n      From nine.\n    Note: bring a coat.")

    assert told(text)[0].endswith(
        "unknown key “Note”; remove it or correct its spelling; if it is part of the text above, "
        "indent it like that text"
    )


@pytest.mark.parametrize(
    ("key", "value", "remedy"),
    [
        ("date", "2013–11–07", "; it contains the character U+2013 (en dash)"),
        ("date", "2０13-11-07", "; it contains the character U+FF10 (fullwidth digit zero)"),
        ("time_utc", "０9:30", "; it contains the character U+FF10 (fullwidth digit zero)"),
        ("lat", "45,90", "; write “45.90”"),
        ("lat", "45.90°", "; write “45.90”; it contains the character U+00B0 (degree sign)"),
        ("lon", "−45.90", "; write “-45.90”; it contains the character U+2212 (minus sign)"),
        ("lat", "north", ""),
    ],
)
def test_a_number_or_a_day_in_other_signs(key: str, value: str, remedy: str):
    lines = {"date": "2013-11-07", "title": "T", "place": "P", "lat": "1", "lon": "1", "text": "T"}
    lines[key] = value
    text = "".join(f"    {name}: {value}\n" for name, value in lines.items())
    (finding,) = told(f"milestones:\n  - id: launch\n{text}", "milestones.yaml")

    assert f"error: “{key}” “{value}” " in finding
    assert finding.endswith(remedy or "must be a number of degrees")
