"""The files beside these modules: outlines and fonts, made by `tools/map_assets.py`."""

from importlib.resources import files


def read_asset(name: str) -> bytes:
    """The bytes of a file of this package."""
    return (files("bot.maps") / name).read_bytes()
