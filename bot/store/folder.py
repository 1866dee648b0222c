"""The knowledge files on disk."""

from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.fact_base import FACTS
from bot.knowledge.loading import FILES
from bot.knowledge.model import Finding, KnowledgeError, Position, Severity
from bot.knowledge.phrasings import is_phrasings_file
from bot.knowledge.yaml_tree import MAX_BYTES


class DiskFolder:
    """`KnowledgeFolder` that reads a folder on disk; other files in it are ignored."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return str(self.path)

    def read(self) -> Mapping[str, bytes]:
        files: dict[str, bytes] = {}
        errors: list[Finding] = []
        for path in self._paths():
            try:
                data = _read(path)
            except KnowledgeError as error:
                errors.extend(error.findings)
                continue
            if data is not None:
                files[path.name] = data
        if errors:
            raise KnowledgeError(tuple(errors))
        return files

    def facts(self) -> bytes | None:
        return _read(self.path / FACTS)

    def _paths(self) -> list[Path]:
        """The knowledge files that there may be. Raises KnowledgeError."""
        try:
            phrasings = sorted(file for file in self.path.iterdir() if is_phrasings_file(file.name))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise KnowledgeError((_unreadable(self.path, error),)) from error
        return [*(self.path / name for name in FILES), *phrasings]


def _read(path: Path) -> bytes | None:
    """The bytes of a file, cut behind the limit; None if there is none. Raises KnowledgeError."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KnowledgeError((_unreadable(path, error),)) from error


def _unreadable(path: Path, error: OSError) -> Finding:
    return Finding(Position(str(path)), Severity.ERROR, f"cannot be read: {error.strerror}")
