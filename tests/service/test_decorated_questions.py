"""Questions and files with decorated or look-alike letters mean what they look like."""

from datetime import date

import pytest

from bot.service.answering import Answerer
from bot.service.milestone_lookup import look_up
from bot.service.snapshot import Snapshot
from bot.text.lookup import Matches
from tests.builders import make_entry, make_knowledge, make_milestone
from tests.service.spread import SpreadAnswerer

TODAY = date(2026, 11, 9)
SNAPSHOT = Snapshot.of(
    make_knowledge(
        make_entry(
            "lamp",
            "Why was the lamp not lit on the boat?",
            phrasings=("whу is the lаmр dark", "lamp without a flame"),  # some letters are Cyrillic
            answer="Because of the oil.",
        ),
        make_entry(
            "prize",
            "Who won the prize for the pumpkin?",
            phrasings=("who got the pumpkin prize",),
            answer="A farmer.",
        ),
        make_entry(
            "rest",
            "How long did the crew rest in Okha?",
            phrasings=("length of the rest of the crew",),
            only_if=("Okha", "Оха"),
            answer="Two days.",
        ),
        milestones=[
            make_milestone("okha", "2013-11-01", place="Okha", aliases=("Оха",), title="In Okha"),
            make_milestone("sochi", "2013-11-02", place="Sochi", aliases=("Сочи",), title="There"),
            make_milestone("malmo", "2013-11-03", place="Malmö", title="In Malmö"),
        ],
    )
)
ANSWERER = SpreadAnswerer(Answerer(lambda: SNAPSHOT))


def answered(question: str) -> list[str]:
    """The ids of the entries, or else the days, that answer a question."""
    reply = ANSWERER.ask(question, TODAY)
    entries = [entry.id for entry in reply.entries]
    return entries or [str(milestone.date) for milestone in reply.milestones]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("wh\u0336y\u0336 w\u0336a\u0336s the l\u0336a\u0336m\u0336p not lit on the boat", "lamp"),
        ("Ẃhý wáś t́hé ĺámṕ ńót́ ĺít́ óń t́hé b́óát́?", "lamp"),
        ("𝖂𝖍𝖞 𝖜𝖆𝖘 𝖙𝖍𝖊 𝖑𝖆𝖒𝖕 𝖓𝖔𝖙 𝖑𝖎𝖙 𝖔𝖓 𝖙𝖍𝖊 𝖇𝖔𝖆𝖙?", "lamp"),
        ("why is the lamp dark", "lamp"),  # written with Cyrillic letters in the file
        ("ᴡʜᴏ ᴡᴏɴ ᴛʜᴇ ᴘʀɪᴢᴇ ꜰᴏʀ ᴛʜᴇ ᴘᴜᴍᴘᴋɪɴ", "prize"),
        ("ԝһо gоt thе рumрkіn рrіzе", "prize"),
        ("how long did the crew rest in Оха?", "rest"),
        ("when was it in Оха?", "2013-11-01"),
        ("when was it in Сочи?", "2013-11-02"),
        ("when was it in Sосhi?", "2013-11-02"),
        ("when was it in Malmo?", "2013-11-03"),
        ("when was it in MALMO\u0308?", "2013-11-03"),
        ("what happened on 2 Nоvеmbеr?", "2013-11-02"),
        ("what happened on 2\ufe0f\u20e3 nov?", "2013-11-02"),
        ("what happened on ２ ɴᴏᴠ ２０１３?", "2013-11-02"),
    ],
)
def test_a_question_is_answered_like_the_plain_one(question: str, expected: str):
    assert answered(question) == [expected]


@pytest.mark.parametrize(
    ("question", "expected"),
    [("why was the lamp not lit on the boat?", "lamp"), ("when was it in Sochi?", "2013-11-02")],
)
def test_thousands_of_marks_do_not_hide_the_end_of_a_question(question: str, expected: str):
    marks = "\u0316\u0351\u0308\u0363\u0334" * 20

    assert answered("".join(letter + marks for letter in question)) == [expected]


@pytest.mark.parametrize("name", ["Оха", "ОХА", "Okhа", "Ｏｋｈａ", "o\u0336k\u0336h\u0336a\u0336"])
def test_a_place_is_looked_up_by_what_its_name_looks_like(name: str):
    result = look_up(SNAPSHOT, name, TODAY)

    assert isinstance(result, Matches)
    assert [milestone.id for milestone in result.milestones] == ["okha"]
