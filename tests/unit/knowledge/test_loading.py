"""Valid files become knowledge; every error in others is reported with its position."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.loading import FILES, load
from bot.knowledge.model import Finding, KnowledgeError, RelayWindow, Where
from tests.builders import FAQ, dump, make_files

MILESTONE = """\
milestones:
  - id: launch
    date: 2013-11-07
    title: Lift-off
    place: Baikonur
    lat: 45.9
    lon: 63.3
    text: Off it went.
"""
A_LIST = (
    "YAML takes “[” at its start for a list, “[a, b]”; put the whole text in quotation marks, "
    "or write “|” and the text on new lines below"
)
SOURCES = "sources:\n  paper:\n    title: Torch flies\n    publisher: The Paper\n"


def errors_in(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load("kb", files)
    return [str(finding) for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("faq", "expected"),
    [
        pytest.param(
            FAQ + "    answr: x\n",
            "kb/faq.yaml:5:5: error: unknown key “answr”; write “answer”",
            id="unknown key of an entry",
        ),
        pytest.param(
            FAQ + "entires: []\n",
            "kb/faq.yaml:5:1: error: unknown key “entires”; expected “entries:”",
            id="unknown key of the file",
        ),
        pytest.param(
            "entries:\n  - id: hours\n    question: Q?\n",
            "kb/faq.yaml:2:5: error: the key “answer” is missing",
            id="missing key",
        ),
        pytest.param(
            FAQ + "  - id: hours\n    question: Q?\n    answer: A\n",
            "kb/faq.yaml:5:9: error: duplicate id “hours” (first used on line 2)",
            id="duplicate id",
        ),
        pytest.param(
            FAQ + "    answer: B\n",
            "kb/faq.yaml:5:5: error: duplicate key “answer” (first on line 4); keep one",
            id="duplicate key",
        ),
        pytest.param(
            FAQ + "    sources: [ paper , nope]\n",
            "kb/faq.yaml:5:24: error: unknown source “nope”; add it to sources.yaml",
            id="unknown source",
        ),
        pytest.param(
            FAQ + "    sources: [papre]\n",
            "kb/faq.yaml:5:15: error: unknown source “papre”; write “paper”, "
            "or add it to sources.yaml",
            id="misspelt source",
        ),
        pytest.param(
            FAQ + "    milestones: [launch]\n",
            "kb/faq.yaml:5:18: error: unknown milestone “launch”; add it to milestones.yaml",
            id="unknown milestone",
        ),
        pytest.param(
            FAQ + "    only_if: 1996\n",
            (
                "kb/faq.yaml:5:5: error: “only_if” must be a list (lines that start with "
                "“- ”); write “[1996]”"
            ),
            id="a word where a list is expected",
        ),
        pytest.param(
            FAQ.replace("When is it open?", "Q" * 81),
            "kb/faq.yaml:3:5: error: “question” too long: 81 characters; at most 80 fit",
            id="question over 80",
        ),
        pytest.param(
            "- id: hours\n",
            (
                "kb/faq.yaml:1:1: error: the file must be a mapping with “entries:”; write "
                "it in a line above the list"
            ),
            id="list where the file must be a mapping",
        ),
        pytest.param(
            "hello\n",
            "kb/faq.yaml:1:1: error: the file must be a mapping with “entries:”",
            id="text where the file must be a mapping",
        ),
        pytest.param(
            "entries:\n  hours: x\n",
            "kb/faq.yaml:2:3: error: must be a list (lines that start with “- ”)",
            id="mapping where a list is expected",
        ),
        pytest.param(
            "entries:\n  id: hours\n  question: Q\n  answer: A\n",
            (
                "kb/faq.yaml:2:3: error: must be a list (lines that start with “- ”); a "
                "dash is missing before “id”"
            ),
            id="an entry without its dash",
        ),
        pytest.param(
            FAQ + "  - hello\n",
            (
                "kb/faq.yaml:5:5: error: must be a mapping (lines of “key: value”); YAML "
                "reads “hello” as one text, so a colon may be missing"
            ),
            id="text where an entry is expected",
        ),
        pytest.param(
            FAQ + "  - [id, hours]\n",
            "kb/faq.yaml:5:5: error: must be a mapping (lines of “key: value”)",
            id="list where an entry is expected",
        ),
        pytest.param(
            FAQ + "    phrasings: when?\n",
            (
                "kb/faq.yaml:5:5: error: “phrasings” must be a list (lines that start with "
                "“- ”); write “[when?]”"
            ),
            id="text where a list is expected",
        ),
        pytest.param(
            FAQ.replace("hours", "Opening Hours"),
            "kb/faq.yaml:2:5: error: “id” “Opening Hours” is not an id: use lower-case "
            "letters and digits, joined by single hyphens",
            id="invalid id",
        ),
        pytest.param(
            FAQ.replace("When is it open?", ""),
            "kb/faq.yaml:3:5: error: “question” must not be empty",
            id="nothing after a key",
        ),
        pytest.param(
            FAQ.replace("When is it open?", "'  '"),
            "kb/faq.yaml:3:5: error: “question” must not be empty",
            id="only spaces after a key",
        ),
        pytest.param(
            FAQ + "    group: ''\n",
            "kb/faq.yaml:5:5: error: “group” must not be empty",
            id="nothing in quotation marks",
        ),
        pytest.param(
            FAQ.replace("When is it open?", "[a]"),
            "kb/faq.yaml:3:5: error: “question” must be text: YAML takes “[” at its start for a "
            "list, “[a, b]”; put the whole text in quotation marks, or write “|” and the text on "
            "new lines below",
            id="list where text is expected",
        ),
        pytest.param(
            FAQ + "    ? [a]\n    : b\n",
            "kb/faq.yaml:5:7: error: a key must be text",
            id="key that is not text",
        ),
        pytest.param(
            "# nothing yet\n",
            "kb/faq.yaml:1:1: error: the file is empty; it needs “entries:”",
            id="empty file",
        ),
        pytest.param(
            "entries: []\n",
            "kb/faq.yaml:1:10: error: “entries:” is missing or empty; there is nothing to answer",
            id="no entries",
        ),
        pytest.param(
            "{}\n",
            "kb/faq.yaml:1:1: error: “entries:” is missing or empty; there is nothing to answer",
            id="no key at all",
        ),
        pytest.param(None, "kb/faq.yaml:1:1: error: the file is missing", id="missing file"),
    ],
)
def test_an_error_in_the_faq_is_reported_at_its_position(faq: str | None, expected: str):
    assert errors_in(make_files(faq, sources=SOURCES)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "2013-11-07",
            "2013-02-30",
            (
                "kb/milestones.yaml:3:5: error: “date” is not valid: "
                "there is no such day as 2013-02-30"
            ),
        ),
        (
            "2013-11-07",
            "7 Nov 2013",
            "kb/milestones.yaml:3:5: error: “date” “7 Nov 2013” is not a date; write YYYY-MM-DD",
        ),
        (
            "2013-11-07",
            "[2013]",
            "kb/milestones.yaml:3:5: error: “date” must be a date: YYYY-MM-DD",
        ),
        (
            "45.9",
            "north",
            "kb/milestones.yaml:6:5: error: “lat” “north” must be a number of degrees",
        ),
        ("45.9", ".nan", "kb/milestones.yaml:6:5: error: “lat” “.nan” must be a number of degrees"),
        ("45.9", "nan", "kb/milestones.yaml:6:5: error: “lat” must be a number of degrees"),
        ("45.9", "1e999", "kb/milestones.yaml:6:5: error: “lat” must be a number of degrees"),
        (
            "    lat: 45.9\n",
            "",
            "kb/milestones.yaml:2:5: error: the key “lat” is missing",
        ),
        (
            "    lat",
            "    time_utc: 24:00\n    lat",
            (
                "kb/milestones.yaml:6:5: error: “time_utc” “24:00” is not a time; "
                "write HH:MM, in quotation marks"
            ),
        ),
        (
            "    lat",
            "    where: moon\n    lat",
            "kb/milestones.yaml:6:5: error: “where” “moon” must be one of 'ground' or 'orbit'",
        ),
        (
            "    lat",
            "    planned: maybe\n    lat",
            "kb/milestones.yaml:6:5: error: “planned” “maybe” must be true or false",
        ),
        (
            "    lat",
            "    sources: [nope]\n    lat",
            "kb/milestones.yaml:6:15: error: unknown source “nope”; add it to sources.yaml",
        ),
        (
            "Lift-off",
            "T" * 101,
            "kb/milestones.yaml:4:5: error: “title” too long: 101 characters; at most 100 fit",
        ),
        (
            "milestones:",
            "relay: {first: 2014-02-07, last: 2013-09-29}\nmilestones:",
            "kb/milestones.yaml:1:8: error: the relay ends (2013-09-29) before it starts",
        ),
        (
            "milestones:",
            "relay: {first: 2014-02-07}\nmilestones:",
            "kb/milestones.yaml:1:8: error: the key “last” is missing",
        ),
        (
            "milestones:",
            "relays: x\nmilestones:",
            (
                "kb/milestones.yaml:1:1: error: unknown key “relays”; "
                "expected “milestones:” and “relay:”"
            ),
        ),
    ],
)
def test_an_error_in_the_milestones_is_reported_at_its_position(old: str, new: str, expected: str):
    assert errors_in(make_files(milestones=MILESTONE.replace(old, new, 1))) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SOURCES + "    date: 2013-13\n",
            "kb/sources.yaml:5:5: error: “date” is not valid: there is no such day as 2013-13-01",
        ),
        (
            SOURCES + "    date: autumn\n",
            "kb/sources.yaml:5:5: error: “date” “autumn” is not a date; write YYYY-MM-DD",
        ),
        (
            SOURCES + "    link: perhaps\n",
            "kb/sources.yaml:5:5: error: “link” “perhaps” must be true or false",
        ),
        (
            "sources:\n  paper: x\n",
            (
                "kb/sources.yaml:2:10: error: must be a mapping (lines of “key: value”); "
                "YAML reads “x” as one text, so a colon may be missing"
            ),
        ),
        (
            "sources:\n  - paper\n",
            (
                "kb/sources.yaml:2:3: error: must be a mapping of id → source; write the id and a "
                "colon above the other keys, and no “- ”"
            ),
        ),
    ],
)
def test_an_error_in_the_sources_is_reported_at_its_position(text: str, expected: str):
    assert errors_in(make_files(sources=text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("groups: x\n", "1:9: error: must be a list (lines that start with “- ”)"),
        ("groups:\n  - [alone]\n", "2:5: error: “words” needs at least 2 items"),
        (
            "groups:\n  - a, b\n",
            "2:5: error: “words” must be a list (lines that start with “- ”); write “[a, b]”",
        ),
        ("groups:\n  - [a, [b]]\n", f"2:9: error: “words” must be text: {A_LIST}"),
    ],
)
def test_an_error_in_the_vocabulary_is_reported_at_its_position(text: str, expected: str):
    assert errors_in(make_files(vocabulary=text)) == [f"kb/vocabulary.yaml:{expected}"]


def test_all_errors_are_reported_at_once_in_the_order_of_files_and_lines():
    files = make_files(
        """\
        entries:
          - id: Hours
            question:
            answer: A
            colour: red
          - id: price
            question: How much?
          - cake
        """,
        milestones="relay: {first: 2013-02-30, last: 2013-03-01}\nmilestones: x\n",
        sources=b"\xff",
        vocabulary="groups: [\n",
    )

    assert errors_in(files) == [
        (
            "kb/faq.yaml:2:5: error: “id” “Hours” is not an id: use lower-case "
            "letters and digits, joined by single hyphens"
        ),
        "kb/faq.yaml:3:5: error: “question” must not be empty",
        "kb/faq.yaml:5:5: error: unknown key “colour”; remove it or correct its spelling",
        "kb/faq.yaml:6:5: error: the key “answer” is missing",
        (
            "kb/faq.yaml:8:5: error: must be a mapping (lines of “key: value”); YAML reads "
            "“cake” as one text, so a colon may be missing"
        ),
        "kb/milestones.yaml:1:9: error: “first” is not valid: there is no such day as 2013-02-30",
        "kb/milestones.yaml:2:13: error: must be a list (lines that start with “- ”)",
        "kb/sources.yaml:1:1: error: not UTF-8 (byte 0xFF); save the file as UTF-8",
        (
            "kb/vocabulary.yaml:1:9: error: “[” is opened here, never closed; "
            "write “]” where it ends, or put the text in quotation marks if it is meant as text"
        ),
    ]


@pytest.mark.parametrize("invalid_sources", ["sources: [\n", "sources:\n  paper:\n    title: T\n"])
def test_an_invalid_source_is_not_reported_as_unknown(invalid_sources: str):
    found = errors_in(make_files(FAQ + "    sources: [paper]\n", sources=invalid_sources))

    assert [line for line in found if "unknown source" in line] == []


def test_a_misspelt_milestone_of_an_entry_is_reported_with_the_one_that_is_meant():
    faq = FAQ + "    milestones: [launch, lauhcn]\n"

    assert errors_in(make_files(faq, milestones=MILESTONE)) == [
        (
            "kb/faq.yaml:5:26: error: unknown milestone “lauhcn”; write “launch”, "
            "or add it to milestones.yaml"
        )
    ]


def test_an_invalid_milestone_is_not_reported_as_unknown():
    files = make_files(
        FAQ + "    milestones: [launch]\n", milestones=MILESTONE.replace("45.9", "north")
    )

    assert [line for line in errors_in(files) if "unknown milestone" in line] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "phrasings: x\n",
            (
                "1:12: error: must be a mapping of entry id → list of phrasings; YAML reads “x” as "
                "one text, so a colon may be missing"
            ),
        ),
        (
            "phrasings:\n  hours: open?\n",
            "2:10: error: “phrasings” must be a list (lines that start with “- ”); write “[open?]”",
        ),
        ("phrasings:\n  hours:\n    - [open]\n", f"3:7: error: “phrasings” must be text: {A_LIST}"),
        ("hours: []\n", "1:1: error: unknown key “hours”; expected “phrasings:”"),
        (
            "phrasings: [\n",
            ("1:12: error: “[” is opened here, never closed; write “]” where it ends, or put the "
            "text in quotation marks if it is meant as text"),
        ),
        (
            "phrasings:\n  hours: []\n  hours: []\n",
            "3:3: error: duplicate key “hours” (first on line 2); keep one",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["phrasings.yaml", "phrasings-taught.yaml"])
def test_an_error_in_a_phrasings_file_is_reported_at_its_position(
    name: str, text: str, expected: str
):
    assert errors_in({**make_files(), name: text.encode()}) == [f"kb/{name}:{expected}"]


@pytest.mark.parametrize("key", ["lat", "lon", "planned"])
def test_the_message_about_a_missing_value_does_not_mention_none(key: str):
    kept = "\n".join(line for line in MILESTONE.splitlines() if f" {key}:" not in line)

    assert "None" not in " ".join(errors_in(make_files(milestones=f"{kept}\n    {key}:\n")))


def test_a_question_of_80_characters_is_allowed():
    knowledge = load("kb", make_files(FAQ.replace("When is it open?", "Q" * 80)))

    assert knowledge.entries[0].question == "Q" * 80


@pytest.mark.parametrize(
    "key", ["group", "phrasings", "sources", "facts", "see_also", "milestones", "only_if"]
)
def test_an_optional_key_may_be_empty(key: str):
    (entry,) = load("kb", make_files(FAQ + f"    {key}:\n")).entries

    assert not getattr(entry, key)


def test_questions_and_answers_are_enough():
    knowledge = load("kb", make_files())

    assert [entry.id for entry in knowledge.entries] == ["hours"]
    assert knowledge.milestones == ()
    assert knowledge.relay is None


@pytest.mark.parametrize("name", ["milestones", "sources", "vocabulary"])
@pytest.mark.parametrize("text", ["", "# later\n", "---\n"])
def test_an_optional_file_may_be_empty(name: str, text: str):
    assert load("kb", make_files(**{name: text})).entries


@pytest.mark.parametrize("text", ["", "phrasings:\n", "phrasings:\n  hours:\n"])
def test_a_phrasings_file_may_be_empty(text: str):
    (entry,) = load("kb", {**make_files(), "phrasings.yaml": text.encode()}).entries

    assert entry.phrasings == ()


@pytest.mark.parametrize("name", ["notes.yaml", "faq.yml", "my-phrasings.yaml", "phrasings.yml"])
def test_files_of_other_names_are_ignored(name: str):
    assert load("kb", {**make_files(), name: b"\xff["}).entries


def test_phrasings_files_add_phrasings_after_those_of_the_faq_in_the_order_of_their_names():
    faq = FAQ + "    phrasings: [in the faq]\n"
    files = {
        "phrasings.yaml": b"phrasings:\n  hours:\n    - the third\n    - the fourth\n",
        "phrasings-b.yaml": b"phrasings: {hours: [the second]}\n",
        "phrasings-a.yaml": b"phrasings: {hours: [the first], price: [how much]}\n",
    }
    knowledge = load("kb", {**files, **make_files(faq)})
    (entry,) = knowledge.entries

    assert [(text, str(position)) for text, position in entry.placed_wordings] == [
        ("When is it open?", "kb/faq.yaml:2:5"),
        ("in the faq", "kb/faq.yaml:5:17"),
        ("the first", "kb/phrasings-a.yaml:1:21"),
        ("the second", "kb/phrasings-b.yaml:1:21"),
        ("the third", "kb/phrasings.yaml:3:7"),
        ("the fourth", "kb/phrasings.yaml:4:7"),
    ]
    assert entry.phrasings == tuple(text for text, _ in [*entry.placed_wordings][1:])
    ((owner, position),) = knowledge.ownerless_phrasings
    assert (owner, str(position)) == ("price", "kb/phrasings-a.yaml:1:33")


def test_an_entry_may_name_its_days_and_the_words_without_which_it_is_not_meant():
    faq = FAQ + "    only_if: [Atlanta, 1996, summer games]\n    milestones: [launch]\n"
    (entry,) = load("kb", make_files(faq, milestones=MILESTONE)).entries

    assert entry.only_if == ("Atlanta", "1996", "summer games")
    assert entry.milestones == ("launch",)


def test_the_keys_of_an_entry_may_come_in_any_order():
    lines = [
        "id: hours", "question: Q?", "answer: A", "phrasings: [p]", "group: G", "only_if: [x]",
    ]  # fmt: skip
    orders = (lines, lines[::-1], lines[3:] + lines[:3])
    entries = [
        load("kb", make_files("entries:\n  - " + "\n    ".join(order) + "\n")).entries
        for order in orders
    ]

    assert entries[0] == entries[1] == entries[2]


def test_all_fields_of_a_milestone_are_loaded():
    knowledge = load(
        "kb",
        make_files(
            milestones="""\
            relay: {first: 2013-09-29, last: 2014-02-07, day_one: 2013-10-07}
            milestones:
              - id: launch
                date: 2013-11-07
                time_utc: "04:14"
                title: Lift-off
                place: Baikonur
                aliases: [Байконур]
                events: [launch, went to space]
                only_if: ["2013"]
                lat: 45.9
                lon: -63.3
                where: orbit
                track: space
                approximate: true
                planned: true
                text: Off it went.
                sources: [paper]
            """,
            sources=SOURCES,
        ),
    )
    (milestone,) = knowledge.milestones

    assert knowledge.relay == RelayWindow(
        date(2013, 9, 29), date(2014, 2, 7), day_one=date(2013, 10, 7)
    )
    assert (milestone.date, milestone.time_utc) == (date(2013, 11, 7), "04:14")
    assert (milestone.lat, milestone.lon, milestone.where) == (45.9, -63.3, Where.ORBIT)
    assert (milestone.aliases, milestone.track) == (("Байконур",), "space")
    assert (milestone.events, milestone.only_if) == (("launch", "went to space"), ("2013",))
    assert milestone.approximate
    assert milestone.planned
    assert milestone.sources[0].publisher == "The Paper"


def test_milestones_are_sorted_by_date_and_then_in_the_order_of_the_file():
    def item(id_: str, day: str) -> dict[str, object]:
        fields = {"title": "T", "place": "P", "lat": 1, "lon": 1, "text": "X"}
        return {"id": id_, "date": day, **fields}

    items = [item("c", "2014-01-01"), item("b", "2013-01-01"), item("a", "2014-01-01")]
    knowledge = load("kb", make_files(milestones=dump({"milestones": items})))

    assert [milestone.id for milestone in knowledge.milestones] == ["b", "c", "a"]


def test_an_entry_keeps_its_position():
    faq = FAQ + "\n  # the second\n  - id: price\n    question: Q?\n    answer: A\n"
    entries = load("kb", make_files(faq)).entries

    assert [str(entry.position) for entry in entries] == ["kb/faq.yaml:2:5", "kb/faq.yaml:7:5"]


BITS = [
    *(line + "\n" for line in (FAQ + MILESTONE + SOURCES).splitlines()),
    *("[]", "{}", "- ", ": ", "? ", "|\n", "*a", "&a ", "!!set ", "!x ", "'", '"\\0"', "~", "\t"),
    *("---\n", "...\n", "%TAG ! x\n", "# \x85\n", "\u2028", "\x00", "\ufeff", "<<: ", "9" * 5000),
]  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from([*FILES, "phrasings.yaml"]),
        st.binary()
        | st.lists(st.sampled_from(BITS), max_size=12).map(lambda b: "".join(b).encode()),
    )
)
def test_any_bytes_give_either_knowledge_or_findings_with_positions_in_the_files(
    files: dict[str, bytes],
):
    findings: tuple[Finding, ...] = ()
    try:
        load("kb", files)
    except KnowledgeError as error:
        findings = error.findings or pytest.fail("an error without findings")

    for finding in findings:
        name = finding.position.path.removeprefix("kb/")
        assert name in {*FILES, "phrasings.yaml"}
        assert finding.message
        lines = len(files.get(name, b"").decode("utf-8", "replace").splitlines())
        assert 1 <= finding.position.line <= lines + 1


_ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
_printable = st.characters(
    categories=["L", "N", "P", "S", "Zs"], include_characters="\U0001f525"
)  # YAML has no other
_lines = st.text(_printable, min_size=1, max_size=60).map(str.strip).filter(bool)
_texts = (
    st.lists(_lines, min_size=1, max_size=5).map("\n\n".join)
    | st.sampled_from(
        ["no", "yes", "null", "~", "12:30", "010", "1e3", "2013-11-07", "- a", "a: b"]
    )
    | st.text(string.punctuation + " ab", min_size=1, max_size=20).map(str.strip).filter(bool)
)
_entries = st.fixed_dictionaries(
    {
        "id": _ids,
        "question": _lines,
        "phrasings": st.lists(_lines, max_size=3),
        "answer": _texts,
    },
    optional={
        "group": _lines,
        "facts": st.lists(_ids, max_size=2),
        "see_also": st.lists(_ids),
        "only_if": st.lists(_lines, max_size=2),
    },
)


@given(st.lists(_entries, min_size=1, max_size=4, unique_by=lambda entry: entry["id"]))
def test_valid_entries_survive_a_round_trip_through_yaml(entries: list[dict[str, object]]):
    loaded = load("kb", make_files(dump({"entries": entries}))).entries

    for entry, given_ in zip(loaded, entries, strict=True):
        assert entry.id == given_["id"]
        assert entry.question == given_["question"]
        assert list(entry.phrasings) == given_["phrasings"]
        assert entry.answer == given_["answer"]
        assert entry.group == given_.get("group")
        assert list(entry.facts) == given_.get("facts", [])
        assert list(entry.see_also) == given_.get("see_also", [])
        assert list(entry.only_if) == given_.get("only_if", [])
