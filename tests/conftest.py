"""How the tests are run: Hypothesis's settings, their order, and their distribution to workers."""

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from xdist.scheduler import LoadFileScheduling

# The same examples in every run and no deadline, so that a red test stays red.
settings.register_profile("flamekeeper", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("flamekeeper")

# What takes longest comes first, so that no worker is left with it at the end.
FIRST = (
    "tests/wire/test_a_thousand_servers.py",
    "tests/service/test_daily_post_histories.py",
    "tests/wire/test_posts.py",
    "tests/wire/test_posts_under_fire.py",
    "tests/wire/test_publishing.py",
    "tests/wire/",
    "tests/knowledge/test_check.py",
    "tests/terminal/",
)
# Files whose tests share nothing and take long: workers get them test by test.
SPLIT = (
    "tests/service/test_daily_post_histories.py",
    "tests/wire/test_database.py",
    "tests/wire/test_life.py",
    "tests/wire/test_pictures.py",
    "tests/wire/test_posts.py",
    "tests/wire/test_posts_under_fire.py",
    "tests/wire/test_publishing.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        ranks = (at for at, start in enumerate(FIRST) if item.nodeid.startswith(start))
        return next(ranks, len(FIRST))

    items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers per core, because the tests of whole processes mostly wait."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadFileScheduling":
    from xdist.scheduler import LoadFileScheduling

    class Scheduler(LoadFileScheduling):
        """Gives each worker whole files, but the tests of SPLIT one by one."""

        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return nodeid if file in SPLIT else file

    config.option.loadscopereorder = False  # else the files with most tests would come first
    return Scheduler(config, log)
