"""Whether a message has the form of a question: only then may a bot speak unasked."""

import re
from collections.abc import Sequence

from bot.language.tokens import normalise, tokens

_OPENERS = frozenset(
    """who whom whose what which when where why how is are was were do does did has have had can
    could will would should""".split()
)
_LEADS = frozenset(
    "yo hey hi hello ok okay so and but well um hmm please oh lol guys sorry btw also just".split()
)
_ENDS_IN_QUESTION = re.compile(r"\?[^\w?]*[dpo]?$")  # a smiley may follow
_REQUEST = re.compile(
    r"\b(?:explain|tell (?:me|us)|(?:i|we)(?:'d| would)? (?:like|want|need|love) to (?:know|hear)"
    r"|does any(?:one|body) know|any(?:one|body) knows?|i wonder|wondering|remind me)\b"
)


def is_question(text: str) -> bool:
    """A question mark, a question word or an inverted verb in front, or a plain request."""
    folded = normalise(text)
    if _ENDS_IN_QUESTION.search(folded) or _REQUEST.search(folded):
        return True
    return opens_question(folded)


def opens_question(text: str) -> bool:
    """Whether a text begins as a question does: with a question word or an inverted verb."""
    return opens([token.word for token in tokens(text)])


def opens(words: Sequence[str]) -> bool:
    """The same of a text's words; a lead (“so”, “hey”) does not count."""
    start = next((at for at, word in enumerate(words) if word not in _LEADS), len(words))
    return len(words) - start >= 3 and words[start] in _OPENERS


def kind_of(words: Sequence[str]) -> str | None:
    """What a question asks for: “who”, “when”, “how many” …, “whether”; None where it is none."""
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in _KINDS:
            if word == "how" and following in _MEASURES:
                return f"how {following}"
            return "when" if following in _TIMES and _KINDS[word] == "what" else _KINDS[word]
    return "whether" if words and words[0] in _OPENERS else None


_KINDS = {word: word for word in "who what when where why how".split()} | {
    "whom": "who", "whose": "who", "which": "what",
}  # fmt: skip
_MEASURES = frozenset("many much long far high fast old often big heavy tall deep".split())
_TIMES = frozenset("time day date year month hour".split())
