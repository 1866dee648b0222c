"""The packaged knowledge, and the fact base that it was written from."""

from pathlib import Path

from bot.knowledge.loading import load
from bot.store.folder import DiskFolder
from tests.knowledge.fact_base import FactBase
from tests.knowledge.names import common_words

ROOT = Path(__file__).parents[2]
FOLDER = DiskFolder(ROOT / "knowledge")
KNOWLEDGE = load(FOLDER.name, FOLDER.read())
MILESTONES = {milestone.id: milestone for milestone in KNOWLEDGE.milestones}
FACTS = FactBase(FOLDER.path / "facts.yaml")
# All texts: an entry's under its id, a milestone's under "milestone" and its id.
TEXTS = {entry.id: entry.answer for entry in KNOWLEDGE.entries} | {
    f"milestone {milestone.id}": f"{milestone.title}. {milestone.text}"
    for milestone in KNOWLEDGE.milestones
}
# The words that our texts have in lower case, and which are therefore no names.
COMMON = frozenset[str]().union(*map(common_words, TEXTS.values()))
