"""What kinds of things a question asks for: a number for “how many”, a person for “who”."""

from collections.abc import Sequence

from bot.language.english import AUXILIARIES, FUNCTION_WORDS, is_common
from bot.language.question_form import QuestionForm
from bot.language.things import Thing, thing_in
from bot.language.tokens import Token

Things = tuple[tuple[Thing, float], ...]

_OF_FORM: dict[QuestionForm, Things] = {
    QuestionForm.WHO: ((Thing.PERSON, 1.0),),
    QuestionForm.WHERE: ((Thing.PLACE, 1.0),),
    QuestionForm.WHICH_PLACE: ((Thing.PLACE, 1.0),),
    QuestionForm.PLACE: ((Thing.PLACE, 1.0),),
    QuestionForm.WHEN: ((Thing.DATE, 1.0), (Thing.TIME, 0.7), (Thing.YEAR, 0.5)),
    QuestionForm.WHAT_DATE: ((Thing.DATE, 1.0), (Thing.YEAR, 0.5)),
    QuestionForm.DATE: ((Thing.DATE, 1.0), (Thing.TIME, 0.7), (Thing.YEAR, 0.5)),
    QuestionForm.WHAT_TIME: ((Thing.TIME, 1.0),),
    QuestionForm.WHY: ((Thing.REASON, 1.0),),
    QuestionForm.HOW_MANY: ((Thing.NUMBER, 0.5),),
    QuestionForm.HOW_MUCH: ((Thing.PRICE, 1.0), (Thing.NUMBER, 0.5)),
    QuestionForm.HOW_LONG: ((Thing.DURATION, 1.0), (Thing.SIZE, 0.8)),
    QuestionForm.HOW_FAR: ((Thing.SIZE, 1.0),),
    QuestionForm.HOW_HIGH: ((Thing.SIZE, 1.0),),
    QuestionForm.HOW_TALL: ((Thing.SIZE, 1.0),),
    QuestionForm.HOW_DEEP: ((Thing.SIZE, 1.0),),
    QuestionForm.HOW_BIG: ((Thing.SIZE, 1.0), (Thing.NUMBER, 0.5)),
    QuestionForm.HOW_HEAVY: ((Thing.WEIGHT, 1.0),),
    QuestionForm.HOW_FAST: ((Thing.SPEED, 1.0), (Thing.DURATION, 0.5)),
    QuestionForm.HOW_OLD: ((Thing.AGE, 1.0), (Thing.DURATION, 0.5), (Thing.NUMBER, 0.5)),
    QuestionForm.HOW_OFTEN: ((Thing.FREQUENCY, 1.0), (Thing.NUMBER, 0.5)),
}
# Words after “how”, “what” or “which” that say more than the form.
_OF_ADJECTIVE: dict[str, Thing] = {
    **dict.fromkeys("cold hot warm freezing".split(), Thing.TEMPERATURE),
    **dict.fromkeys("thick wide large small broad strong loud bright".split(), Thing.NUMBER),
}
_OF_NOUN: dict[str, Thing] = {
    noun: thing
    for nouns, thing in (
        ("colour color colours colors", Thing.COLOUR),
        ("weather", Thing.WEATHER),
        ("temperature temperatures coldest hottest warmest", Thing.TEMPERATURE),
        ("age ages", Thing.AGE),
        ("weight", Thing.WEIGHT),
        ("price prices cost costs fee fees", Thing.PRICE),
        ("distance height length depth width size altitude", Thing.SIZE),
        ("speed", Thing.SPEED),
        ("duration", Thing.DURATION),
        ("number", Thing.NUMBER),
        ("year years", Thing.YEAR),
        ("reason reasons", Thing.REASON),
        ("person people man men woman women", Thing.PERSON),
        ("day date month", Thing.DATE),
        ("time hour", Thing.TIME),
    )
    for noun in nouns.split()
}
_FORMS_OF_BE = frozenset("is are was were".split())
_WITH_NAMES = frozenset("this that guy and".split())  # “who is this … guy”
_DETERMINERS = frozenset("the a an its their his her this that your".split())
_NOUN_REACH = 2  # words after “what” or “what was the” among which the noun may stand
_NAMED_SHARE = 0.5  # “which ship” may be answered with a name


def asked_things(content: Sequence[Token], form: QuestionForm) -> Things:
    """What a question asks for: any of these things, each with how well it answers.

    `content`: its tokens without fillers and lead-ins.
    """
    words = [token.word for token in content]
    for at, word in enumerate(words):
        following = words[at + 1 :]
        if word == "how" and following:
            return _how(following, form)
        if word in {"what", "which"} and following:
            if thing := _of_noun(following):
                return ((thing, 1.0),)
            if form is QuestionForm.WHAT and following[0] not in AUXILIARIES:
                return ((Thing.NAME, _NAMED_SHARE),)
        if word == "who" and _names_somebody(following):
            return ()
    return _OF_FORM.get(form, ())


def _how(following: Sequence[str], form: QuestionForm) -> Things:
    """What a question asks for that has these words after “how”."""
    thing = _OF_ADJECTIVE.get(following[0])
    if form is QuestionForm.HOW_MANY and len(following) > 1:
        thing = thing_in(following[1])  # “how many miles”
    things = _OF_FORM.get(form, ())
    if not (thing or things):
        thing = _of_noun(following)  # “how was the weather”
    return ((thing, 1.0),) if thing else things


def _of_noun(following: Sequence[str]) -> Thing | None:
    """The kind of thing that the noun after “what” or “what was the” names."""
    start = 0
    for skipped in (_FORMS_OF_BE, _DETERMINERS):
        start += start < len(following) and following[start] in skipped
    for word in following[start : start + _NOUN_REACH]:
        if word in AUXILIARIES:
            return None
        if word in _OF_NOUN:
            return _OF_NOUN[word]
    return None


def _names_somebody(following: Sequence[str]) -> bool:
    """Whether these words after “who” are “is” and a name: the question is what the person does."""
    if following[:1] and following[0] in _FORMS_OF_BE:
        name = [word for word in following[1:] if word not in _WITH_NAMES]
        return bool(name) and FUNCTION_WORDS.isdisjoint(name) and not is_common(name[-1])
    return False
