"""Text is drawn in letters that the font has; names without any have a fallback and a warning."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from bot.knowledge.loading import load
from bot.knowledge.model import Milestone, Severity
from bot.maps.assets import read_asset
from bot.maps.canvas import Canvas
from bot.maps.font_letters import RANGES
from bot.maps.legible import legible
from bot.maps.lettering import lettering
from bot.maps.lettering_check import check_lettering
from bot.maps.picture import draw, draw_picture
from bot.maps.route import Route
from bot.maps.subject import Subject
from tests.builders import make_files, make_knowledge, make_milestone

IN_FONT = {chr(code) for first, last in RANGES for code in range(first, last + 1)}


@pytest.mark.parametrize("weight", ["regular.ttf", "bold.ttf"])
def test_the_list_of_letters_is_that_of_the_font(weight: str):
    font = ImageFont.truetype(
        io.BytesIO(read_asset(weight)), 24, layout_engine=ImageFont.Layout.BASIC
    )

    def glyph(character: str) -> bytes:
        image = Image.new("L", (60, 40))
        ImageDraw.Draw(image).text((20, 5), character, 255, font)
        return image.tobytes() + str(font.getlength(character)).encode()

    nothing = glyph("\U0010fffe")
    # A space and the like have the same empty picture as what is missing may have.
    drawn = {chr(code) for code in range(0x20, 0x3000) if glyph(chr(code)) != nothing}

    assert drawn <= IN_FONT
    assert {each for each in IN_FONT if each.isalnum()} <= drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ancient Olympia, Ελλάδα, Чебоксары № 5", "Ancient Olympia, Ελλάδα, Чебоксары No. 5"),
        ("Cafe\u0301 Bo\u0308le", "Café Böle"),  # decomposed accents
        ("Đà Nẵng", "Đà Nang"),
        ("Қызылорда", "Кызылорда"),
        ("q\u0303x\u0336", "qx"),  # marks that no letter has
        ("Ｓｏｃｈｉ 𝐒𝐨𝐜𝐡𝐢 ٢٠١٣", "Sochi Sochi 2013"),
        ("a\u2011b\u202fc\u00a0d\u200be\u00adf\u200f", "a-b c def"),
        ("Hawai\u02bbi −5 ″ 1\u20442", 'Hawai‘i –5 " 1/2'),
        ("Tokyo 東京", "Tokyo"),
        ("Tokyo (東京)", "Tokyo"),
        ("Tokyo東京", "Tokyo"),
        ("東京 / Tokyo", "Tokyo"),
        ("Tokyo, 東京, Japan", "Tokyo, Japan"),
        ("🚀 Launch", "Launch"),
        ("Launch 👩‍🚀🏽 day ❤️!", "Launch day!"),
        ("■■ done ▶", "done"),
        ("First day in 東京", "First day"),
        ("What we came for 🚀?", "What we came for?"),
        ("Şəki, Azerbaijan", "Azerbaijan"),
        ("two\nlines\tand tab", "two lines and tab"),
    ],
)
def test_text_is_drawn_in_letters_of_the_font(text: str, drawn: str):
    found = lettering(text)

    assert found.text == drawn
    assert found.is_name


@pytest.mark.parametrize(
    "text",
    ["東京", "القاهرة", "हिन्दी", "ไทย", "Ⴑ", "🚀", "(東京)", "東京タワーに到着した日 A1", "\u200b"],
)
def test_text_without_enough_letters_of_the_font_is_no_name(text: str):
    assert not lettering(text).is_name


@given(st.text())
def test_any_text_is_drawn_in_letters_of_the_font(text: str):
    assert set(lettering(text).text) <= IN_FONT


def test_what_is_left_out_is_told_as_it_is_written():
    assert lettering("🚀 to القاهرة, ẵ").lost == ("🚀", "القاهرة")
    assert lettering("🚀 to القاهرة, ẵ").simplified == "ẵ"
    assert lettering("Sochi № 5\u200b\u2011").lost == ()


@pytest.mark.parametrize(
    ("fields", "place", "title"),
    [
        ({"place": "東京", "title": "東京にて"}, "Tokyo tower", "Tokyo tower"),
        ({"place": "東京", "aliases": ("とうきょう", "Tokyo")}, "Tokyo", "The torch lifts off"),
        (
            {"place": "東京", "aliases": ("Tokyo",), "title": "Last day in 東京"},
            "Tokyo",
            "Last day in Tokyo",
        ),
        ({"place": "東京, Japan", "aliases": ("Tokyo",)}, "Tokyo", "The torch lifts off"),
        ({"place": "東京, Japan", "title": "東京 / Tokyo"}, "Japan", "Tokyo"),
        ({"place": "Tokyo (東京)", "aliases": ("Edo",)}, "Tokyo", "The torch lifts off"),
        ({"title": "🚀"}, "Baikonur", "Tokyo tower"),
    ],
)
def test_a_name_that_cannot_be_drawn_has_a_fallback(fields: dict[str, Any], place: str, title: str):
    drawn = legible(make_milestone("tokyo-tower", **fields))

    assert (drawn.place, drawn.title) == (place, title)


def test_a_milestone_in_letters_of_the_font_stays_itself():
    milestone = make_milestone(place="Αρχαία Ολυμπία", title="Зажжение – “the lighting” → 1½")

    assert legible(milestone) is milestone


STOPS = [
    make_milestone("tokyo-tower", "2020-01-01", place="東京", title="東京タワー", track="本線"),
    make_milestone("cairo", "2020-01-02", place="القاهرة", aliases=("Cairo",), track="本線", lat=3),
    make_milestone("ship", "2020-01-03", place="船 🚢", track="宇宙", lat=20.0),
    make_milestone("ship-again", "2020-01-04", place="ISS 🛰", track="宇宙", lat=20.0, lon=90.0),
]  # fmt: skip


@pytest.mark.parametrize("marked", [[stop] for stop in STOPS] + [STOPS[:2], []])
def test_all_that_a_map_draws_is_in_letters_of_the_font(
    marked: list[Milestone], monkeypatch: pytest.MonkeyPatch
):
    texts: list[str] = []
    draw_text = Canvas.text

    def record(self: Canvas, at: tuple[float, float], text: str, *more: object, **options: object):
        texts.append(text)
        draw_text(self, at, text, *more, **options)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Canvas, "text", record)
    route = Route.of(STOPS)
    subject = Subject.of_milestones(marked) if marked else Subject.of_journey(route, None)
    picture = draw_picture(route, subject)

    assert texts
    assert set("".join(texts)) <= IN_FONT
    assert "" not in texts
    if not marked:
        assert {"Tokyo tower → Cairo", "track 1", "track 2", "ISS"} <= set(texts)
    else:
        assert marked[0].place.split(" ")[0] in picture.alt_text  # which keeps what is written


def test_the_main_track_is_the_same_with_other_names():
    drawing = draw(Route.of(STOPS), Subject.of_milestones([STOPS[1]]))

    assert [label.text for label in drawing.labels if label.is_main] == ["Cairo"]


def test_names_that_cannot_be_drawn_are_warned_of_where_they_stand():
    knowledge = load(
        "kb",
        make_files(
            milestones="""\
            milestones:
              - id: tokyo-tower
                date: 2013-01-01
                title: 東京タワー (day 1)
                place: 東京
                lat: 35
                lon: 139
                track: 本線
                text: X
              - {id: da-nang, date: 2013-01-02, title: T, place: Đà Nẵng, lat: 1, lon: 1, text: X}
              - {id: plain, date: 2013-01-03, title: T–T, place: Чита, lat: 1, lon: 1, text: X}
            """,
        ),
    )
    found = [
        (each.position.line, each.position.column, each.severity, each.message)
        for each in check_lettering(knowledge)
    ]

    assert [each[:3] for each in found] == [
        (5, 12, Severity.WARNING),
        (4, 12, Severity.WARNING),
        (10, 54, Severity.INFO),
        (2, 5, Severity.WARNING),
    ]
    assert all("the font of the maps has no “" in each[3] for each in found)
    assert "“東京”, so the maps show “Tokyo tower” as the place" in found[0][3]
    assert "“東京タワー”, so the maps show “Tokyo tower (day 1)” as the title" in found[1][3]
    assert "“ẵ”, so the maps show “Đà Nang” as the place" in found[2][3]
    assert "“本線”, so the maps show “track 1” as the track" in found[3][3]


def test_a_track_is_warned_of_once():
    knowledge = make_knowledge(milestones=[make_milestone(f"m{n}", track="本線") for n in "12"])

    assert len(list(check_lettering(knowledge))) == 1
