"""Fit the calibration of the packaged knowledge and write `bot/store/packaged_calibration.json`.

    python tools/packaged_calibration.py

Run it (`make calibration`) after every change of `knowledge/` or of the matcher; a test fails if it
was forgotten.
"""

import json

from bot.knowledge.loading import load
from bot.service.snapshot import Snapshot, digest_of
from bot.settings import packaged_knowledge
from bot.store.calibrations import PACKAGED
from bot.store.folder import DiskFolder


def main() -> None:
    """Write a JSON object: the digest of the knowledge files → the numbers of the calibration."""
    folder = DiskFolder(packaged_knowledge())
    files = folder.read()
    numbers = Snapshot.of(load(folder.name, files)).matcher.calibration.numbers
    PACKAGED.write_text(json.dumps({digest_of(files): list(numbers)}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
