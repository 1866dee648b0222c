"""Finds the sentence of an entry's answer that answers a question.

An entry tells of a topic, a question asks for one thing of it. Each sentence is scored by what it
has of the question, by whether it holds the kind of thing that is asked for, and by what speaks for
the author's own choice: the words that are bold. That choice stands unless another sentence has a
higher score. The weights are from `tools/answer_sentence_weights.py`.
"""

from operator import mul
from typing import NamedTuple

from bot.language.prose import Prose, Span
from bot.language.question import Question, parse_question
from bot.matching.answer_phrase import phrase
from bot.matching.answer_terms import AnswerTerms, everyday_share
from bot.matching.answer_things import AnswerThings
from bot.matching.asking import Asking, askings
from bot.matching.index import Index
from bot.matching.query import IndexedDocument


class Features(NamedTuple):
    """What speaks for a sentence; information in nats."""

    shared: float  # information of the question's terms that the sentence has
    before: float  # … that the sentence before it has, to which it may refer
    meaning: float  # … of terms that no sentence has, times the similarity in meaning
    thing: float  # how well the best thing in it answers, of the kind that is asked for
    topic: float  # for the author's choice: how far the question asks what the entry's own does


WEIGHTS = Features(shared=3.2, before=1.0, meaning=2.1, thing=3.3, topic=6.2)
LEAST = 0.5  # with a lower score, no sentence answers
UNRELATED = 0.2  # a similarity in meaning up to this says nothing


class AnswerSentences:
    """The sentences of an entry's answer, prepared for comparison with questions."""

    def __init__(self, index: Index, entry: IndexedDocument, prose: Prose) -> None:
        self._index = index
        self._sentences = prose.sentences
        texts = [sentence.text for sentence in prose.sentences]
        self._terms = AnswerTerms(texts, entry, index.synonyms)
        self._things = AnswerThings(texts)
        self._topics = askings(parse_question(entry.texts[0]), index.synonyms)
        self._bold = [number for number, each in enumerate(prose.sentences) if each.bold]
        self._spans = [n for n, each in enumerate(prose.sentences) for _ in each.bold] or [0]

    def emphasis(self, question: Question) -> tuple[Span, ...] | None:
        """Return where in the prose to set bold; None if the author's choice stands."""
        if len(self._sentences) < 2:
            return None
        asking = Asking.of(question.content, self._index.synonyms)
        scores = [sum(map(mul, WEIGHTS, features)) for features in self.features(asking)]
        best = max(range(len(scores)), key=lambda number: scores[number])
        rivals = [n for n in self._bold or range(len(scores)) if n != best]
        if scores[best] < LEAST:
            return None
        if rivals and scores[best] <= max(scores[n] for n in rivals):
            return None
        spans = self._phrase(best, asking)
        if not rivals and spans == self._sentences[best].bold:
            return None
        return tuple(map(self._sentences[best].in_prose, spans))

    def _phrase(self, number: int, asking: Asking) -> tuple[Span, ...]:
        found = list(self._things.in_sentence(number, asking))
        highest = max((value for value, _ in found), default=0.0)
        things = [span for value, span in found if value == highest]
        words = frozenset(token.stem for tokens in asking.terms.values() for token in tokens)
        sentence = self._sentences[number]
        return phrase(sentence, words, things, all_things=asking.asks_for_name)

    def features(self, asking: Asking) -> list[Features]:
        """Return for each sentence what speaks for it."""
        count = len(self._sentences)
        shared, meaning = [0.0] * count, [0.0] * count
        for key, tokens in asking.terms.items():
            having = self._terms.shares(key, tokens)
            weight = self._terms.weight(key, tokens, sum(having.values()))
            for number, share in having.items():
                shared[number] += weight * share
            for number, similarity in () if having else self._terms.similarities(tokens):
                meaning[number] += weight * max(0.0, similarity - UNRELATED)
        columns = shared, [0.0, *shared[:-1]], meaning, self._things.best(asking)
        return [*map(Features, *columns, self._on_topic(asking))]

    def _on_topic(self, asking: Asking) -> list[float]:
        """Return for each sentence what speaks for it as the author's choice.

        What the entry's own question asks for is answered by the first bold words; if it asks for
        several things, each is answered by the next.
        """
        on_topic = [0.0] * len(self._sentences)
        for at, topic in enumerate(self._topics):
            number = self._spans[min(at, len(self._spans) - 1)]
            likeness = asking.asks_like(topic) * self._shared_information(asking, topic)
            on_topic[number] = max(on_topic[number], likeness)
        return on_topic

    def _shared_information(self, asking: Asking, topic: Asking) -> float:
        """Return the share of a question's information that a topic has."""
        weights = {
            key: self._index.weight_of(key) * everyday_share(tokens)
            for key, tokens in asking.terms.items()
        }
        total = sum(weights.values())
        return sum(weight for key, weight in weights.items() if key in topic.terms) / (total or 1.0)
