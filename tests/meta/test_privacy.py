"""PRIVACY.md lists what the store has, and how long it stays."""

import re
from pathlib import Path

from bot.service.departures import KEPT_FOR
from bot.store.tables import GONE_WITH_THE_SERVER, metadata

ROOT = Path(__file__).parents[2]
PRIVACY = (ROOT / "PRIVACY.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", PRIVACY, re.MULTILINE))


def test_it_lists_every_table_and_no_other():
    assert ROWS.keys() == metadata.tables.keys()


def test_it_says_of_which_tables_the_rows_go_with_the_server():
    gone = {name for name, row in ROWS.items() if "after the server has removed the bot" in row}
    assert gone == {table.name for table in GONE_WITH_THE_SERVER}


def test_every_table_that_goes_with_the_server_says_whose_its_rows_are():
    assert all("guild_id" in table.c for table in GONE_WITH_THE_SERVER)


def test_it_says_how_long_they_are_kept():
    assert KEPT_FOR.days == 30
    assert set(re.findall(r"(\d+) days", PRIVACY)) == {"30"}


def test_the_readme_links_to_it():
    assert "(PRIVACY.md)" in (ROOT / "README.md").read_text("utf-8")
