"""Calibrations fitted before are used again, and their files can be missing, spoilt or closed."""

import json
from pathlib import Path

from bot.matching.calibration import Calibration
from bot.service.snapshot import build_snapshot, digest_of
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder

SIZE = len(Calibration().numbers)
FRUIT = "apple pear plum cherry quince medlar sloe fig grape".split()
FAQ = "entries:\n" + "".join(
    f"  - id: e{n}\n    question: What about number {n} and {word}?\n    answer: It is {word}.\n"
    f"    phrasings: [take the {word} {n}, give the {word} {n}, find {word} {n}, lose {word} {n}]\n"
    for n, word in enumerate(FRUIT)
)


def folder(tmp_path: Path) -> DiskFolder:
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "faq.yaml").write_text(FAQ)
    return DiskFolder(tmp_path / "kb")


def test_what_was_fitted_is_kept_and_used_by_the_next_start(tmp_path: Path):
    kb, kept = folder(tmp_path), tmp_path / "calibrations.json"
    first = build_snapshot(kb, DiskCalibrations(tmp_path))
    digest = digest_of(kb.read())
    assert json.loads(kept.read_text()) == {digest: list(first.matcher.calibration.numbers)}
    kept.write_text(json.dumps({digest: [0.5] * SIZE}))
    assert (
        build_snapshot(kb, DiskCalibrations(tmp_path)).matcher.calibration.numbers == (0.5,) * SIZE
    )


def test_weights_of_another_length_are_fitted_anew(tmp_path: Path):
    kb = folder(tmp_path)
    (tmp_path / "calibrations.json").write_text(json.dumps({digest_of(kb.read()): [1.0]}))
    assert len(build_snapshot(kb, DiskCalibrations(tmp_path)).matcher.calibration.numbers) == SIZE


def test_a_spoilt_file_is_no_obstacle(tmp_path: Path):
    kb = folder(tmp_path)
    for content in ("", "[1]", '{"a": "b"}', "\x00"):
        (tmp_path / "calibrations.json").write_text(content)
        assert build_snapshot(kb, DiskCalibrations(tmp_path)).knowledge.entries


def test_nothing_is_kept_where_the_store_has_no_folder(tmp_path: Path):
    kb = folder(tmp_path)
    build_snapshot(kb, DiskCalibrations(tmp_path / "nowhere"))
    build_snapshot(kb, DiskCalibrations(None))
    assert not (tmp_path / "nowhere").exists()


def test_old_ones_give_way_to_new_ones(tmp_path: Path):
    calibrations = DiskCalibrations(tmp_path)
    for number in range(30):
        calibrations.put(str(number), [float(number)])
    assert calibrations.get("29") == [29.0]
    assert calibrations.get("0") is None


def test_any_change_of_a_file_has_another_digest():
    one = digest_of({"faq.yaml": b"a", "vocabulary.yaml": b"b"})
    assert one == digest_of({"vocabulary.yaml": b"b", "faq.yaml": b"a"})
    assert one != digest_of({"faq.yaml": b"a", "vocabulary.yaml": b"c"})
    assert one != digest_of({"faq.yaml": b"ab", "vocabulary.yaml": b""})
