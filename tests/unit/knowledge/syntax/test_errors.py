"""A file that YAML cannot read: the mistake is told at its place, in words, with what to write."""

import pytest

from tests.unit.knowledge.syntax.findings import told

FIRST = "entries:\n  - id: hours\n    question: When is it open?\n    answer: From nine.\n"
OTHER = "  - id: price\n    question: How much?\n    answer: Five.\n"
ENTRY = "  - id: rules\n    question: What are the rules?\n    answer: Be kind.\n"


def mistake(new: str, old: str = "Be kind.") -> str:
    """Lines 5 to 7 are an entry with a mistake; others are before and after it."""
    assert old in ENTRY
    return FIRST + ENTRY.replace(old, new) + OTHER


@pytest.mark.parametrize(
    ("value", "sign", "meaning"),
    [
        ("**bold** text", "*", "a reference (an alias)"),
        ("*italic* text", "*", "a reference (an alias)"),
        ("*word more", "*", "a reference (an alias)"),
        ("> quote", ">", "the sign that the whole text is on the lines below"),
        (">quote", ">", "the sign that the whole text is on the lines below"),
        ("| table |", "|", "the sign that the whole text is on the lines below"),
        ("||spoiler||", "|", "the sign that the whole text is on the lines below"),
        ("[text](url)", "[", "the start of a list, “[a, b]”"),
        ("[ ] to do", "[", "the start of a list, “[a, b]”"),
        ("{name} is here", "{", "the start of a mapping, “{key: value}”"),
        ("{{user}} hello", "{", "the start of a mapping, “{key: value}”"),
        ("@everyone read", "@", "a sign that is reserved"),
        ("`code` first", "`", "a sign that is reserved"),
        ("& more", "&", "the name of what follows (an anchor)"),
        ("%d percent", "%", "an instruction to itself"),
        ("- a dash", "-", "the start of a list item"),
        ("? what", "?", "the start of a key"),
        ("] x", "]", "the end of a list"),
        (", then", ",", "the comma of a list"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("after", ["", "    group: Rules\n"])
def test_a_sign_at_the_start_of_a_text(value: str, sign: str, meaning: str, after: str):
    assert told(mistake(f"{value}\n{after}".rstrip("\n"))) == [
        (
            f"7:13: error: “{value}”: YAML takes “{sign}” at the start of a text for {meaning}; "
            "put the whole text in quotation marks, or write “|” and the text on new lines below"
        )
    ]


@pytest.mark.parametrize(
    ("value", "where", "key"),
    [
        ("Note:", "at the end", "Note"),
        ("Torch: what is it?", "followed by a space", "Torch"),
        (":wave: hello", "followed by a space", ":wave"),
    ],
)
def test_a_colon_in_a_text(value: str, where: str, key: str):
    assert told(mistake(value)) == [
        (
            f"7:13: error: “{value}”: a colon {where} makes YAML take “{key}” for a key; "
            "put the whole text in quotation marks, or write “|” and the text on new lines below"
        )
    ]


@pytest.mark.parametrize(
    ("value", "first", "rest", "kind"),
    [
        ('"Yes" is the answer', '"Yes"', "is the answer", "single quotation marks ('…')"),
        ("'It's here'", "'It'", "s here'", 'double quotation marks ("…")'),
        ('"a" "b"', '"a"', '"b"', "single quotation marks ('…')"),
    ],
)
def test_text_after_a_quotation(value: str, first: str, rest: str, kind: str):
    assert told(mistake(value)) == [
        (
            f"7:13: error: YAML takes “{first}” for the whole text, so “{rest}” cannot follow; "
            f"put the whole text in {kind}, or write “|” and the text on new lines below"
        )
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (mistake("question:What are", "question: What are"), "6:13"),
        (mistake("id:rules", "id: rules"), "5:7"),
        (mistake("answer:Be", "answer: Be"), "7:11"),
        (FIRST + ENTRY.replace("answer: ", "answer:"), "7:11"),
        (mistake("-id:", "- id:"), "5:3"),
        (FIRST + ENTRY.replace("e: ", "e:").replace("n: ", "n:").replace("id: ", "id:"), "5:7"),
        (FIRST + ENTRY + "    phrasings:\n      -how\n      - who\n" + OTHER, "9:7"),
        (FIRST + ENTRY + "    phrasings:\n      - how\n      -who\n      -why\n" + OTHER, "10:7"),
        (FIRST + ENTRY + "    phrasings:\n      - how\n      answer:y\n" + OTHER, "10:13"),
        (FIRST + ENTRY + "    only_if:[a]\n" + OTHER, "8:12"),
        (FIRST + ENTRY.replace("    ", "   ").replace("- id", "-question"), "5:3"),
    ],
)
def test_a_space_that_is_missing_is_told_in_its_line(text: str, place: str):
    first, *_ = told(text)

    assert first.startswith(f"{place}: error: ")
    assert "a space is missing after the" in first
    assert "; write “" in first


def test_every_space_that_is_missing_is_told_where_the_file_can_be_read_without_them():
    entry = "  - id:rules\n    question:What?\n    answer:Be kind.\n"

    assert told(FIRST + entry) == [
        "5:7: error: “- id:rules”: a space is missing after the colon; write “id: rules”",
        ("6:13: error: “question:What?”: a space is missing after the colon; "
        "write “question: What?”"),
        ("7:11: error: “answer:Be kind.”: a space is missing after the colon; "
        "write “answer: Be kind.”"),
    ]  # fmt: skip


@pytest.mark.parametrize("id_", ["-id: rules", "-id:rules"])
@pytest.mark.parametrize("before", ["entries:\n", FIRST])
def test_a_dash_without_a_space_moves_the_lines_of_its_item(id_: str, before: str):
    entry = f"  {id_}\n   question: What?\n\n   answer: |\n     Be kind.\n"
    line = before.count("\n") + 1

    for text in (before + entry + OTHER, before + entry + entry):
        (finding,) = told(text)
        assert finding == (
            f"{line}:3: error: “{id_}”: a space is missing after the dash; write “- id: "
            "rules”, and indent the other lines of this item by one more space"
        )


@pytest.mark.parametrize("after", ["", OTHER, OTHER * 30, OTHER + '    group: "y"\n' + OTHER])
@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_quotation_that_is_never_closed_is_told_where_it_is_opened(mark: str, after: str):
    text = FIRST + ENTRY.replace("What are", f"{mark}What are") + after.replace('"', mark)
    (finding,) = told(text)

    assert finding.startswith(
        f"6:15: error: the quotation mark {mark} is opened here, never closed"
    )


@pytest.mark.parametrize(
    ("value", "character"),
    [
        ('"Be kind.”', "U+201D (right double quotation mark)"),
        ("'Be kind.’", "U+2019 (right single quotation mark)"),
    ],
)
def test_a_quotation_that_a_typographic_mark_should_close(value: str, character: str):
    (finding,) = told(mistake(value))

    assert finding.startswith("7:13: error: the quotation mark ")
    assert f"because {character} is just a letter to YAML" in finding


def test_a_quotation_that_a_much_later_apostrophe_closes():
    text = FIRST + ENTRY.replace("Be kind.", "'tis the season") + OTHER * 200
    (finding,) = told(text + ENTRY.replace("kind", "kind, it's better"))

    assert finding.startswith("7:13: error: the quotation mark ' is opened here, never closed")
    assert finding.endswith(
        "reads on into line 610; close it where the text ends, or, if it is an apostrophe, "
        'put the whole text in double quotation marks ("…")'
    )


@pytest.mark.parametrize(
    ("value", "place", "swallowed"),
    [
        ('"Be kind.\n    phrasings:\n      - a\n    group: "', "7:13", "phrasings:"),
        ('x\n    phrasings:\n      - "a\n      - b"', "9:9", '- b"'),
    ],
)
def test_a_quotation_that_a_later_one_closes_neatly(value: str, place: str, swallowed: str):
    (finding,) = told(mistake(value))

    assert finding.startswith(f"{place}: error: a quotation mark is opened here and only closed in")
    assert f"“{swallowed}” is read as part of the text; close it where the text ends" in finding


def test_a_quotation_of_several_lines_is_no_mistake():
    assert told(mistake('"Be\n      kind:\n\n      always."')) == []


@pytest.mark.parametrize(
    "value",
    ["[how, why", "[how,\n      why", '["how, why]\n    group: "x"', "{how, why", "["],
)
def test_what_is_opened_and_never_closed_is_told_where_it_is_opened(value: str):
    (finding,) = told(FIRST + ENTRY + f"    phrasings: {value}\n" + OTHER)
    place = "8:17" if '"' in value else "8:16"

    assert finding.startswith(f"{place}: error: ")
    assert "opened here, never closed" in finding


@pytest.mark.parametrize(
    ("value", "place", "words"),
    [
        ("[where is #rules, how]", "8:26", "“#rules, how]” is not read, including the bracket"),
        ("[a,\n      b #c, d]", "9:9", "“#c, d]” is not read, including the bracket"),
        ("[#rules, how]", "8:17", "“#rules, how]” is not read, including the bracket"),
        ("[@a, b]", "8:17", "“@a”: YAML takes “@” at the start of a text"),
        ("[a, **b**]", "8:20", "“**b**”: YAML takes “*” at the start of a text"),
        ("[a: b: c, d]", "8:17", "YAML cannot read “a: b: c” as text"),
        ('["a" b, c]', "8:17", 'YAML takes “"a"” for the whole item, so “b” cannot follow'),
        ('["a" "b"]', "8:17", "write a comma between them, or put the whole item in single"),
        ("[a, , b]", "8:20", "a value is missing before this place; write it, or remove"),
        ("[a]]", "8:19", "this bracket closes nothing; remove it"),
    ],
)
def test_an_item_of_a_list_in_brackets(value: str, place: str, words: str):
    (finding,) = told(FIRST + ENTRY + f"    phrasings: {value}\n" + OTHER)

    assert finding.startswith(f"{place}: error: ")
    assert words in finding
    assert "quotation marks" in finding


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (mistake("  answer:", "answer:"), "7:7", "more than the lines it"),
        (
            mistake("   answer:", "    answer:"),
            "7:4",
            "by 3 spaces, less than the lines it belongs to; use 4",
        ),
        (
            mistake("  answer:", "    answer:"),
            "7:3",
            "by 2 spaces, less than the lines it belongs to; use 4",
        ),
        (mistake("  id:", "  - id:"), "5:3", "a dash is missing before the first key of an item"),
        (
            FIRST + "    phrasings:\n      - a\n    - b\n      - c\n",
            "7:5",
            "by 4 spaces, less than",
        ),
        (
            FIRST + "    phrasings:\n      - a\n     - b\n",
            "7:6",
            "by 5 spaces, less than the lines it belongs to; use 6",
        ),
        (mistake("|\n    Be kind.\n    Be nice."), "8:5", "below “|” in line 7; put at least 6"),
        (mistake("|\n      Be kind.\n   Be nice."), "9:4", "below “|” in line 7"),
        (mistake("\tanswer:", "    answer:"), "7:1", "there is a tab here"),
        (mistake("-\tid", "- id"), "5:4", "there is a tab here"),
        (mistake("|\n\tBe kind."), "8:1", "there is a tab here"),
        (
            mistake("x\n    phrasings:\n      - what\nhow\n      - who\n"),
            "10:1",
            "is neither a list item",
        ),
        (mistake("x\n    phrasings:\n      - a\n\t- b\n      - c"), "10:1", "there is a tab here"),
        (mistake("Be kind.\n      group: x"), "8:7", "use 4"),
        (mistake("\n      Be kind.\n      group: x"), "9:7", "use 4"),
        (
            mistake("|\n      Be kind.\n  group: x"),
            "9:3",
            "less than the lines it belongs to; use 4",
        ),
        (mistake("|\n      Bring:\n    - a\n    - b"), "9:5", "“- a” is indented too little for"),
        (mistake("|\n      Be kind.\n\tBe nice."), "9:1", "there is a tab here"),
        (mistake("x\n      # Rules\n      y"), "8:7", "“# Rules” is not read"),
        (mistake("x\n      #rules\n      y"), "8:7", "“#rules” is not read"),
    ],
)
def test_a_line_that_is_indented_wrongly(text: str, place: str, words: str):
    (finding,) = told(text)

    assert finding.startswith(f"{place}: error: ")
    assert words in finding


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            '{"entries": [\n  {"id": "a",\n   "question": "Q"\n   "answer": "A"}\n]}\n',
            "3:19",
            'a comma is missing after “"question": "Q"”, in brackets',
        ),
        ('{"entries": [{"id": "a"}\n', "1:13", "“[” is opened here, never closed"),
        (FIRST.replace("- id", "1. id"), "2:3", "“1.” does not start a list item in YAML"),
        (mistake("“Torch: what?”"), "7:13", "to YAML “ is just a letter, and a colon followed by"),
        (mistake("question What", "question: What"), "6:5", "a colon is missing after “question”"),
        (mistake("question = What", "question: What"), "6:5", "write “question: …”"),
        (FIRST.replace("entries:", "entries"), "1:1", "a colon is missing after “entries”"),
        (FIRST + "---\n" + ENTRY, "5:1", "“---” ends the file's content"),
        (FIRST + "...\n" + ENTRY, "5:1", "ends the file's content"),
        (FIRST + "%TAG x\n" + ENTRY, "5:1", "an instruction to itself"),
        ("an unmarked comment\n" + FIRST, "1:1", "is neither a list item"),
        (mistake('"a\\d"'), "7:15", "in double quotation marks, “\\” starts the code"),
        (mistake('"a\\xzz"'), "7:15", "in double quotation marks, “\\” starts the code"),
        (mistake("!important x"), "7:13", "YAML takes “!important” for a type (a tag)"),
        (mistake("! x"), "7:13", "YAML takes “!” for a type (a tag)"),
        (mistake("!a!b x"), "7:13", "YAML takes “!” at the start of a text for a type (a tag)"),
    ],
)
def test_other_mistakes(text: str, place: str, words: str):
    first, *_ = told(text)

    assert first.startswith(f"{place}: error: ")
    assert words in first


FENCE = "marks code in a chat, and is not part of the file; delete this line"
CONFLICT = "marks two versions that Git could not join; keep one, and delete the marks"
VERSIONS = f"<<<<<<< HEAD\n{ENTRY}=======\n{OTHER}>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (f"```yaml\n{FIRST}```\n", "1:1", f"“```yaml” {FENCE}"),
        (f"{FIRST}{OTHER}```\n", "8:1", f"“```” {FENCE}"),
        (mistake("|\n      ```py\n      x\n      ```") + "  ```\n", "14:3", f"“```” {FENCE}"),
        (FIRST + VERSIONS, "5:1", f"“<<<<<<< HEAD” {CONFLICT}"),
        (FIRST + ENTRY + ">>>>>>> other\n" + OTHER, "8:1", f"“>>>>>>> other” {CONFLICT}"),
    ],
)
def test_a_line_that_another_program_has_left(text: str, place: str, words: str):
    assert told(text) == [f"{place}: error: {words}"]


def test_the_place_is_right_at_the_end_of_a_large_file_too():
    text = FIRST + "".join(ENTRY.replace("rules", f"rules-{n}") for n in range(3000))
    (finding,) = told(text + ENTRY.replace("question: ", "question:") + OTHER * 3000)

    assert finding.startswith("9006:13: error: “question:What are the rules?”: a space is missing")


ASKED = "".join(f"    - how is it the {n}. time\n" for n in range(100))


def test_a_quotation_that_is_closed_thousands_of_lines_later():
    lists = "".join(f"  entry-{n}:\n{ASKED}" for n in range(40))
    (finding,) = told(
        f'phrasings:\n  hours:\n    - "opened\n{lists}    - the "other" one\n', "phrasings.yaml"
    )

    assert finding.startswith('3:7: error: the quotation mark " is opened here, never closed')
    assert "reads on into line 4044" in finding


def test_a_line_that_is_indented_with_no_break_spaces_far_before_the_parser_stops():
    text = f"phrasings:\n  hours:\n{ASKED}\u00a0\u00a0price:\n{ASKED}  place:\n{ASKED}"
    first, *_ = told(text, "phrasings.yaml")

    assert first.startswith(
        "103:1: error: the character U+00A0 (no-break space) looks like a space"
    )


def test_a_comma_after_a_quotation():
    assert told(mistake('"Be kind.",')) == [
        '7:13: error: YAML takes “"Be kind."” for the whole text, so “,” cannot follow; remove it'
    ]


@pytest.mark.parametrize("comment", ["// more", "<!-- more -->", "-- more", "; more"])
def test_a_comment_of_another_language(comment: str):
    assert told(FIRST + f"{comment}\n" + OTHER) == [
        (f"5:1: error: “{comment}” is not a comment in YAML; start it with “#” and a space instead")
    ]


def test_a_name_without_its_colon():
    text = "sources:\n  paper\n    title: T\n    publisher: P\n"

    assert told(
        text.replace("sources:", "sources").replace("er\n", "er: # x\n"), "sources.yaml"
    ) == ["1:1: error: a colon is missing after “sources”; write “sources: …”"]
    assert told(text, "sources.yaml") == [
        "2:3: error: a colon is missing after “paper”; write “paper:”"
    ]


def test_a_line_between_two_that_are_indented_alike_is_the_wrong_one():
    text = "sources:\n  paper:\n    title: T\n  date: 2013\n    publisher: P\n    url: x\n"

    assert [line[:52] for line in told(text, "sources.yaml")] == [
        "4:3: error: “date: 2013” is indented by 2 spaces, le"
    ]


def test_a_text_of_several_paragraphs_without_its_sign():
    assert told(mistake("\n      **Be** kind.\n\n      And: quiet.")) == [
        (
            "7:5: error: “|” is missing after “answer:”, so YAML takes signs in the text below for "
            "its own; write “answer: |”"
        )
    ]


def test_a_list_that_is_closed_in_its_second_line_is_not_blamed():
    text = mistake("x\n    facts: [a,\n      b]\n    phrasings:\n      **A** b\n\n      and c.")

    assert told(text)[0].startswith("11:7: error: “**A** b”: YAML takes “*”")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_are_counted_with_any_line_ending(ending: str):
    (finding,) = told(mistake("question:What", "question: What").replace("\n", ending))

    assert finding.startswith("6:13: error: “question:What are the rules?”")
