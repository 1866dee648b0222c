"""Reads knowledge files into validated shapes, and reports each error at its position."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.misreadings import Explainer, Explanation, nearest
from bot.knowledge.model import Finding, KnowledgeError, Position, Severity
from bot.knowledge.odd_characters import without_indentation
from bot.knowledge.schema import KnowledgeShape
from bot.knowledge.surprises import Surprises
from bot.knowledge.wrong_containers import instead_of_items
from bot.knowledge.yaml_tree import Node, read_tree

Shape = TypeVar("Shape", bound=KnowledgeShape)

_NAMES_KEY = {"missing", "extra_forbidden"}  # error types whose message already names the key


class FileValidator:
    """Validates the files of one folder and collects the findings."""

    def __init__(self, folder: str) -> None:
        """`folder`: only used to name positions."""
        self.findings: list[Finding] = []
        self.folder = folder
        self._surprises = Surprises()
        self._texts: dict[str, str] = {}
        self._explainer = Explainer(self._texts)
        self._stray_keys: dict[str, set[str]] = {}  # in the top mapping of a file, by its path

    def report(self, position: Position, message: str) -> None:
        """Add an error."""
        self.findings.append(Finding(position, Severity.ERROR, message))

    def report_container(self, node: Node, message: str) -> None:
        """Report what a value has to be, unless only spaces are missing from it."""
        self._tell(self._explainer.missing_spaces(node.position) or [(node.position, message)])

    def _tell(self, explanation: Explanation) -> None:
        for position, message in explanation:
            self.report(position, message)

    def root(
        self, name: str, data: bytes | None, keys: set[str], *, required: bool = False
    ) -> Node | None:
        """The mapping at the top of a file; None, with the reason reported, if there is none.

        `data`: the file's bytes, None if it does not exist; `keys`: the keys it may have.
        """
        path = f"{self.folder}/{name}"
        if data is None:
            if required:
                self.report(Position(path), "the file is missing")
            return None
        try:
            tree = read_tree(path, data)
        except KnowledgeError as error:
            self.findings.extend(error.findings)
            return None
        self.findings.extend(tree.findings)
        self._surprises.add(path, tree.surprises)
        self._texts[path] = tree.text
        root = tree.root
        expected = " and ".join(f"“{key}:”" for key in sorted(keys))
        match root.value:
            case None if required:
                self.report(root.position, f"the file is empty; it needs {expected}")
                return None
            case None:
                return None
            case dict(values):
                unknown = values.keys() - keys
                self._stray_keys[path] = {without_indentation(key) for key in unknown}
                for key in unknown:
                    self._tell(
                        self._explainer.unknown_key(
                            root.keys[key], key, keys, f"expected {expected}"
                        )
                    )
                return root
            case list() if len(keys) == 1:
                message = f"the file must be a mapping with {expected}"
                self.report_container(root, f"{message}; write it in a line above the list")
            case _:
                self.report_container(root, f"the file must be a mapping with {expected}")
        return None

    def items(
        self, root: Node | None, key: str, shape: type[Shape], *, required: bool = False
    ) -> Iterator[tuple[Shape, Node]]:
        """The valid items of the list under a key, each with its node."""
        node = child(root, key)
        if root is not None and required and (node is None or node.value in (None, [])):
            position = node.position if node else root.position
            self.report(position, f"“{key}:” is missing or empty; there is nothing to answer")
        items = self.children(node)
        for item in items:
            is_last = item is items[-1]  # what is indented too little ends the list
            told = self._stray_keys.get(item.position.path) if is_last else None
            if (valid := self.validate(shape, item, told or ())) is not None:
                yield valid, item

    def children(self, node: Node | None) -> Sequence[Node]:
        """The items of a list; none if the node is missing, empty or (then reported) not a list."""
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, list):
            message = f"must be a list (lines that start with “- ”){instead_of_items(node)}"
            self.report_container(node, message)
            return ()
        return node.value

    def validate(self, shape: type[Shape], node: Node, found: Collection[str] = ()) -> Shape | None:
        """The node as a pydantic model; None, with all errors reported, if it is not valid.

        `found`: keys that are reported where they are, so not reported as missing here.
        """
        valid, invalid = None, set[tuple[int | str, ...]]()
        try:
            valid = shape.model_validate(_without_positions(node))
        except ValidationError as error:
            details = error.errors(include_url=False)
            invalid = {detail["loc"] for detail in details}
            unknown = (each["loc"][-1] for each in details if each["type"] == "extra_forbidden")
            told = {*found, *(_meant(str(key), shape) for key in unknown)}
            for detail in details:
                if not (detail["type"] == "missing" and detail["loc"][-1] in told):
                    self._report_invalid(shape, node, detail)
        self.findings += self._surprises.in_mapping(shape, node, invalid)
        return valid

    def _report_invalid(self, shape: type[Shape], node: Node, detail: ErrorDetails) -> None:
        position, name, value = _locate(node, detail["loc"])
        if detail["type"] == "extra_forbidden":
            key = str(detail["loc"][-1])
            self._tell(self._explainer.unknown_key(position, key, shape.model_fields))
            return
        prefix = f"“{name}” " if name and detail["type"] not in _NAMES_KEY else ""
        explanation = self._explainer.invalid_value(position, prefix, value, detail)
        surprise = self._surprises.at(value.position) if value.value is None else None
        reason = f": {surprise.message}" if surprise else ""
        for place, message in explanation:
            self.report(place, f"{message}{reason}")

    def report_unknown(self, node: Node, key: str, known: Iterable[str], kind: str) -> None:
        """Report each id in the list under a key that is not known; `kind`: what it should name."""
        ids = set(known)
        for item in self.children(child(node, key)):
            if isinstance(item.value, str) and item.value.strip() not in ids:
                self._tell(self._explainer.unknown_id(item.value, item.position, ids, kind))

    def report_duplicates(self, ids: Iterable[tuple[str, Node]]) -> None:
        """Report each id that an earlier item already has."""
        first: dict[str, Position] = {}
        for id_, node in ids:
            if id_ in first:
                line = first[id_].line
                self.report(
                    position_of(node, "id"), f"duplicate id “{id_}” (first used on line {line})"
                )
            else:
                first[id_] = node.position


def child(node: Node | None, key: str) -> Node | None:
    """The value under a key; None if there is no such key, or if the node is not a mapping."""
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def position_of(node: Node, key: str) -> Position:
    """The position of the value under a key, or of the whole node if there is no such key."""
    return (child(node, key) or node).position


def _without_positions(node: Node) -> object:
    match node.value:
        case dict(values):
            return {key: _without_positions(value) for key, value in values.items()}
        case list(items):
            return [_without_positions(item) for item in items]
        case value:
            return value


def _meant(key: str, shape: type[KnowledgeShape]) -> str | None:
    """The key of a shape that is probably meant by an unknown one."""
    return key.partition(":")[0] if ":" in key else nearest(key, shape.model_fields)


def _locate(node: Node, location: tuple[int | str, ...]) -> tuple[Position, str | None, Node]:
    """The position of the key or list item of a validation error, the key's name, and the value."""
    position, name = node.position, None
    for step in location:
        match node.value, step:
            case dict(values), str() if step in values:
                position, name = node.keys[step], step
                node = values[step]
            case list(items), int() if step < len(items):
                node = items[step]
                position = node.position
            case _:
                break
    return position, name, node
