"""Reloading the knowledge: all of it if it has no errors, else nothing; off the event loop."""

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import Iterator, Mapping

import pytest

from bot.knowledge.model import Severity
from bot.service.live_knowledge import LiveKnowledge, Reloaded, ReloadRefused
from bot.service.snapshot import build_snapshot, check_files, check_knowledge, digest_of
from tests.service.fakes.calibrations import FakeFitter
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
def live_knowledge(folder) -> LiveKnowledge:
    return LiveKnowledge(folder, FakeFitter())


async def test_a_reload_reads_a_new_phrasings_file(folder, live_knowledge):
    folder.files["phrasings-taught.yaml"] = b"phrasings: {hours: [early bird]}"
    before = digest_of({"faq.yaml": OPEN.encode()})
    result = await live_knowledge.reload()
    assert isinstance(result, Reloaded)
    assert result.changes.entries.changed == ("hours",)
    assert live_knowledge.snapshot.matcher.decide("early bird").nearest[0][0] == "hours"
    assert digest_of(folder.read()) != before, "the calibration belongs to the old phrasings"


async def test_a_name_that_the_maps_cannot_draw_is_warned_of_by_a_check_and_by_a_reload(
    folder, live_knowledge
):
    folder.files["milestones.yaml"] = MILESTONES.replace("Baikonur", "東京").encode()
    expected = "“東京”, so the maps show “Launch” as the place"

    reloaded = await live_knowledge.reload()

    assert isinstance(reloaded, Reloaded)
    assert [each.message for each in reloaded.warnings if expected in each.message]
    for _, findings in (check_files(folder), check_knowledge(folder), await live_knowledge.check()):
        (found,) = [each for each in findings if expected in each.message]
        assert found.severity is Severity.WARNING
        assert str(found.position).endswith("milestones.yaml:3:58")


async def test_a_reload_replaces_the_whole_snapshot_and_reports_what_changed(
    folder, live_knowledge
):
    old = live_knowledge.snapshot
    folder.files["faq.yaml"] = CHANGED.encode()
    folder.files["milestones.yaml"] = MILESTONES.encode()
    result = await live_knowledge.reload()
    assert isinstance(result, Reloaded)
    entries = result.changes.entries
    assert (entries.added, entries.removed, entries.changed) == (("price",), ("hours",), ("place",))
    assert result.changes.milestones.added == ("launch",)
    assert result.changes.rest, "the relay's window is new"
    assert result.snapshot is live_knowledge.snapshot is not old
    assert set(live_knowledge.snapshot.knowledge.by_id) == {"place", "price"}
    assert [each.id for each in live_knowledge.snapshot.calendar.milestones] == ["launch"]
    assert live_knowledge.snapshot.lookup.at("Baikonur"), "derived from the same knowledge"
    assert live_knowledge.snapshot.lookup.corrector is live_knowledge.snapshot.matcher.corrector
    assert live_knowledge.snapshot.matcher.decide("What does it cost?").nearest[0][0] == "price"


async def test_a_reload_returns_the_warnings(folder, live_knowledge):
    folder.files["faq.yaml"] = CHANGED.encode()
    [warning] = (await live_knowledge.reload()).warnings
    assert warning.severity is Severity.WARNING
    assert "nobody" in warning.message


async def test_a_reload_of_unchanged_files_says_that_nothing_changed(live_knowledge):
    result = await live_knowledge.reload()
    assert isinstance(result, Reloaded)
    assert not result.changes


async def test_a_reload_does_not_change_the_old_snapshot(folder, live_knowledge):
    held = live_knowledge.snapshot
    folder.files["faq.yaml"] = CHANGED.encode()
    await live_knowledge.reload()
    assert held.knowledge.by_id["hours"].answer == "From nine to five."


@pytest.fixture(params=[False, True], ids=["unfrozen", "frozen"])
def frozen(request) -> Iterator[bool]:
    """Whether what there is at the start is frozen, as it is in a running bot."""
    gc.unfreeze()
    if request.param:
        gc.freeze()
    yield request.param
    gc.unfreeze()


async def test_after_a_reload_the_old_snapshot_takes_no_memory(folder, live_knowledge, frozen):
    old = [
        weakref.ref(part)
        for part in (
            live_knowledge.snapshot.lookup,
            live_knowledge.snapshot.matcher.index,
            live_knowledge.snapshot.matcher.corrector,
        )
    ]
    await live_knowledge.reload()
    assert [part() for part in old] == [None, None, None]
    assert (gc.get_freeze_count() > 0) == frozen, "what stays is frozen again"


@pytest.mark.parametrize("faq", [BROKEN, "entries: [", "", "\0", "entries: []"])
async def test_a_reload_with_errors_is_refused_and_the_old_snapshot_stays_in_use(
    folder, live_knowledge, faq
):
    old = live_knowledge.snapshot
    folder.files["faq.yaml"] = faq.encode()
    result = await live_knowledge.reload()
    assert isinstance(result, ReloadRefused)
    assert result.findings
    assert {finding.severity for finding in result.findings} == {Severity.ERROR}
    assert live_knowledge.snapshot is old


async def test_a_refusal_names_every_error_with_its_position(folder, live_knowledge):
    folder.files["faq.yaml"] = BROKEN.encode()
    findings = [str(finding) for finding in (await live_knowledge.reload()).findings]
    assert len(findings) == 2
    assert findings[0].startswith("memory/faq.yaml:2:")
    assert findings[1].startswith("memory/faq.yaml:3:")


async def test_what_is_too_long_is_reported_with_the_other_errors_in_the_order_of_the_file(folder):
    long = f"  - {{id: long, question: Long?, phrasings: [], answer: {'x' * 2_001}}}\n"
    folder.files["faq.yaml"] = BROKEN.replace("  - {id: UPPER", f"{long}  - {{id: UPPER").encode()
    knowledge, findings = check_knowledge(folder)
    assert knowledge is None
    assert [finding.position.line for finding in findings] == [2, 3, 4]
    assert "2,001 characters" in findings[1].message


async def test_a_crowded_answer_is_a_warning_of_the_check_and_of_a_reload(folder, live_knowledge):
    folder.files["faq.yaml"] = OPEN.replace("In Sochi.", "x" * 1_900).encode()
    checked = [str(finding) for finding in check_knowledge(folder)[1]]
    assert any("1,900" in finding for finding in checked)
    [warning] = (await live_knowledge.reload()).warnings
    assert "1,900" in warning.message


async def test_a_wording_without_a_needed_word_is_a_warning_of_the_check_and_of_a_reload(
    folder, live_knowledge
):
    folder.files["faq.yaml"] = OPEN.replace("In Sochi.", "In Sochi., only_if: [Sochi]").encode()
    checked = [str(finding) for finding in check_knowledge(folder)[1]]
    [warning] = (await live_knowledge.reload()).warnings
    assert "“Where is it?” has no word of its only_if" in warning.message
    assert str(warning) in checked


async def test_an_unknown_fact_is_a_warning_of_the_check_alone(folder, live_knowledge):
    before = folder.read()
    folder.files["facts.yaml"] = b"facts: [{id: opening}]"
    assert folder.read() == before, "the fact base changes no answer and no calibration"
    folder.files["faq.yaml"] = OPEN.replace("In Sochi.", "In Sochi., facts: [openin]").encode()
    knowledge, findings = check_knowledge(folder)
    assert knowledge is not None
    assert [str(finding) for finding in findings if "fact" in finding.message] == [
        (
            "memory/faq.yaml:3:83: warning: unknown fact “openin”; write “opening”, "
            "or add it to facts.yaml"
        )
    ]
    assert (await live_knowledge.reload()).warnings == ()


async def test_a_reload_of_missing_files_is_refused(folder, live_knowledge):
    old = live_knowledge.snapshot
    folder.files.clear()
    assert isinstance(await live_knowledge.reload(), ReloadRefused)
    assert live_knowledge.snapshot is old


async def test_after_a_refusal_corrected_files_can_be_loaded(folder, live_knowledge):
    folder.files["faq.yaml"] = BROKEN.encode()
    await live_knowledge.reload()
    folder.files["faq.yaml"] = CHANGED.encode()
    assert isinstance(await live_knowledge.reload(), Reloaded)
    assert "price" in live_knowledge.snapshot.knowledge.by_id


async def test_building_happens_off_the_event_loop(folder, live_knowledge):
    threads = []
    folder.on_read = lambda: threads.append(threading.current_thread())
    await live_knowledge.reload()
    await live_knowledge.check()
    assert len(threads) == 2
    assert threading.main_thread() not in threads


async def test_the_event_loop_goes_on_while_a_snapshot_is_built(folder, live_knowledge):
    started, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        started.set()
        assert go_on.wait(5)

    folder.on_read = wait
    reload = asyncio.create_task(live_knowledge.reload())
    assert await asyncio.to_thread(started.wait, 5)
    assert live_knowledge.snapshot.knowledge.by_id["hours"], "the old one is in use"
    go_on.set()
    await reload


async def test_reloads_at_the_same_time_run_one_after_the_other_and_the_last_files_win(
    folder, live_knowledge
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
    results = await asyncio.gather(*(live_knowledge.reload() for _ in range(3)))
    assert max(most) == 1
    assert [bool(result.changes) for result in results] == [False, True, True]
    assert live_knowledge.snapshot is results[-1].snapshot
    assert live_knowledge.snapshot.knowledge.by_id["hours"].answer == "From eight to five."


async def test_an_unexpected_error_in_a_reload_does_not_block_the_next(folder, live_knowledge):
    def fail() -> None:
        raise RuntimeError("the disk")

    folder.on_read = fail
    with pytest.raises(RuntimeError):
        await live_knowledge.reload()
    folder.on_read = lambda: None
    async with asyncio.timeout(5):
        assert isinstance(await live_knowledge.reload(), Reloaded)


async def test_a_check_finds_what_a_reload_would_find_and_replaces_nothing(folder, live_knowledge):
    old = live_knowledge.snapshot
    folder.files["faq.yaml"] = CHANGED.encode()
    usable, findings = await live_knowledge.check()
    assert "price" in usable.by_id
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    folder.files["faq.yaml"] = BROKEN.encode()
    usable, findings = await live_knowledge.check()
    assert usable is None
    assert len(findings) == 2
    assert live_knowledge.snapshot is old


async def test_text_that_yaml_drops_is_a_warning_of_a_reload_and_of_a_check(folder, live_knowledge):
    dropped = OPEN + "  - id: rules\n    question: Rules?\n    answer: Read #rules first.\n"
    folder.files["faq.yaml"] = dropped.encode()
    result = await live_knowledge.reload()
    assert isinstance(result, Reloaded)
    assert live_knowledge.snapshot.knowledge.by_id["rules"].answer == "Read"
    assert [str(finding)[:35] for finding in result.warnings] == [
        "memory/faq.yaml:6:18: warning: “#” "
    ]
    assert (await live_knowledge.check())[1] == result.warnings


async def test_a_check_gives_warnings_beside_errors_and_a_refusal_errors_alone(
    folder, live_knowledge
):
    folder.files["faq.yaml"] = (BROKEN + "  - {id: a, question: no, answer: A}\n").encode()
    _, findings = await live_knowledge.check()
    assert [(finding.position.line, finding.severity.value) for finding in findings] == [
        (2, "error"), (3, "error"), (4, "warning"),
    ]  # fmt: skip
    assert (await live_knowledge.reload()).findings == findings[:2]


async def test_only_the_whole_check_asks_each_wording_as_a_question(folder, live_knowledge):
    folder.files["faq.yaml"] = OPEN.replace(
        "phrasings: []", "phrasings: [business times]", 1
    ).encode()
    assert check_files(folder) == (build_snapshot(folder).knowledge, ())
    assert await live_knowledge.check() == check_files(folder)
    findings = check_knowledge(folder)[1]
    assert any("find their entry when left out" in finding.message for finding in findings)


def test_checking_and_building_agree_on_what_is_usable(folder):
    usable, findings = check_knowledge(folder)
    assert {finding.severity for finding in findings} == {Severity.INFO}
    assert usable == build_snapshot(folder).knowledge
