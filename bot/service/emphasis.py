"""Lets the bold words of an answer follow the question."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.knowledge.model import Entry, Knowledge
from bot.language.prose import Prose, read_prose
from bot.language.question import Question
from bot.language.sentences import sentences, split_compound_question
from bot.matching.answer_sentence import AnswerSentences
from bot.matching.index import Index
from bot.text.answers import answer_message, opening
from bot.text.emphasis import with_bold
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.outcome import Answer, Outcome

MOST_PREPARED = 256  # entries whose sentences are kept in memory
_BOLD = "**"
MOST_QUESTIONS = 2  # in one message; the last ones count


class Emphasis:
    """Sets bold, in the answers of one snapshot, the sentence that answers the question."""

    def __init__(self, index: Index, knowledge: Knowledge) -> None:
        self._index = index
        self._knowledge = knowledge
        self._numbers = {entry.id: number for number, entry in enumerate(index.entries)}
        self._prepared = lru_cache(MOST_PREPARED)(self._prepare)

    def follow(self, outcome: Outcome, question: Question) -> Outcome:
        """The outcome with bold words that follow the question, as far as it is an answer."""
        match outcome:
            case Answer(entries=(entry,)):
                entries = (self.following(entry, asked_in(question)),)
            case Answer(entries=(_, _) as both) if halves := split_compound_question(question):
                entries = tuple(
                    self.following(entry, [half.question], shortened=outcome.shortened)
                    for entry, half in zip(both, halves, strict=True)
                )
            case _:
                return outcome
        followed = replace(outcome, entries=entries)
        added = sum(len(each.answer) for each in entries)
        added -= sum(len(each.answer) for each in outcome.entries)
        fits = added <= 0 or len(answer_message(followed, DISCORD)) <= MESSAGE_LIMIT
        return followed if fits else outcome

    def following(
        self, entry: Entry, questions: Sequence[Question], *, shortened: bool = False
    ) -> Entry:
        """The entry with the sentences bold that answer the questions; `shortened`: see Answer."""
        prose, prepared = self._prepared(entry.id)
        chosen = [prepared.emphasis(question) for question in questions]
        if not any(chosen):
            return entry
        spans = {span for each in chosen for span in each or prose.bold}
        following = replace(entry, answer=with_bold(prose.text, spans))
        return entry if shortened and _BOLD not in opening(following) else following

    def _prepare(self, id_: str) -> tuple[Prose, AnswerSentences]:
        prose = read_prose(self._knowledge.by_id[id_].answer)
        return prose, AnswerSentences(self._index, self._index.entries[self._numbers[id_]], prose)


def asked_in(message: Question) -> list[Question]:
    """The questions in a message: its last two sentences that are any, or both of a double one."""
    parts = sentences(message)
    asked = [part for part in parts if len(parts) > 1 and part.is_question][-MOST_QUESTIONS:]
    if len(asked) > 1:
        return asked
    question = asked[0] if asked else message
    halves = split_compound_question(question)
    return [half.question for half in halves] if halves else [question]
