"""The shipped knowledge passes `check`, and the shipped calibration was fitted to it."""

from pathlib import Path

import pytest

from bot.knowledge.loading import load
from bot.knowledge.model import Severity
from bot.matching.calibration import calibrate
from bot.matching.index import Index
from bot.service.snapshot import check_knowledge, digest_of
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder

FOLDER = DiskFolder(Path(__file__).parents[2] / "knowledge")


def test_the_check_finds_no_error_or_warning_and_most_left_out_wordings_find_their_entry():
    knowledge, findings = check_knowledge(FOLDER)
    assert knowledge is not None
    assert [str(each) for each in findings if each.severity is not Severity.INFO] == []
    (summary,) = [each.message for each in findings if "when left out" in each.message][:1]
    found, tried = (int(word.replace(",", "")) for word in summary.split()[:3:2])
    assert tried > 3_000
    assert found / tried >= 0.75


def test_the_shipped_calibration_belongs_to_the_shipped_knowledge():
    files = FOLDER.read()
    numbers = DiskCalibrations(None).get(digest_of(files))
    assert numbers is not None, "run: make calibration"
    fitted = calibrate(Index(load(FOLDER.name, files))).numbers
    assert numbers == pytest.approx(fitted, rel=1e-6), "run: make calibration"
