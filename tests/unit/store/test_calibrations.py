"""Calibrations are kept for the next start; their files may be missing, damaged or read-only."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.matching.calibration import Calibration
from bot.service.snapshot import build_snapshot, digest_of
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder
from bot.store.location import DEFAULT_URL

SIZE = len(Calibration().numbers)
FRUIT = "apple pear plum cherry quince medlar sloe fig grape".split()
FAQ = "entries:\n" + "".join(
    f"  - id: e{n}\n    question: What about number {n} and {word}?\n    answer: It is {word}.\n"
    f"    phrasings: [take the {word} {n}, give the {word} {n}, find {word} {n}, lose {word} {n}]\n"
    for n, word in enumerate(FRUIT)
)


def knowledge_folder(tmp_path: Path) -> DiskFolder:
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "faq.yaml").write_text(FAQ)
    return DiskFolder(tmp_path / "kb")


def calibrations_in(folder: Path) -> DiskCalibrations:
    return DiskCalibrations(f"sqlite+aiosqlite:///{folder}/flamekeeper.db")


def test_a_fitted_calibration_is_kept_and_used_by_the_next_start(tmp_path: Path):
    kb, kept = knowledge_folder(tmp_path), tmp_path / "calibrations.json"
    first = build_snapshot(kb, calibrations_in(tmp_path))
    digest = digest_of(kb.read())
    assert json.loads(kept.read_text()) == {digest: list(first.matcher.calibration.numbers)}
    kept.write_text(json.dumps({digest: [0.5] * SIZE}))
    assert (
        build_snapshot(kb, calibrations_in(tmp_path)).matcher.calibration.numbers == (0.5,) * SIZE
    )


def test_a_calibration_of_another_length_is_fitted_again(tmp_path: Path):
    kb = knowledge_folder(tmp_path)
    (tmp_path / "calibrations.json").write_text(json.dumps({digest_of(kb.read()): [1.0]}))
    assert len(build_snapshot(kb, calibrations_in(tmp_path)).matcher.calibration.numbers) == SIZE


def test_a_damaged_file_is_ignored(tmp_path: Path):
    kb = knowledge_folder(tmp_path)
    for content in ("", "[1]", '{"a": "b"}', "\x00"):
        (tmp_path / "calibrations.json").write_text(content)
        assert build_snapshot(kb, calibrations_in(tmp_path)).knowledge.entries


def test_nothing_is_kept_if_the_folder_of_the_database_does_not_exist(tmp_path: Path):
    kb = knowledge_folder(tmp_path)
    build_snapshot(kb, calibrations_in(tmp_path / "missing"))
    build_snapshot(kb, DiskCalibrations(None))
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "postgresql+asyncpg://user:secret@host/data/x.db",
        "not a database URL",
    ],
)
def test_nothing_is_kept_without_a_sqlite_file(url: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    calibrations = DiskCalibrations(url)
    calibrations.put("digest", [1.0])
    assert calibrations.get("digest") is None
    assert list(tmp_path.iterdir()) == []


def test_the_default_database_needs_no_sqlalchemy_to_find_its_folder(tmp_path: Path):
    """With it, the terminal's commands would take half as long again to start."""
    (tmp_path / "data").mkdir()
    script = f"""if True:
        import sys
        from bot.store.calibrations import DiskCalibrations
        DiskCalibrations({DEFAULT_URL!r}).put("digest", [1.0])
        print("sqlalchemy" in sys.modules)"""
    root = Path(__file__).parents[3]
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={"PYTHONPATH": str(root)},
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    assert shown == "False\n"
    assert (tmp_path / "data" / "calibrations.json").is_file()


def test_the_oldest_calibrations_are_removed(tmp_path: Path):
    calibrations = calibrations_in(tmp_path)
    for number in range(30):
        calibrations.put(str(number), [float(number)])
    assert calibrations.get("29") == [29.0]
    assert calibrations.get("0") is None


def test_any_change_of_a_file_gives_another_digest():
    one = digest_of({"faq.yaml": b"a", "vocabulary.yaml": b"b"})
    assert one == digest_of({"vocabulary.yaml": b"b", "faq.yaml": b"a"})
    assert one != digest_of({"faq.yaml": b"a", "vocabulary.yaml": b"c"})
    assert one != digest_of({"faq.yaml": b"ab", "vocabulary.yaml": b""})
