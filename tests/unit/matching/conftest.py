from pathlib import Path

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.decision import Matcher
from bot.matching.index import Index
from bot.service.snapshot import build_snapshot
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder
from tests.builders import make_entry, make_knowledge, make_milestone

ANSWERS = {
    "hours": "From nine to five, on Sundays until noon.",
    "sourdough": "A sourdough loaf costs four crowns.",
    "gluten": "Three of our breads contain no gluten.",
    "delivery": "Within the town we bring everything by bicycle.",
    "wedding-cake": "Order a wedding cake four weeks ahead.",
    "oven": "It is fired with beech and reaches 300 degrees.",
}
WORDINGS = {
    "hours": """When does the bakery open?
        when do you close
        opening hours
        are you open on sunday
        what time is closing time
        until when are you open today
        is the bakery closed on holidays""",
    "sourdough": """What does a sourdough loaf cost?
        price of sourdough
        how much is the sourdough bread
        sourdough loaf how expensive
        how much money for a sourdough
        is sourdough cheap
        what do you charge for sourdough""",
    "gluten": """Is there bread without gluten?
        gluten free bread
        do you bake anything for coeliacs
        which loaves contain no gluten
        i cannot eat gluten
        gluten allergy what can i buy
        is the rye bread free of gluten""",
    "delivery": """Do you deliver to my door?
        home delivery
        can you bring bread to my house
        do you ship by post
        is delivery free of charge
        who brings the delivery
        delivery by bicycle""",
    "wedding-cake": """How do I order a wedding cake?
        wedding cake order
        how early must a wedding cake be ordered
        do you make cakes for weddings
        cake with three tiers for a wedding
        who decorates the wedding cakes
        can i taste a wedding cake first""",
    "oven": """How hot is the oven?
        temperature of the oven
        what wood do you burn in the oven
        how is the oven heated
        is it a wood fired oven
        oven temperature in degrees
        who built the oven""",
}


@pytest.fixture(scope="session")
def bakery() -> Knowledge:
    """A small FAQ on another subject, just large enough to be given its own calibration."""
    entries = []
    for id_, text in WORDINGS.items():
        question, *phrasings = map(str.strip, text.splitlines())
        entries.append(make_entry(id_, question, phrasings=tuple(phrasings), answer=ANSWERS[id_]))
    return make_knowledge(
        *entries,
        vocabulary=[["price", "cost", "how much"], ["bike", "bicycle"], ["loaf", "loaves"]],
        milestones=[make_milestone(place="Zhezkazgan")],
    )


@pytest.fixture(scope="session")
def matcher(bakery: Knowledge) -> Matcher:
    return Matcher(bakery)


@pytest.fixture(scope="session")
def relay() -> Matcher:
    """The matcher of the packaged knowledge, with the packaged calibration."""
    folder = DiskFolder(Path(__file__).parents[3] / "knowledge")
    return build_snapshot(folder, DiskCalibrations(None)).matcher


@pytest.fixture(scope="session")
def cakes() -> Index:
    """Two entries, one with four terms and one with two, for figures computed by hand."""
    cake = make_entry("cake", "red cake", phrasings=("green cake",), answer="Nothing.")
    return Index(make_knowledge(cake, make_entry("bread", "white bread", answer="Nothing.")))
