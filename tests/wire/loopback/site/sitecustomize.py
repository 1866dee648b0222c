"""Points discord.py at the loopback Discord; Python runs this when it starts.

It imports as little as possible, so that commands that never import discord start as fast as usual.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any


def _redirect_to(base: "str") -> "None":
    """Sets the two addresses when discord.py's modules are loaded."""
    from importlib.machinery import PathFinder

    def http(module: "Any") -> "None":
        module.Route.BASE = base + "/api/v10"

    def gateway(module: "Any") -> "None":
        address = base.replace("http://", "ws://") + "/gateway"
        module.DiscordWebSocket.DEFAULT_GATEWAY = module.yarl.URL(address)

    changes: dict[str, Callable[[Any], None]] = {
        "discord.http": http,
        "discord.gateway": gateway,
    }

    class Lookup:
        @staticmethod
        def find_spec(
            name: "str", path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
        ) -> "ModuleSpec | None":
            change = changes.get(name)
            spec = PathFinder.find_spec(name, path, target) if change is not None else None
            if change is None or spec is None or spec.loader is None:
                return None
            execute = spec.loader.exec_module

            def exec_module(module: "ModuleType") -> "None":
                execute(module)
                change(module)

            spec.loader.exec_module = exec_module
            return spec

    sys.meta_path.insert(0, Lookup)


def _forbid_other_hosts() -> "None":
    """Refuses connections to other machines: no test may reach the real Discord."""

    def watch(event: "str", arguments: "tuple[Any, ...]") -> "None":
        if event == "socket.connect":
            address = arguments[1]
            if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
                msg = f"a test may not connect to {address[0]}"
                raise ConnectionRefusedError(msg)

    sys.addaudithook(watch)


def _without_signal_handlers() -> "None":
    """Makes event loops refuse signal handlers, as those of Windows do."""
    from importlib.machinery import PathFinder

    class Lookup:
        @staticmethod
        def find_spec(
            name: "str", path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
        ) -> "ModuleSpec | None":
            spec = PathFinder.find_spec(name, path, target) if name == "asyncio" else None
            if spec is None or spec.loader is None:
                return None
            execute = spec.loader.exec_module

            def exec_module(module: "Any") -> "None":
                execute(module)
                refuse = module.AbstractEventLoop
                loop = module.SelectorEventLoop
                loop.add_signal_handler = refuse.add_signal_handler
                loop.remove_signal_handler = refuse.remove_signal_handler

            spec.loader.exec_module = exec_module
            return spec

    sys.meta_path.insert(0, Lookup)


_base = os.environ.get("LOOPBACK_DISCORD")
if _base:
    _redirect_to(_base)
    _forbid_other_hosts()

if os.environ.get("LOOPBACK_WITHOUT_SIGNAL_HANDLERS"):
    _without_signal_handlers()

if os.environ.get("COVERAGE_PROCESS_START"):
    import coverage

    coverage.process_startup()
