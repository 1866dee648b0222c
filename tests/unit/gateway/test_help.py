"""/help: the overview, one topic, and topics that don't exist."""

import pytest

from bot.gateway.errors import RefusalError
from bot.gateway.help import HelpCog
from bot.service.snapshot import Snapshot
from tests.unit.gateway.discord_objects import (
    KNOWLEDGE,
    answer_of,
    complete,
    make_interaction,
    use,
)

SNAPSHOT = Snapshot.of(KNOWLEDGE)  # with the topics Questions and Money


class Stage:
    def __init__(self) -> None:
        self.snapshots = 0
        self.cog = HelpCog(self._snapshot)

    def _snapshot(self) -> Snapshot:
        self.snapshots += 1
        return SNAPSHOT

    async def help(self, **options: str) -> str:
        interaction = make_interaction()
        await use(self.cog.help_command, self.cog, interaction, **options)
        text, private = answer_of(interaction)
        assert private
        assert self.snapshots == 1
        return text


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_without_a_topic_all_topics_are_listed(stage: Stage):
    text = await stage.help()
    assert "- **Questions** (1): When is it open?\n- **Money** (1): What does it cost?" in text


@pytest.mark.parametrize("topic", ["Money", "money", " MONEY "])
async def test_a_topic_lists_its_questions(stage: Stage, topic: str):
    assert await stage.help(topic=topic) == "**Money**\n- What does it cost?"


async def test_a_topic_that_does_not_exist_is_refused_with_those_that_do(stage: Stage):
    with pytest.raises(RefusalError, match=r"My topics are: Questions, Money\."):
        await stage.help(topic="Weather")


@pytest.mark.parametrize(
    ("typed", "choices"),
    [("mon", ["Money"]), ("", ["Questions", "Money"]), ("zzz", ["Questions", "Money"])],
)
async def test_the_autocomplete_offers_matching_topics_or_else_all(
    stage: Stage, typed: str, choices: list[str]
):
    interaction = make_interaction()
    assert await complete(stage.cog.help_command, interaction, "topic", typed) == choices
