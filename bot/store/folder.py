"""The knowledge files on disk."""

from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.loading import FILES
from bot.knowledge.model import Finding, KnowledgeError, Position, Severity
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
        for name in FILES:
            path = self.path / name
            try:
                with path.open("rb") as file:
                    files[name] = file.read(MAX_BYTES + 1)
            except FileNotFoundError:
                continue
            except OSError as error:
                reason = f"cannot be read: {error.strerror}"
                errors.append(Finding(Position(str(path)), Severity.ERROR, reason))
        if errors:
            raise KnowledgeError(tuple(errors))
        return files
