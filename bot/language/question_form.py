"""The form of a question: what kind of thing it asks for, and whether a text is a question."""

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.language.english import AUXILIARIES, LEAD_INS, QUESTION_WORDS
from bot.language.tokens import Token


class QuestionForm(StrEnum):
    """What kind of thing a question asks for."""

    WHO = "who"
    WHEN = "when"  # also “which day”
    WHAT_DATE = "what date"  # less directly: “what was the date”, “which calendar day”
    WHAT_TIME = "what time"
    WHERE = "where"
    WHICH_PLACE = "which place"
    WHETHER = "whether"
    WHETHER_WHEN = "whether when"  # “was it open when it rained”
    WHY = "why"
    HOW = "how"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    HOW_LONG = "how long"
    HOW_FAR = "how far"
    HOW_HIGH = "how high"
    HOW_FAST = "how fast"
    HOW_OLD = "how old"
    HOW_OFTEN = "how often"
    HOW_BIG = "how big"
    HOW_HEAVY = "how heavy"
    HOW_TALL = "how tall"
    HOW_DEEP = "how deep"
    WHAT = "what"  # also “which”
    WHAT_HAPPENED = "what happened"
    # Without a question word or a verb at the start, other words may show what it asks for:
    WAS_THERE = "was there"  # “the town, was it there”
    DATE = "date"  # “opening date?”
    PLACE = "place"  # “name of the town”
    EVENTS = "events"  # “anything going on”
    NONE = "none"

    @property
    def kind(self) -> "QuestionForm":
        """The coarser form by which questions are compared with wordings.

        It depends only on the first question word, or else on a verb at the start.
        """
        return _KINDS.get(self, self)

    @property
    def asks_how(self) -> bool:
        """Whether it asks why, how, how much, how long, and so on."""
        return self is QuestionForm.WHY or self.startswith("how")


# Question forms that ask for the same thing.
ASKS_FOR_DAY = frozenset({QuestionForm.WHEN, QuestionForm.WHAT_DATE, QuestionForm.DATE})
ASKS_WHETHER = frozenset({QuestionForm.WHETHER, QuestionForm.WHETHER_WHEN, QuestionForm.WAS_THERE})
ASKS_FOR_PLACE = frozenset({QuestionForm.WHERE, QuestionForm.WHICH_PLACE, QuestionForm.PLACE})
ASKS_FOR_EVENTS = frozenset({QuestionForm.WHAT_HAPPENED, QuestionForm.EVENTS})
ASKS_FOR_DETAILS = frozenset({QuestionForm.WHAT, QuestionForm.WHAT_TIME})  # “which rocket was it”

_KINDS = {
    QuestionForm.WHAT_DATE: QuestionForm.WHAT,
    QuestionForm.WHAT_TIME: QuestionForm.WHEN,
    QuestionForm.WHICH_PLACE: QuestionForm.WHAT,
    QuestionForm.WHETHER_WHEN: QuestionForm.WHEN,
    QuestionForm.WHAT_HAPPENED: QuestionForm.WHAT,
    QuestionForm.WAS_THERE: QuestionForm.NONE,
    QuestionForm.DATE: QuestionForm.NONE,
    QuestionForm.PLACE: QuestionForm.NONE,
    QuestionForm.EVENTS: QuestionForm.NONE,
}
_WORD_FORMS = {
    "who": QuestionForm.WHO, "whom": QuestionForm.WHO, "whose": QuestionForm.WHO,
    "where": QuestionForm.WHERE, "why": QuestionForm.WHY,
}  # fmt: skip
_MEASURES = {
    form.removeprefix("how "): form for form in QuestionForm if form.startswith("how ")
}  # “many” → HOW_MANY

# “Can you tell me …”, “does anyone know …”
REQUESTING = frozenset("can could will would do does".split())
REQUESTED = frozenset("you anyone anybody someone somebody".split())

_OPENERS = QUESTION_WORDS | AUXILIARIES
_MIN_WORDS = 3  # a shorter text is a question only if it has a question mark or is a request

_SINGLE_DAY_NOUNS = frozenset("day date month year".split())
_DAY_NOUNS = _SINGLE_DAY_NOUNS | frozenset("days dates night evening weekend week".split())
_TIME_NOUNS = frozenset("time hour".split())
_PLACE_NOUNS = frozenset("town city place region location whereabouts".split())
_PLACES_ASKED_FOR = _PLACE_NOUNS | frozenset("towns cities places regions stop stops".split())

_EVENTS = re.compile(
    r"\b(?:happen\w*(?! to)|t(?:ake|akes|aking|aken|ook) place|(?:go|goes|going|went) on"
    r"|occur\w*|events?|anything|something|everything|special|calendar|programme|entry|entries"
    r"|anniversary)\b"
    r"|\bwhat (?:is|was|were) (?:on|up|that|it|there|with|then|\w+ed)\b|\b(?:give|show) me\b"
    r"|\b(?:what|how|me|know) about\b|\bwhat\b.*\b(?:do|doing|done|up to)\b"
)
_ENDS_WITH_QUESTION_MARK = re.compile(r"\?[^\w?]*[dpo]?$")  # a smiley may follow
_REQUEST = re.compile(
    r"\b(?:explain|tell (?:me|us)|(?:i|we)(?:'d| would)? (?:like|want|need|love) to (?:know|hear)"
    r"|does any(?:one|body) know|any(?:one|body) knows?|i wonder|wondering|remind me)\b"
)


def classify(tokens: Sequence[Token]) -> QuestionForm:
    """Return the form of a question, given its tokens without fillers and lead-ins.

    The first question word decides; without one, an auxiliary verb at the start, or else a noun.
    """
    words = [token.word for token in tokens]
    inverted = bool(words) and words[0] in AUXILIARIES
    when_clause = False
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if form := _WORD_FORMS.get(word):
            return form
        if word == "how" and following != "about":
            return _MEASURES.get(following, QuestionForm.HOW)
        if word == "when":
            if not (inverted and following and words[at - 1] not in LEAD_INS):
                return QuestionForm.WHEN
            when_clause = True  # “was it open when it rained” does not ask for a day
        if word in {"what", "which"}:
            return _classify_what(words, at)
    if inverted:
        return QuestionForm.WHETHER_WHEN if when_clause else QuestionForm.WHETHER
    if words[-1:] == ["there"] and AUXILIARIES & {*words}:
        return QuestionForm.WAS_THERE
    if _DAY_NOUNS & {*words[:2], *words[-1:]} or "date" in words:
        return QuestionForm.DATE
    if _PLACE_NOUNS & {*words}:
        return QuestionForm.PLACE
    return QuestionForm.EVENTS if mentions_events(words) else QuestionForm.NONE


def asked_form(tokens: Sequence[Token]) -> QuestionForm:
    """Return the form of a question, or of what a polite request asks for.

    “Could you tell me when …” asks for a day, though it opens like a yes-or-no question.
    """
    words = [token.word for token in tokens[:2]]
    if len(words) > 1 and words[0] in REQUESTING and words[1] in REQUESTED:
        inner = classify(tokens[2:])
        asks = not QUESTION_WORDS.isdisjoint(token.word for token in tokens[2:])
        if asks or inner is not QuestionForm.NONE:  # “… tell me the date it came to …”
            return inner
    return classify(tokens)


def _classify_what(words: Sequence[str], at: int) -> QuestionForm:
    """Return the form of a question with “what” or “which” at a position."""
    following = words[at + 1 : at + 3]
    noun = following[0] if following else ""
    if noun in _TIME_NOUNS:
        return QuestionForm.WHAT_TIME
    if noun in _SINGLE_DAY_NOUNS:
        return QuestionForm.WHEN
    if not _DAY_NOUNS.isdisjoint(following) or "date" in words:
        return QuestionForm.WHAT_DATE
    if noun in _PLACES_ASKED_FOR:
        return QuestionForm.WHICH_PLACE
    return QuestionForm.WHAT_HAPPENED if mentions_events(words[at:]) else QuestionForm.WHAT


def mentions_events(words: Sequence[str]) -> bool:
    """Whether the words are about events: “what happened”, “anything on”, “what did they do”."""
    return _EVENTS.search(" ".join(words)) is not None


def opens_question(tokens: Sequence[Token]) -> bool:
    """Whether a text opens like a question, with a question word or an auxiliary verb.

    Takes its tokens without fillers and lead-ins. A text of one or two words never does.
    """
    return len(tokens) >= _MIN_WORDS and tokens[0].word in _OPENERS


def is_question(normalised: str, tokens: Sequence[Token]) -> bool:
    """Whether a text has a question mark, makes a request or opens like a question.

    Takes the normalised text, and its tokens without fillers and lead-ins.
    """
    return bool(
        _ENDS_WITH_QUESTION_MARK.search(normalised)
        or _REQUEST.search(normalised)
        or opens_question(tokens)
    )
