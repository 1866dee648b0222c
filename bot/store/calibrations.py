"""Calibrations on the disk: the one delivered with the program, and those fitted here before."""

import json
import logging
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from bot.store.location import database_folder

log = logging.getLogger(__name__)

PACKAGED = Path(__file__).with_name("packaged_calibration.json")
_FILE = TypeAdapter(dict[str, list[float]])
_MOST = 20  # calibrations that are kept; those of former versions of the knowledge are the oldest


class DiskCalibrations:
    """`Calibrations` in JSON files: an object of digest → numbers.

    New ones are kept beside the SQLite file of the database. With another kind of database (or
    None), and as long as its folder does not exist, none are kept.
    """

    def __init__(self, database_url: str | None) -> None:
        self._database_url = database_url

    def get(self, digest: str) -> Sequence[float] | None:
        numbers = _read(PACKAGED).get(digest)
        if numbers is None and self._kept is not None:
            numbers = _read(self._kept).get(digest)
        return numbers

    def put(self, digest: str, numbers: Sequence[float]) -> None:
        if self._kept is None or not self._kept.parent.is_dir():
            return
        known = _read(self._kept) | {digest: list(numbers)}
        newest = dict(list(known.items())[-_MOST:])
        try:
            temporary = self._kept.with_suffix(".new")
            temporary.write_text(json.dumps(newest), encoding="utf-8")
            temporary.replace(self._kept)
        except OSError as error:
            log.warning("The calibration could not be saved: %s", error)

    @cached_property
    def _kept(self) -> Path | None:
        """The file of those fitted here."""
        folder = database_folder(self._database_url) if self._database_url else None
        return folder / "calibrations.json" if folder is not None else None


def _read(file: Path) -> dict[str, list[float]]:
    """The calibrations in a file; none if it is missing or damaged, as they can be fitted again."""
    try:
        return _FILE.validate_json(file.read_bytes())
    except (OSError, ValueError):
        return {}
