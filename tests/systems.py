"""What tests need of the system that they run on."""

import os

import pytest


def posix_only(reason: str) -> pytest.MarkDecorator:
    """Skips a test on Windows, for a reason."""
    return pytest.mark.skipif(os.name == "nt", reason=f"not on Windows: {reason}")
