"""Reloading the knowledge: swapped whole when sound, left alone when not, off the event loop."""

import asyncio
import threading
import time
from collections.abc import Mapping

import pytest

from bot.knowledge.model import Severity
from bot.service.snapshot import LiveKnowledge, Refused, Reloaded, build_snapshot, check_knowledge
from tests.service.fakes.knowledge_folder import MemoryFolder

OPEN = """\
entries:
  - {id: hours, question: When is it open?, phrasings: [], answer: From nine to five.}
  - {id: place, question: Where is it?, phrasings: [], answer: In Sochi.}
"""
CHANGED = """\
entries:
  - {id: place, question: Where is it?, phrasings: [], answer: In Adler., see_also: [nobody]}
  - {id: price, question: What does it cost?, phrasings: [], answer: Nothing.}
"""
BROKEN = "entries:\n  - {id: hours, question: When?}\n  - {id: UPPER, question: Q, answer: A}\n"
MILESTONES = """\
relay: {first: 2013-09-29, last: 2014-02-07}
milestones:
  - {id: launch, date: 2013-11-07, title: Launch, place: Baikonur, lat: 45.6, lon: 63.3, text: Up.}
"""


@pytest.fixture
def folder() -> MemoryFolder:
    return MemoryFolder(faq=OPEN)


@pytest.fixture
def curator(folder) -> LiveKnowledge:
    return LiveKnowledge(folder, build_snapshot(folder))


async def test_a_sound_reload_is_swapped_in_whole_and_tells_what_changed(folder, curator):
    old = curator.snapshot
    folder.files["faq.yaml"] = CHANGED.encode()
    folder.files["milestones.yaml"] = MILESTONES.encode()
    result = await curator.reload()
    assert isinstance(result, Reloaded)
    entries = result.changes.entries
    assert (entries.added, entries.removed, entries.changed) == (("price",), ("hours",), ("place",))
    assert result.changes.milestones.added == ("launch",)
    assert result.changes.rest, "the relay's window is new"
    assert result.snapshot is curator.snapshot is not old
    assert set(curator.snapshot.knowledge.by_id) == {"place", "price"}
    assert [each.id for each in curator.snapshot.calendar.milestones] == ["launch"]
    assert curator.snapshot.lookup.at("Baikonur"), "all that is derived is of the same snapshot"
    assert curator.snapshot.lookup.corrector is curator.snapshot.matcher.corrector
    assert curator.snapshot.matcher.decide("What does it cost?").nearest[0][0] == "price"


async def test_a_reload_hands_on_the_warnings(folder, curator):
    folder.files["faq.yaml"] = CHANGED.encode()
    [warning] = (await curator.reload()).warnings
    assert warning.severity is Severity.WARNING
    assert "nobody" in warning.message


async def test_a_reload_of_unchanged_files_says_that_nothing_changed(curator):
    result = await curator.reload()
    assert isinstance(result, Reloaded)
    assert not result.changes


async def test_what_is_being_answered_keeps_its_edition(folder, curator):
    held = curator.snapshot
    folder.files["faq.yaml"] = CHANGED.encode()
    await curator.reload()
    assert held.knowledge.by_id["hours"].answer == "From nine to five."


@pytest.mark.parametrize("faq", [BROKEN, "entries: [", "", "\0", "entries: []"])
async def test_a_faulty_reload_is_refused_and_the_very_same_edition_stays_in_use(
    folder, curator, faq
):
    old = curator.snapshot
    folder.files["faq.yaml"] = faq.encode()
    result = await curator.reload()
    assert isinstance(result, Refused)
    assert result.findings
    assert {finding.severity for finding in result.findings} == {Severity.ERROR}
    assert curator.snapshot is old


async def test_a_refusal_names_every_fault_with_its_position(folder, curator):
    folder.files["faq.yaml"] = BROKEN.encode()
    findings = [str(finding) for finding in (await curator.reload()).findings]
    assert len(findings) == 2
    assert findings[0].startswith("memory/faq.yaml:2:")
    assert findings[1].startswith("memory/faq.yaml:3:")


async def test_files_that_are_gone_are_a_refusal(folder, curator):
    old = curator.snapshot
    folder.files.clear()
    assert isinstance(await curator.reload(), Refused)
    assert curator.snapshot is old


async def test_after_a_refusal_the_mended_files_are_taken(folder, curator):
    folder.files["faq.yaml"] = BROKEN.encode()
    await curator.reload()
    folder.files["faq.yaml"] = CHANGED.encode()
    assert isinstance(await curator.reload(), Reloaded)
    assert "price" in curator.snapshot.knowledge.by_id


async def test_building_happens_off_the_event_loop(folder, curator):
    threads = []
    folder.on_read = lambda: threads.append(threading.current_thread())
    await curator.reload()
    await curator.check()
    assert len(threads) == 2
    assert threading.main_thread() not in threads


async def test_the_loop_goes_on_while_an_edition_is_built(folder, curator):
    reading, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        reading.set()
        assert go_on.wait(5)

    folder.on_read = wait
    reload = asyncio.create_task(curator.reload())
    assert await asyncio.to_thread(reading.wait, 5)
    assert curator.snapshot.knowledge.by_id["hours"], "answers come from the old one meanwhile"
    go_on.set()
    await reload


async def test_reloads_asked_for_at_once_run_one_after_the_other_and_the_last_files_win(
    folder, curator
):
    inside, most = [], []
    texts = [OPEN, CHANGED, OPEN.replace("nine", "eight")]
    read = folder.read

    def slow_read() -> Mapping[str, bytes]:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.005)  # in its thread: long enough for another to come in if it could
        folder.files["faq.yaml"] = texts.pop(0).encode()
        files = read()
        inside.pop()
        return files

    folder.read = slow_read
    results = await asyncio.gather(*(curator.reload() for _ in range(3)))
    assert max(most) == 1
    assert [bool(result.changes) for result in results] == [False, True, True]
    assert curator.snapshot is results[-1].snapshot
    assert curator.snapshot.knowledge.by_id["hours"].answer == "From eight to five."


async def test_a_reload_that_fails_unforeseen_does_not_block_the_next(folder, curator):
    def fail() -> None:
        raise RuntimeError("the disk")

    folder.on_read = fail
    with pytest.raises(RuntimeError):
        await curator.reload()
    folder.on_read = lambda: None
    async with asyncio.timeout(5):
        assert isinstance(await curator.reload(), Reloaded)


async def test_a_check_finds_what_a_reload_would_and_swaps_nothing(folder, curator):
    old = curator.snapshot
    folder.files["faq.yaml"] = CHANGED.encode()
    usable, findings = await curator.check()
    assert "price" in usable.by_id
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    folder.files["faq.yaml"] = BROKEN.encode()
    usable, findings = await curator.check()
    assert usable is None
    assert len(findings) == 2
    assert curator.snapshot is old


def test_inspecting_and_publishing_agree_on_what_is_usable(folder):
    usable, findings = check_knowledge(folder)
    assert findings == ()
    assert usable == build_snapshot(folder).knowledge
