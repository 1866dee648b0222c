"""Fake of the port `KnowledgeFolder`."""

from collections.abc import Callable, Mapping


class MemoryFolder:
    """`KnowledgeFolder` whose files are set by the test."""

    def __init__(self, **files: str) -> None:
        self.files = {f"{name}.yaml": text.encode() for name, text in files.items()}
        self.on_read: Callable[[], None] = lambda: None

    @property
    def name(self) -> str:
        return "memory"

    def read(self) -> Mapping[str, bytes]:
        self.on_read()
        return {name: text for name, text in self.files.items() if name != "facts.yaml"}

    def facts(self) -> bytes | None:
        return self.files.get("facts.yaml")
