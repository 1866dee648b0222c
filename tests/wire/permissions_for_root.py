"""Starts the bot so that the permissions of files hold for it, although root runs the tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_DROP = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
if os.geteuid() == 0:
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
BOUND_BY_PERMISSIONS = ("-c", _DROP, "-m", "bot", "run")


def needs_permissions(folder: Path) -> None:
    """Skips the test where permissions cannot be made to hold, as on Windows."""
    if os.name == "nt":
        pytest.skip("Windows has other permissions")
    file = folder / "read-only"
    file.touch()
    file.chmod(0o400)
    attempt = [sys.executable, "-c", _DROP, "-c", f"open({str(file)!r}, 'w')"]
    if subprocess.run(attempt, capture_output=True, check=False).returncode == 0:
        pytest.skip("root may write everything here")
