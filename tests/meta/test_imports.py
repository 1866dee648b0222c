"""Which package may import which, what the core may not use, and how long a module may be."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "bot").rglob("*.py"))
}
LONGEST = 300  # lines
MEDIAN = 91.5  # lines, without __init__ and migrations

# What each package may import from bot, besides itself.
ALLOWED = {
    "knowledge": set[str](),
    "language": set[str](),
    "calendar": {"knowledge", "language"},
    "maps": {"knowledge", "calendar"},
    "matching": {"knowledge", "language"},
    "text": {"knowledge", "calendar", "maps"},
    "service": {"knowledge", "language", "calendar", "maps", "matching", "text"},
    "store": {"knowledge", "service"},
    "gateway": {"knowledge", "calendar", "maps", "text", "service"},
    "bench": {"knowledge", "language", "matching", "service"},
    "terminal": {
        "knowledge", "calendar", "maps", "text", "service", "store", "bench",
        "app", "clock", "fitting", "log", "settings", "__version__",
    },
}  # fmt: skip
CORE = ("knowledge", "language", "calendar", "maps", "matching", "text", "service")

# What only the modules named here may import. bm25s, which uses numpy, is a test dependency that
# the benchmarks compare the bot with.
ONLY_FOR = {
    "bot.terminal": ("bot.terminal", "bot.__main__"),
    "bot.bench": ("bot.bench", "bot.terminal.quality"),
    "bm25s": ("bot.bench",),
    "numpy": ("bot.bench",),
    "scipy": ("bot.bench",),
}

# What the core may not use: it gets the outside world as an argument or through a port.
OUTSIDE_WORLD = (
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
# Word lists, tables of names and base maps are files beside the modules that read them.
EXCEPTIONS = {
    *(
        (f"bot.language.{module}", name)
        for module in ("english", "near_synonyms", "word_vectors")
        for name in ("pathlib", "importlib.resources")
    ),
    ("bot.maps.assets", "importlib.resources"),
    ("bot.calendar.zone_names", "importlib.resources"),
}


def imported_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yields each import as its name in the module and its full dotted name."""
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


def used_names(tree: ast.Module) -> set[str]:
    """Returns the full dotted names of all imported or built-in things that a module uses."""
    known = dict(imported_names(tree))
    found = set(known.values())
    for node in ast.walk(tree):
        chain: list[str] = []
        while isinstance(node, ast.Attribute):
            chain.insert(0, node.attr)
            node = node.value  # noqa: PLW2901
        if isinstance(node, ast.Name):
            found.add(".".join([known.get(node.id, node.id), *chain]))
    return found


def package_of(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def is_within(name: str, parent: str) -> bool:
    return name == parent or name.startswith(f"{parent}.")


def forbidden_imports(module: str, source: str) -> set[str]:
    """Returns the imports from bot that the module's package does not allow."""
    package = package_of(module)
    if package not in ALLOWED:
        return set()
    allowed = ALLOWED[package] | {package}
    imports = {name for _, name in imported_names(ast.parse(source))}
    relative = imports & {"a relative import"}
    from_bot = {name for name in imports if is_within(name, "bot")}
    return relative | {
        name for name in from_bot if name == "bot" or package_of(name) not in allowed
    }


def reserved_imports(module: str, source: str) -> set[str]:
    """Returns the imports that are reserved for other modules."""
    reserved = {
        name
        for name, importers in ONLY_FOR.items()
        if not any(is_within(module, importer) for importer in importers)
    }
    return {
        imported
        for _, imported in imported_names(ast.parse(source))
        for name in reserved
        if is_within(imported, name)
    }


def uses_of_the_outside_world(module: str, source: str) -> set[str]:
    """Returns what a module uses of the outside world, without the exceptions."""
    return {
        forbidden
        for name in used_names(ast.parse(source))
        for forbidden in OUTSIDE_WORLD
        if is_within(name, forbidden) and (module, forbidden) not in EXCEPTIONS
    }


def test_every_package_is_found():
    assert {package_of(module) for module in MODULES} >= set(ALLOWED)


def test_every_package_has_a_layer():
    packages = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    assert packages == set(ALLOWED)


@pytest.mark.parametrize("module", [name for name in MODULES if package_of(name) in ALLOWED])
def test_imports_point_inwards(module: str):
    assert forbidden_imports(module, MODULES[module].read_text("utf-8")) == set()


@pytest.mark.parametrize("module", MODULES)
def test_only_main_imports_the_terminal_and_only_its_quality_commands_the_benchmarks(module: str):
    assert reserved_imports(module, MODULES[module].read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.terminal.commands", "from bot.bench.report import run"),
        ("bot.app", "from bot import bench"),
        ("bot.terminal.options", "def f():\n    import bot.bench.speed"),
        ("bot.matching.x", "import numpy as np"),
        ("bot.bench.x", "from bot.terminal import options"),
        ("bot.app", "from bot.terminal.options import Options"),
        ("bot.settings", "import bot.terminal"),
        ("bot.terminal.quality", "from scipy.sparse import csr_matrix"),
    ],
)
def test_a_reserved_import_is_noticed(module: str, source: str):
    assert reserved_imports(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.__main__", "from bot.terminal.main import main"),
        ("bot.terminal.commands", "from bot.terminal import options"),
        ("bot.terminal.quality", "from bot.bench import report"),
        ("bot.bench.x", "import bm25s"),
        ("bot.terminals", "import bot.terminals.x"),
    ],
)
def test_the_modules_that_a_reserved_import_is_for_may_use_it(module: str, source: str):
    assert not reserved_imports(module, source)


@pytest.mark.parametrize("module", [name for name in MODULES if package_of(name) in CORE])
def test_the_core_does_not_touch_the_outside_world(module: str):
    assert uses_of_the_outside_world(module, MODULES[module].read_text("utf-8")) == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_300_lines(module: str):
    lines = MODULES[module].read_text("utf-8").count("\n")

    assert lines <= LONGEST


def test_the_modules_do_not_grow_longer_on_the_whole():
    lengths = [
        path.read_text("utf-8").count("\n")
        for path in MODULES.values()
        if path.name != "__init__.py" and "migrations" not in path.parts
    ]

    assert median(lengths) <= MEDIAN


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.knowledge.x", "import bot.language.tokens"),
        ("bot.knowledge.x", "from bot.matching import index"),
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
        ("bot.service.x", "from bot.bench.typos import add_typos"),
        ("bot.store.migrations.versions.x", "from bot.gateway import client"),
        ("bot.gateway.x", "import bot.store.post_ledger as ledger"),
        ("bot.gateway.x", "from bot.app import build"),
        ("bot.gateway.x", "from bot.terminal.options import Options"),
        ("bot.terminal.x", "from bot.gateway.client import Client"),
        ("bot.terminal.x", "from bot.matching.index import Index"),
    ],
)
def test_an_import_that_points_outwards_is_noticed(module: str, source: str):
    assert forbidden_imports(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.knowledge.x", "from bot.knowledge.model import Entry\nimport json"),
        ("bot.calendar.x", "from bot.language.tokens import tokenise"),
        ("bot.gateway.x", "from bot.service.ports import Clock\nimport discord"),
        ("bot.terminal.x", "from bot.app import run\nfrom bot.store.folder import DiskFolder"),
        ("bot.app", "from bot.gateway import client\nfrom bot.store import tables"),
    ],
)
def test_an_import_that_points_inwards_is_allowed(module: str, source: str):
    assert not forbidden_imports(module, source)


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
def test_a_use_of_the_outside_world_in_the_core_is_noticed(source: str):
    assert uses_of_the_outside_world("bot.service.x", source)


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
def test_everything_else_is_allowed_in_the_core(source: str):
    assert not uses_of_the_outside_world("bot.service.x", source)
