"""English on any subject: word lists, irregular forms and a dictionary."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

# Words that carry little of a question's meaning; an entry need not contain them.
FUNCTION_WORDS = frozenset(
    """
    a an the this that these those it its itself they them their he him his she her we us our you
    your i me my mine one ones some any all each every both other another such own same
    is are was were be been being am do does did done doing have has had having can could will would
    shall should may might must let
    and or but if then than so as at by for from in into of off on onto out over to with without
    about after again against along among around before behind below beneath beside between beyond
    during near through toward towards under until upon via within per
    not no nor only just even also too very much more most less least still yet already ever never
    here there now else quite rather really actually exactly please kindly tell explain know wonder
    want like need say said ask get got give show thanks thank hello hi hey yo ok okay oh well lol
    haha hmm um uh man guys guy dude bro sir question answer anyone anybody someone somebody
    something anything everyone everybody everything thing stuff maybe perhaps though because
    nah eh tbh ngl imo bruh huh mate
    """.split()
)

# Chat words without meaning: they are dropped from questions and wordings.
FILLERS = frozenset(
    """yo hey hi hello lol haha hahaha lmao omg hmm um uh so guys dude bro sir ok okay oh well
    please kindly thanks thank just even really actually though btw nah eh tbh ngl imo bruh huh
    mate""".split()
)

# Words that may introduce a question without adding to its meaning: “and who …”.
LEAD_INS = frozenset("and but so then also or sorry".split())

QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())

# Verbs that come before the subject in a question: “was it …”, “did they …”.
AUXILIARIES = frozenset(
    "is are was were do does did has have had can could will would should".split()
)

_IRREGULAR = """
    be:am,is,are,was,were,been become:became begin:began,begun break:broke,broken
    bring:brought build:built burn:burnt buy:bought catch:caught choose:chose,chosen
    come:came cost:cost die:died,dying do:does,did,done draw:drew,drawn drink:drank,drunk
    drive:drove,driven eat:ate,eaten fall:fell,fallen feel:felt fight:fought find:found
    fly:flew,flown,flies forget:forgot,forgotten freeze:froze,frozen get:got,gotten
    give:gave,given go:went,gone,goes grow:grew,grown have:has,had hear:heard hold:held
    keep:kept know:knew,known lead:led leave:left lend:lent let:let lie:lay,lain light:lit,lighted
    lose:lost make:made mean:meant meet:met pay:paid ride:rode,ridden rise:rose,risen
    run:ran say:said see:saw,seen sell:sold send:sent shine:shone shoot:shot show:shown
    shrink:shrank,shrunk sing:sang,sung sink:sank,sunk sit:sat sleep:slept speak:spoke,spoken
    spend:spent stand:stood steal:stole,stolen swim:swam,swum take:took,taken teach:taught
    tell:told think:thought throw:threw,thrown understand:understood wear:wore,worn win:won
    write:wrote,written man:men woman:women child:children person:people foot:feet
"""
BASE_FORMS = {
    form: base
    for base, forms in (group.split(":") for group in _IRREGULAR.split())
    for form in forms.split(",")
}


# Names of days, months and feasts, which say when something was, not what it is about.
CALENDAR_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter xmas""".split()
)
MIN_NAME = 4  # letters; shorter ones are mostly abbreviations


# Words of questions about the present or the future, where the past is told.
PRESENT_WORDS = frozenset("now nowadays currently presently today tonight tomorrow will".split())


def is_common(word: str) -> bool:
    """Whether a lower-case word is one of about 65,000 common English words.

    The list is SCOWL's, size 50 (see LICENSES/SCOWL.txt). It is searched as one string, because a
    set of its words would take ten times the memory.
    """
    return _has_line(word)


def is_known(word: str) -> bool:
    """Whether a lower-case word is a common one, or one of about 10,000 names and abbreviations."""
    return is_common(word) or _has_line(word.capitalize())


@lru_cache(maxsize=1_000)
def is_name_or_year(word: str) -> bool:
    """Whether a lower-case word can only be a name, or is a year from 1000 to 2999."""
    if word.isdigit():
        return len(word) == 4 and word[0] in "12"
    return (
        len(word) >= MIN_NAME
        and word.isalpha()
        and word not in CALENDAR_WORDS
        and not is_common(word)
        and is_known(word)
    )


def all_words() -> Iterator[str]:
    """Yield all words and names in lower case, one by one, because a list takes much memory."""
    return (line[0].lower() for line in re.finditer(".+", _word_list()))


def _has_line(word: str) -> bool:
    """Whether a line of the sorted word list is exactly this word (binary search)."""
    text = _word_list()
    low, high = 0, len(text)  # a matching line starts in this range
    while low < high:
        start = text.rfind("\n", low, (low + high) // 2) + 1 or low
        end = text.index("\n", start)
        line = text[start:end]
        if line == word:
            return True
        low, high = (end + 1, high) if line < word else (low, start)
    return False


@cache
def _word_list() -> str:
    # A plain path: importlib.resources would load an archive reader for it.
    return Path(__file__).with_name("english_words.txt").read_text("ascii")
