"""Lines that other programs have left in a file, and that are no part of it."""

import re

from bot.knowledge.quoting import quoted
from bot.knowledge.syntax.suspects import Suspect

_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})[\w+-]*\s*")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")


def foreign_line(number: int, line: str) -> Suspect | None:
    """The line if it marks code in a chat or a conflict in Git; it is mended by leaving it out."""
    if _FENCE.fullmatch(line):
        reason = "marks code in a chat, and is not part of the file; delete this line"
    elif _CONFLICT.fullmatch(line):
        reason = "marks two versions that Git could not join; keep one, and delete the marks"
    else:
        return None
    column = len(line) - len(line.lstrip())
    return Suspect(number, column, f"{quoted(line)} {reason}", {number: ""})
