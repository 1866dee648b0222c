"""Turns a question into a query of the index."""

from collections.abc import Iterator, Sequence

from bot.language import word_vectors
from bot.language.english import PRESENT_WORDS, QUESTION_WORDS, is_name_or_year
from bot.language.question import Question, parse_question
from bot.language.question_form import opens_question
from bot.language.terms import Term, information_share
from bot.language.tokens import Token
from bot.matching.bigrams import bigrams
from bot.matching.bm25 import CONTEXT_SHARE
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.semantic_similarity import weighted_sum


def parse_query(index: Index, text: str) -> Query:
    """Tokenise a text, correct its spelling, and prepare it for the search."""
    return build_query(index, parse_question(text, index.corrector))


def build_query(
    index: Index,
    question: Question,
    context: Question | None = None,
    message: Question | None = None,
) -> Query:
    """Prepare a question for the search.

    `context`: the sentences before it; they count a little when documents are ranked, but need not
    be covered. `message`: the whole message, if the question is only a part of it.
    """
    content = question.content
    context_terms = tuple(_terms(index, context.content, context=True)) if context else ()
    terms = tuple(_terms(index, content))
    unknown: dict[str, int] = {}

    def number(term: Term) -> int:
        return index.terms.number(term.key) or unknown.setdefault(term.key, -1 - len(unknown))

    numbers = [number(term) for term in terms]
    by_number = {number(term): term for term in context_terms} | dict(
        zip(numbers, terms, strict=True)
    )
    weights = {
        number: (CONTEXT_SHARE if term.context else 1.0)
        * (1.0 if number > 0 else information_share(term.key))
        * index.bm25.weight(number)
        for number, term in by_number.items()
    }
    total = weighted_sum(
        (index.terms.vectors[n] if n > 0 else word_vectors.vector(term.intended), weights[n])
        for n, term in by_number.items()
    )
    everything = terms if message is None else _terms(index, message.content)
    return Query(
        terms=(*context_terms, *terms),
        salient=tuple(number for number, term in by_number.items() if term.salient),
        sought=_sought(terms, numbers),
        weights=weights,
        bigrams=tuple(dict.fromkeys(bigrams(numbers))),
        context=frozenset(number for number, term in by_number.items() if term.context),
        names=frozenset(
            number(term)
            for term in everything
            if is_name_or_year(term.intended) and not index.is_subject(term.key)
        ),
        stems=" ".join(term.key for term in terms),
        kind=question.form.kind,
        opens=opens_question(content),
        present=any(token.word in PRESENT_WORDS for token in content),
        meaning=index.semantic.centred(total),
    )


def _terms(index: Index, tokens: Sequence[Token], *, context: bool = False) -> Iterator[Term]:
    for key, start, stop in index.synonyms.fold(tokens):
        span = tokens[start:stop]
        yield Term(
            key=key,
            written=" ".join(token.written for token in span),
            corrected=next((token.word for token in span if token.word != token.written), None),
            context=context,
        )


def _sought(terms: Sequence[Term], numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the salient terms after the question word, or all of them if none comes after it."""
    is_question_word = [term.intended.split()[0] in QUESTION_WORDS for term in terms]
    start = is_question_word.index(True) + 1 if True in is_question_word else 0
    salient = [(at, numbers[at]) for at, term in enumerate(terms) if term.salient]
    after = dict.fromkeys(number for at, number in salient if at >= start)
    return tuple(after or dict.fromkeys(number for _, number in salient))
