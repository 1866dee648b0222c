"""The files beside these modules: outlines and fonts, as `tools/base_map.py` makes them."""

from importlib.resources import files


def read(name: str) -> bytes:
    """A file's bytes."""
    return (files("bot.maps") / name).read_bytes()
