"""The packaged calibration was fitted to the packaged knowledge.

That the knowledge passes `check` is tested in tests/terminal/test_commands.py.
"""

from pathlib import Path

import pytest

from bot.knowledge.loading import load
from bot.matching.calibration import calibrate
from bot.matching.index import Index
from bot.service.snapshot import digest_of
from bot.store.calibrations import DiskCalibrations
from bot.store.folder import DiskFolder

FOLDER = DiskFolder(Path(__file__).parents[2] / "knowledge")


def test_the_packaged_calibration_belongs_to_the_packaged_knowledge():
    files = FOLDER.read()
    numbers = DiskCalibrations(None).get(digest_of(files))
    assert numbers is not None, "run: make calibration"
    fitted = calibrate(Index(load(FOLDER.name, files))).numbers
    assert numbers == pytest.approx(fitted, rel=1e-6), "run: make calibration"
