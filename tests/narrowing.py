"""Tells the type checker what a test knows."""

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """Returns the value; fails if it is None."""
    assert value is not None
    return value
