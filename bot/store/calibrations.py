"""Calibrations on disk: the one that comes with the bot, and those fitted at earlier starts."""

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
_MAX_KEPT = 20  # calibrations; older ones belong to earlier versions of the knowledge


class DiskCalibrations:
    """`Calibrations` in JSON files, each an object of digest → numbers.

    New ones are kept beside the SQLite file of the database. None are kept without a database, with
    another kind of database, or if the folder of the database does not exist.
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
        newest = dict(list(known.items())[-_MAX_KEPT:])
        try:
            temporary = self._kept.with_suffix(".new")
            temporary.write_text(json.dumps(newest), encoding="utf-8")
            temporary.replace(self._kept)
        except OSError as error:
            log.warning("The calibration could not be saved: %s", error)

    @cached_property
    def _kept(self) -> Path | None:
        """The file for the calibrations fitted here; None if there is no place for it."""
        folder = database_folder(self._database_url) if self._database_url else None
        return folder / "calibrations.json" if folder is not None else None


def _read(file: Path) -> dict[str, list[float]]:
    """The calibrations in a file; none if it is missing or damaged: they can be fitted again."""
    try:
        return _FILE.validate_json(file.read_bytes())
    except (OSError, ValueError):
        return {}
