"""The scripts in tools/ fit the code that they use."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.calendar import milestone_terms
from bot.knowledge.model import Knowledge, Position
from bot.language import question, terms, tokens
from bot.matching import calibration, index
from bot.matching.calibration import Calibration
from bot.matching.decision import Matcher
from bot.matching.features import FEATURE_SIGNS
from bot.matching.index import Index
from bot.service.question_file import Case
from tests.builders import make_entry, make_knowledge, make_milestone

TOOLS = Path(__file__).parents[2] / "tools"

FAIR = make_knowledge(
    make_entry(
        "prize",
        "Who won the prize for the pumpkin?",
        phrasings=("who got the pumpkin prize", "winner of the pumpkin prize"),
        answer="A farmer from Berlin.",
    ),
    make_entry(
        "cows",
        "Where were the cows sold?",
        phrasings=("the place where the cows were", "cattle shed"),
        answer="In the tent.",
    ),
    make_entry("water", "Is there water in the fountain?", answer="It flows at night."),
    milestones=[make_milestone("fire", "2013-05-04", title="A fire in the barn", place="Riga")],
    vocabulary=[["prize", "award"]],
)
QUESTIONS = [
    "who won the award for pumpkins",
    "who wno the pumkpin prize",
    "where were the cows of the farmers",
    "who won the pumpkin prize in Paris",
    "where are the cows now",
    "pumpkin winner",
    "when did the barn burn in the fire",
    "place where the cows were",
    "My cousin and I went for a swim in the lake, and it rained. Who got that pumpkin prize?",
]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("ablation_table")


def answers() -> list[tuple[str | None, float]]:
    matcher = Matcher(FAIR, Calibration())
    found = [matcher.search(matcher.parse(question)) for question in QUESTIONS]
    return [(each.match and each.match.id, each.probability) for each in found]


def test_every_part_that_the_ablation_table_leaves_out_exists_and_matters(table: ModuleType):
    everything = answers()
    same: list[str] = []
    for name, patches in table.WITHOUT.items():
        with table.without(patches):
            if answers() == everything:
                same.append(name)
        assert answers() == everything, f"{name} is left out for good"

    assert same == ["everything in"]


def test_without_stems_no_module_has_any(table: ModuleType):
    with table.without(table.WITHOUT["stems"]):
        used = [vars(module)["stem"] for module in (tokens, question, index, milestone_terms)]
        assert [stem("went pumpkins".split()[at]) for stem in used for at in (0, 1)] == [
            "went",
            "pumpkins",
        ] * len(used)
        assert terms.information_share("this") < 1


def test_without_names_the_index_has_none(table: ModuleType):
    assert Index(FAIR).terms.names
    with table.without(table.WITHOUT["names and years"]):
        assert not Index(FAIR).terms.names


def test_the_ablation_table_counts_what_is_right(table: ModuleType):
    cases = [
        Case(q="who won the prize for the pumpkin", gold=["prize"]),
        Case(q="who got the pumpkin prize", gold=["cows"]),
        Case(q="when was the fire in the barn", gold=[], dates=["2013-05-04"]),
        Case(q="when was the fire in a barn", gold=["cows"], dates=["2013-05-05"]),
        Case(q="is there water in the lake", gold=[], ok_if=["water"]),
        Case(q="is there water in the oven", gold=[]),
    ]

    # One wrong answer to an out-of-scope question sets the threshold, at 2 % and at 5 %.
    first, at_two, at_five = table._figures(FAIR, cases).split(" / ")

    assert first == "50.0"
    assert at_two == at_five
    assert 0 < float(at_two) <= 50


RIGHT = {
    "who wins the pumpkin prize": "prize",
    "who was the winner of that pumpkin prize": "prize",
    "where did they sell the cows": "cows",
    "does water flow in the fountain": "water",
}
WRONG = ["who sold the pumpkin", "where is the water", "prize cows", "is there a fountain pen"]
Weights = tuple[float, ...]


@pytest.fixture
def learn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[list[dict[str, Any]]], Weights]:
    """Learns weights from questions, starting with none."""
    monkeypatch.syspath_prepend(str(TOOLS))
    tool = importlib.import_module("learned_weights")
    file = tmp_path / "questions.jsonl"
    monkeypatch.setattr(tool, "QUESTIONS", file)

    def learn(rows: list[dict[str, Any]]) -> Weights:
        file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        monkeypatch.setattr(calibration, "WEIGHTS", (0.0,) * len(FEATURE_SIGNS))
        return tool.learn([Matcher(FAIR, Calibration(5.0))])

    return learn


def test_weights_are_learned_from_questions_and_used_at_once(learn: Callable[..., Weights]):
    rows = [{"q": text, "gold": [id_]} for text, id_ in RIGHT.items()]
    rows += [{"q": text, "gold": []} for text in WRONG]

    weights = learn(rows)

    def nearest(text: str) -> float:
        return Matcher(FAIR, Calibration()).decide(text).nearest[0][1]

    assert weights == calibration.WEIGHTS
    assert min(map(nearest, RIGHT)) > max(map(nearest, WRONG))


def test_what_may_be_right_and_what_is_overheard_teaches_nothing(learn: Callable[..., Weights]):
    rows = [{"q": text, "gold": [id_]} for text, id_ in RIGHT.items()]
    rows += [{"q": text, "gold": []} for text in WRONG]
    more = [
        {"q": "where did they sell the cows", "gold": [], "ok_if": ["cows"]},
        {"q": "who wins the pumpkin prize", "gold": [], "overheard": True},
        {"q": "who wins the pumpkin prize", "gold": ["water"]},  # the nearest is another
    ]

    assert learn(rows + more) == learn(rows)


def test_no_question_teaches_that_being_similar_speaks_against_an_entry(
    learn: Callable[..., Weights],
):
    rows = [{"q": text, "gold": []} for text in RIGHT]
    rows += [{"q": text, "gold": ["prize", "cows", "water"]} for text in WRONG]

    weights = learn(rows)

    assert all(w * sign >= 0 for w, sign in zip(weights, FEATURE_SIGNS.values(), strict=True))
    assert any(weights)


# Small FAQs

LARGE = make_knowledge(
    *(
        make_entry(
            f"e{at}",
            f"Question {at}?",
            phrasings=tuple(f"wording {at} {number}" for number in range(20)),
            phrasing_positions=tuple(Position("kb/faq.yaml", number) for number in range(20)),
        )
        for at in range(6)
    ),
    make_entry("few", phrasings=("opening hours",)),
    milestones=FAIR.milestones,
)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[Knowledge, int, int], Knowledge]:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("small_faqs").cut


@pytest.mark.parametrize("wordings", [1, 2, 8, 15, 30])
def test_a_small_faq_keeps_each_question_and_so_many_wordings_in_their_order(
    cut: Callable[[Knowledge, int, int], Knowledge], wordings: int
):
    small = cut(LARGE, wordings, 1)

    assert small.milestones == LARGE.milestones
    for before, after in zip(LARGE.entries, small.entries, strict=True):
        assert (after.id, after.question, after.answer) == (
            before.id,
            before.question,
            before.answer,
        )
        assert len(after.wordings) == min(wordings, len(before.wordings))
        kept = [before.phrasings.index(text) for text in after.phrasings]
        assert kept == sorted(set(kept))
        if before.phrasing_positions:
            assert [each.line for each in after.phrasing_positions] == kept


def test_a_small_faq_depends_on_the_seed_alone(
    cut: Callable[[Knowledge, int, int], Knowledge],
):
    assert cut(LARGE, 8, 1) == cut(LARGE, 8, 1)
    assert cut(LARGE, 8, 1) != cut(LARGE, 8, 2)
    same_places = {
        tuple(text.split()[-1] for text in entry.phrasings) for entry in cut(LARGE, 8, 1).entries
    }
    assert len(same_places) > 2  # each entry is drawn from by itself
