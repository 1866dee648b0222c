"""What the FAQ says: an answer, two for a double question, or what may have been meant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.knowledge.model import Entry, Source
from bot.matching.decision import Answer, Decision, Silent, Suggest, Unknown
from bot.service.reply import Reply
from bot.text.sources import MESSAGE_LIMIT

UNKNOWN = "I don't know that one. `/help` shows what you can ask me."
SUGGEST = "I'm not sure what you mean. Is it one of these?"


def from_faq(question: str, decision: Decision, by_id: Mapping[str, Entry]) -> Reply:
    """The reply that a judgement stands for."""
    reply = Reply(question, "unknown", UNKNOWN, nearest=decision.nearest, reasons=decision.reasons)
    match decision.outcome:
        case Answer((id_,)):
            return answered(question, by_id[id_], decision)
        case Answer(ids):
            return _both(reply, [by_id[id_] for id_ in ids])
        case Suggest(ids):
            offered = tuple(by_id[id_] for id_ in ids)
            return replace(reply, outcome="suggest", text=SUGGEST, suggestions=offered)
        case Unknown():
            return reply
        case Silent():
            return replace(reply, outcome="silent", text="")


def answered(question: str, entry: Entry, decision: Decision) -> Reply:
    """One entry's answer."""
    return Reply(
        question,
        "answer",
        entry.answer,
        entries=(entry,),
        nearest=decision.nearest,
        sources=entry.sources,
        reasons=decision.reasons,
    )


def _both(reply: Reply, entries: Sequence[Entry]) -> Reply:
    """The answers below each other, as much of them as one message holds: the beginning first.

    What had to be shortened is linked below.
    """
    whole = [entry.answer.strip() for entry in entries]
    openings = [answer.split("\n\n")[0] for answer in whole]
    every = tuple(dict.fromkeys(source for entry in entries for source in entry.sources))
    first = tuple(dict.fromkeys(source for entry in entries for source in entry.sources[:1]))
    tries: list[tuple[list[str], tuple[Source, ...]]] = [
        (whole, every),
        (whole, first),
        (openings, every),
        (openings, first),
    ]
    for answers, sources in tries:
        text = "\n\n".join(
            f"**{entry.question}**\n{answer}"
            for entry, answer in zip(entries, answers, strict=True)
        )
        shortened = tuple(
            entry
            for entry, answer, all_of_it in zip(entries, answers, whole, strict=True)
            if answer != all_of_it
        )
        both = replace(
            reply,
            outcome="answer",
            text=text,
            entries=tuple(entries),
            linked=shortened,
            sources=sources,
        )
        if len(both.message) <= MESSAGE_LIMIT:
            return both
    only, *others = entries
    return replace(
        reply,
        outcome="answer",
        text=only.answer,
        entries=(only,),
        linked=tuple(others),
        sources=only.sources,
    )
