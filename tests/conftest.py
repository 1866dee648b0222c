import pytest
from hypothesis import settings

# The same examples at every run, and no clock in the verdict: a red test stays red.
settings.register_profile("flamekeeper", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("flamekeeper")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the whole processes: they take longest, and the rest fills the gaps."""
    items.sort(key=lambda item: "tests/wire/" not in item.nodeid)
