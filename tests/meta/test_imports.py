"""Dependencies point inwards, the core touches no world, and no module grows too long."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "bot").rglob("*.py"))
}
LONGEST = 300  # lines

# What each package may import of bot, beside itself.
INNER = {
    "knowledge": set[str](),
    "language": set[str](),
    "calendar": {"knowledge", "language"},
    "maps": {"knowledge", "calendar"},
    "matching": {"knowledge", "language"},
    "text": {"knowledge", "calendar", "maps"},
    "service": {"knowledge", "language", "calendar", "maps", "matching", "text"},
    "store": {"knowledge", "calendar", "service"},
    "gateway": {"knowledge", "calendar", "maps", "text", "service"},
    "bench": {"knowledge", "language", "matching", "service"},
}
CORE = ("knowledge", "language", "calendar", "maps", "matching", "text", "service")

# What the core may not so much as name: the world comes in as an argument or a port.
WORLD = (
    "discord",
    "sqlalchemy",
    "alembic",
    "aiosqlite",
    "sqlite3",
    "aiohttp",
    "socket",
    "subprocess",
    "urllib.request",
    "http.client",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.sleep",
    "open",
    "io.open",
    "os",
    "pathlib",
    "shutil",
    "tempfile",
    "importlib.resources",
)
# Word lists and what maps are drawn on are read from beside their modules.
ON_PURPOSE = {
    *(
        (f"bot.language.{module}", way)
        for module in ("english", "word_vectors")
        for way in ("pathlib", "importlib.resources")
    ),
    ("bot.maps.files", "importlib.resources"),
}


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every imported thing: the name it goes by in the module → its full dotted name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield (
                        (alias.asname or alias.name).split(".")[0],
                        (alias.name if alias.asname else alias.name.split(".")[0]),
                    )
                    yield alias.name, alias.name
            case ast.ImportFrom(module=str(module), names=names, level=0):
                for alias in names:
                    yield alias.asname or alias.name, f"{module}.{alias.name}"
            case ast.ImportFrom():
                yield "relative", "a relative import"
            case _:
                pass


def names(tree: ast.Module) -> set[str]:
    """Every imported or builtin thing that the module speaks of, by its full dotted name."""
    known = dict(imports(tree))
    found = set(known.values())
    for node in ast.walk(tree):
        chain: list[str] = []
        while isinstance(node, ast.Attribute):
            chain.insert(0, node.attr)
            node = node.value  # noqa: PLW2901
        if isinstance(node, ast.Name):
            found.add(".".join([known.get(node.id, node.id), *chain]))
    return found


def package(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def misplaced(module: str, source: str) -> set[str]:
    """What a module of a package imports of bot and may not."""
    own = package(module)
    if own not in INNER:
        return set()
    allowed = INNER[own] | {own}
    of_bot = {name for _, name in imports(ast.parse(source)) if name.split(".")[0] == "bot"}
    relative = {name for _, name in imports(ast.parse(source)) if name == "a relative import"}
    return relative | {name for name in of_bot if name == "bot" or package(name) not in allowed}


def benchmarking(module: str, source: str) -> set[str]:
    """What a module has of the benchmarks or of their references, and may not.

    `bm25s` and its numpy are test dependencies; only `bench` loads them, by name, where they are.
    """
    allowed = (
        {"bot.bench"} if module == "bot.terminal.quality" or package(module) == "bench" else set()
    )
    kept_out = {"bot.bench", "bm25s", "numpy", "scipy"} - allowed
    return {
        name
        for _, name in imports(ast.parse(source))
        for each in kept_out
        if name == each or name.startswith(f"{each}.")
    }


def worldly(module: str, source: str) -> set[str]:
    """What a module of the core names of the world outside."""
    return {
        world
        for name in names(ast.parse(source))
        for world in WORLD
        if (name == world or name.startswith(f"{world}.")) and (module, world) not in ON_PURPOSE
    }


def test_the_modules_are_found():
    assert {package(module) for module in MODULES} >= set(INNER)


@pytest.mark.parametrize("module", [name for name in MODULES if package(name) in INNER])
def test_dependencies_point_inwards(module: str):
    assert misplaced(module, MODULES[module].read_text("utf-8")) == set()


@pytest.mark.parametrize("module", MODULES)
def test_nothing_but_its_command_loads_the_benchmarks(module: str):
    assert benchmarking(module, MODULES[module].read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.terminal.commands", "from bot.bench.report import run"),
        ("bot.app", "from bot import bench"),
        ("bot.terminal.options", "def f():\n    import bot.bench.speed"),
        ("bot.matching.x", "import numpy as np"),
        ("bot.bench.x", "import bm25s"),
        ("bot.terminal.quality", "from scipy.sparse import csr_matrix"),
    ],
)
def test_benchmarks_in_the_wrong_place_are_noticed(module: str, source: str):
    assert benchmarking(module, source)


@pytest.mark.parametrize("module", [name for name in MODULES if package(name) in CORE])
def test_the_core_touches_no_world(module: str):
    assert worldly(module, MODULES[module].read_text("utf-8")) == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_300_lines(module: str):
    lines = MODULES[module].read_text("utf-8").count("\n")

    assert lines <= LONGEST


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.knowledge.x", "import bot.language.tokens"),
        ("bot.knowledge.x", "from bot.matching import text"),
        ("bot.knowledge.x", "from bot.settings import Settings"),
        ("bot.knowledge.x", "from bot import app"),
        ("bot.knowledge.x", "import bot"),
        ("bot.knowledge.x", "def f():\n    from bot.calendar.calendar import Calendar"),
        ("bot.matching.x", "from bot.calendar.calendar import Calendar"),
        ("bot.calendar.x", "from bot.service.ports import Clock"),
        ("bot.calendar.x", "from ..service import ports"),
        ("bot.service.x", "from bot.store.folder import DiskFolder"),
        ("bot.store.x", "from bot.gateway.client import Client"),
        ("bot.bench.x", "from bot.store.folder import DiskFolder"),
        ("bot.service.x", "from bot.bench.noise import noised"),
        ("bot.store.migrations.versions.x", "from bot.gateway import client"),
        ("bot.gateway.x", "import bot.store.records as records"),
        ("bot.gateway.x", "from bot.app import build"),
    ],
)
def test_an_import_that_points_outwards_is_noticed(module: str, source: str):
    assert misplaced(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.knowledge.x", "from bot.knowledge.model import Entry\nimport json"),
        ("bot.calendar.x", "from bot.language.tokens import tokenise"),
        ("bot.gateway.x", "from bot.service.ports import Clock\nimport discord"),
        ("bot.app", "from bot.gateway import client\nfrom bot.store import records"),
    ],
)
def test_an_import_that_points_inwards_is_allowed(module: str, source: str):
    assert not misplaced(module, source)


@pytest.mark.parametrize(
    "source",
    [
        "import discord",
        "from discord.ext import commands",
        "import sqlalchemy as sa",
        "from sqlalchemy.ext.asyncio import AsyncEngine",
        "import aiohttp.web",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime as dt, UTC\ndt.now(UTC)",
        "import datetime\ndatetime.datetime.now()",
        "import datetime as d\nd.date.today()",
        "from datetime import date\nf = date.today",
        "from datetime import datetime\nclass A:\n    x = field(default_factory=datetime.utcnow)",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "from time import time as wall",
        "import time\ntime.sleep(1)",
        "def f(p):\n    return open(p).read()",
        "import os.path\n",
        "from pathlib import Path",
        "from importlib import resources",
        "import importlib.resources",
    ],
)
def test_a_look_at_the_world_from_the_core_is_noticed(source: str):
    assert worldly("bot.service.x", source)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date, datetime\ndate.fromisoformat(x)\ndatetime.combine(a, b)",
        "from time import monotonic, perf_counter\nperf_counter()",
        "import time\ntime.monotonic()",
        "def f(clock):\n    return clock.now(), clock.date.today, self.time.time()",
        "import logging\nlogging.getLogger(__name__)",
        "import osmosis, discordance",
        "today = 1\ntoday.open()",
    ],
)
def test_the_rest_is_left_to_the_core(source: str):
    assert not worldly("bot.service.x", source)
