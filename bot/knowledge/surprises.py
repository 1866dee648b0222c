"""Picks the surprises of a file that matter where they stand."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.knowledge.model import Finding, Position
from bot.knowledge.schema import KnowledgeShape
from bot.knowledge.surprising_scalars import Kind, Surprise
from bot.knowledge.yaml_tree import Node


class Surprises:
    """The surprises of all files of a folder, by the positions of their values."""

    def __init__(self) -> None:
        self._by_position: dict[Position, tuple[Surprise, ...]] = {}
        self._lines: dict[str, list[int]] = {}

    def add(self, path: str, found: Mapping[Position, tuple[Surprise, ...]]) -> None:
        """Add those of a file."""
        self._by_position.update(found)
        self._lines[path] = sorted(position.line for position in found)

    def at(self, position: Position) -> Surprise | None:
        """The first surprise about the value at a position."""
        return next(iter(self._by_position.get(position, ())), None)

    def in_mapping(
        self, shape: type[KnowledgeShape], node: Node, invalid: Collection[tuple[int | str, ...]]
    ) -> Iterable[Finding]:
        """The findings about the values of a mapping; `invalid`: keys and items with an error."""
        if not isinstance(node.value, dict) or not self._are_in(node, node.value):
            return ()
        return self._in_values(shape, node.value, invalid)

    def _in_values(
        self,
        shape: type[KnowledgeShape],
        values: Mapping[str, Node],
        invalid: Collection[tuple[int | str, ...]],
    ) -> Iterator[Finding]:
        for key, value in values.items():
            if key in shape.typed:
                kinds: tuple[Kind, ...] = ()
            else:
                kinds = (Kind.TYPE,) if key in shape.ids else (Kind.TYPE, Kind.TEXT)
            items = value.value if isinstance(value.value, list) else [value]
            for number, item in enumerate(items):
                is_told = (key,) in invalid or (key, number) in invalid
                for surprise in self._by_position.get(item.position, ()):
                    if surprise.kind is Kind.STRUCTURE or (surprise.kind in kinds and not is_told):
                        yield Finding(surprise.position, surprise.severity, surprise.message)

    def _are_in(self, node: Node, values: dict[str, Node]) -> bool:
        """Whether there is any in the lines of a mapping; quick, because there are few."""
        lines = self._lines.get(node.position.path)
        if not lines:
            return False
        last = next(reversed(values.values()), node)
        if isinstance(last.value, list) and last.value:
            last = last.value[-1]
        at = bisect_left(lines, node.position.line)
        return at < len(lines) and lines[at] <= last.position.line
