"""A small knowledge folder for the tests of the terminal, and how they start the program."""

import os
import sys
from pathlib import Path

from bot.settings import Settings

BOT = [sys.executable, "-m", "bot"]
ANSWER_IN = 60  # seconds that a process may take to print something; a start takes one or two

FAQ = """\
entries:
  - id: hours
    question: When is the torch museum open?
    phrasings: [opening hours of the torch museum]
    answer: |
      From **nine** to five.
    group: The museum
    sources: [paper]
  - id: price
    question: What does a ticket cost?
    phrasings: [price of a ticket]
    answer: Nothing at all.
"""
FAQ_ALONE = FAQ.replace("    sources: [paper]\n", "")
MILESTONES = """\
relay: {first: 2013-09-29, last: 2014-02-07, day_one: 2013-10-07}
milestones:
  - {id: launch, date: 2013-11-07, time_utc: "04:14", title: Launch, place: Baikonur,
     lat: 45.92, lon: 63.34, text: Up it went., sources: [paper]}
  - {id: walk, date: 2013-11-09, title: Spacewalk, place: Open space,
     lat: 0, lon: 0, where: orbit, text: Out it went.}
  - {id: earth, date: 2013-11-09, title: Meanwhile, place: Yakutsk,
     lat: 62.03, lon: 129.73, text: Cold.}
  - {id: back, date: 2013-11-11, title: Landing, place: Kazakhstan, lat: 47.8, lon: 69, text: Down.}
"""
MILESTONES_ALONE = MILESTONES.replace(", sources: [paper]", "").replace("relay:", "# relay:")
SOURCES = """\
sources:
  paper: {title: The torch, publisher: The Paper, date: 2013-11-07, url: "https://example.org/t"}
"""
BROKEN = "entries:\n  - {id: hours, question: When?}\n  - {id: UPPER, question: Q?, answer: A}\n"


def write_folder(folder: Path, **files: str) -> Path:
    """Writes knowledge files (named without `.yaml`) into a folder and returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def small_folder(folder: Path) -> Path:
    return write_folder(folder, faq=FAQ, milestones=MILESTONES, sources=SOURCES)


def environment(**more: str) -> dict[str, str]:
    """Returns this process's environment without the bot's settings and PYTHONUNBUFFERED."""
    ours = {name.upper() for name in Settings.model_fields} | {"PYTHONUNBUFFERED"}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in ours}
    return kept | more
