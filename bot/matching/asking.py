"""A question as it is compared with the sentences of an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.asked_things import Things, asked_things
from bot.language.english import AUXILIARIES, QUESTION_WORDS
from bot.language.question import Question
from bot.language.question_form import QuestionForm, classify
from bot.language.sentences import split_compound_question
from bot.language.synonyms import Synonyms
from bot.language.terms import is_salient
from bot.language.things import NAMES
from bot.language.tokens import Token, stem

# After an auxiliary verb, these begin a request for what the rest of the question asks for.
_ASKED_TO_TELL = frozenset("you anyone anybody someone somebody i we".split())

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMERALS = {stem(word): str(number) for number, word in enumerate(_NUMBER_WORDS, start=1)}

Terms = Mapping[str, Sequence[Token]]  # salient terms, with the tokens that each stands for


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question asks for, and the terms that it does so with."""

    kind: QuestionForm
    things: Things  # any of which it asks for, each with how well it answers
    terms: Terms
    stems: frozenset[str]

    @classmethod
    def of(cls, content: Sequence[Token], synonyms: Synonyms) -> "Asking":
        """Read a question; `content`: its tokens without fillers and lead-ins."""
        form = _form(content) if content else QuestionForm.NONE
        return cls(
            form.kind,
            asked_things(content, form) if form is not QuestionForm.WHETHER else (),
            salient_terms(content, synonyms),
            frozenset(token.stem for token in content),
        )

    @property
    def asks_for_name(self) -> bool:
        """Whether it asks for the name of somebody or something."""
        return any(thing in NAMES for thing, _ in self.things)

    def asks_like(self, other: "Asking") -> float:
        """Return how certain it is that both ask for the same kind of thing."""
        same_things = self.things[:1] == other.things[:1]
        same_kind = self.kind is other.kind
        if same_things and (same_kind or self.things):
            return 1.0
        return 0.5 if same_kind or self.kind is QuestionForm.NONE else 0.0


def askings(question: Question, synonyms: Synonyms) -> list[Asking]:
    """Read a question once for each thing that it asks for, as in “when and where …”."""
    halves = split_compound_question(question)
    found: list[Asking] = []
    for half in (each.question for each in halves) if halves else (question,):
        content = half.content
        terms = salient_terms(content, synonyms)
        starts = [at for at, token in enumerate(content) if token.word in QUESTION_WORDS] or [0]
        for start in starts:
            form = classify(content[start:])
            things = asked_things(content[start:], form)
            stems = frozenset(token.stem for token in content)
            found.append(Asking(form.kind, things, terms, stems))
    return found


def _form(content: Sequence[Token]) -> QuestionForm:
    """Return the form of a question, more closely than the search needs it."""
    words = [token.word for token in content]
    if words[0] in AUXILIARIES:
        if _ASKED_TO_TELL.isdisjoint(words[1:2]):
            return QuestionForm.WHETHER  # also “was it where …”
        start = next((at for at, word in enumerate(words) if word in QUESTION_WORDS), 0)
        return classify(content[start:])
    if ["how", "come"] in (words[:2], words[1:3]):
        return QuestionForm.WHY
    return classify(content)


def salient_terms(tokens: Sequence[Token], synonyms: Synonyms) -> dict[str, Sequence[Token]]:
    """Return the terms that say what a text is about, in order; “three” is the same as “3”."""
    folded = synonyms.fold(tokens)
    return {
        _NUMERALS.get(key, key): tokens[start:stop]
        for key, start, stop in folded
        if is_salient(key)
    }
