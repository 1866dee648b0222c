"""Calibrations on the disk: those delivered with the program, and those fitted here before."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

log = logging.getLogger(__name__)

DELIVERED = Path(__file__).with_name("delivered_calibration.json")
_KEPT_AS = TypeAdapter(dict[str, list[float]])
_KEPT = 20  # of those fitted here; knowledge that is edited leaves old ones behind


class DiskCalibrations:
    """`Calibrations` over JSON files of digest → weights.

    `folder`: where the store lies; nothing is kept where it does not exist.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "calibrations.json" if folder is not None else None

    def get(self, digest: str) -> Sequence[float] | None:
        for file in (DELIVERED, self._file):
            if file is not None and (weights := _read(file).get(digest)) is not None:
                return weights
        return None

    def put(self, digest: str, weights: Sequence[float]) -> None:
        if self._file is None or not self._file.parent.is_dir():
            return
        known = _read(self._file) | {digest: list(weights)}
        newest = dict(list(known.items())[-_KEPT:])
        try:
            aside = self._file.with_suffix(".new")
            aside.write_text(json.dumps(newest), encoding="utf-8")
            aside.replace(self._file)
        except OSError as error:
            log.warning("The calibration could not be kept: %s", error)


def _read(file: Path) -> dict[str, list[float]]:
    """The file's calibrations; none where it is missing or spoilt (they can be fitted again)."""
    try:
        return _KEPT_AS.validate_json(file.read_bytes())
    except (OSError, ValueError):
        return {}
