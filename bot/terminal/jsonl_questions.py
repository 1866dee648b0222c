"""Questions as JSON lines: what `ask --jsonl` reads, and the result for each."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.service.answering import Answerer
from bot.terminal.json_output import error_json, reply_json
from bot.terminal.lines import utf8_lines
from bot.text.command_errors import NO_QUESTION_IN_OBJECT, invalid_json


def answer_lines(
    answerer: Answerer, lines: Iterable[bytes], today: date, *, overheard: bool
) -> Iterator[dict[str, Any]]:
    """One result for each line, in order; an object with `error` for a line without a question."""
    for raw in utf8_lines(lines):
        try:
            line: Any = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            yield error_json(invalid_json(str(error)))
            continue
        match line:
            case {"q": str(question)}:
                unaddressed = overheard or line.get("overheard") is True
                yield reply_json(answerer.ask(question, today, overheard=unaddressed))
            case _:
                yield error_json(NO_QUESTION_IN_OBJECT)
