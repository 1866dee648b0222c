"""What `/faq` says: counts, the ids of what changed, and the findings that fit."""

import pytest

from bot.knowledge.diff import Changes, Difference
from bot.knowledge.model import Finding, Position, Severity
from bot.text.faq_admin import checked, reload_failed, reloaded
from bot.text.markup import MESSAGE_LIMIT

NOT_TRIED = (
    "I haven't tested whether each wording finds its own entry, because that takes longer: "
    "run `flamekeeper check` in a terminal."
)
NONE = Changes((), (), ())
UNCHANGED = Difference(NONE, NONE, rest=False)


def finding(severity: Severity, message: str = "Something.", line: int = 1) -> Finding:
    return Finding(Position("faq.yaml", line), severity, message)


ERROR, WARNING, INFO = map(finding, Severity)


def ids(count: int) -> tuple[str, ...]:
    return tuple(f"id-{number}" for number in range(count))


@pytest.mark.parametrize(
    ("entries", "changes", "text"),
    [
        (100, UNCHANGED, "Reloaded: 100 entries. Nothing has changed."),
        (1, UNCHANGED, "Reloaded: 1 entry. Nothing has changed."),
        (
            2,
            Difference(Changes(("a",), (), ("b", "c")), NONE, rest=False),
            "Reloaded: 2 entries. 1 entry added: `a`; 2 entries changed: `b`, `c`.",
        ),
        (
            2,
            Difference(NONE, Changes((), ("m",), ()), rest=True),
            (
                "Reloaded: 2 entries. 1 milestone removed: `m`; "
                "the vocabulary or relay window changed."
            ),
        ),
        (
            2,
            Difference(NONE, NONE, rest=True),
            "Reloaded: 2 entries. The vocabulary or relay window changed.",
        ),
        (
            2,
            Difference(NONE, Changes((), (), ("m", "n")), rest=False),
            "Reloaded: 2 entries. 2 milestones changed: `m`, `n`.",
        ),
    ],
)
def test_a_reload_says_what_changed(entries: int, changes: Difference, text: str):
    assert reloaded(entries, changes, ()) == text


def test_of_many_changes_the_first_ten_are_named():
    text = reloaded(30, Difference(Changes(ids(12), (), ()), NONE, rest=False), ())
    assert "12 entries added: `id-0`, " in text
    assert text.endswith("`id-9` and 2 more.")


def test_a_reload_lists_warnings():
    assert reloaded(1, UNCHANGED, (WARNING,)).endswith(
        "\n```\nfaq.yaml:1:1: warning: Something.\n```"
    )


def test_a_failed_reload_says_that_the_previous_version_stays_and_lists_errors():
    assert reload_failed((ERROR,)) == (
        "**Reload failed**; I'm still using the previous version.\n"
        "```\nfaq.yaml:1:1: error: Something.\n```"
    )


@pytest.mark.parametrize(
    ("entries", "findings", "text"),
    [
        (None, (ERROR,), "1 error. Fix it before reloading."),
        (None, (ERROR, WARNING, ERROR), "2 errors. Fix them before reloading."),
        (100, (), f"No errors: 100 entries, 0 warnings. {NOT_TRIED}"),
        (1, (WARNING,), f"No errors: 1 entry, 1 warning. {NOT_TRIED}"),
        (2, (WARNING, WARNING, INFO), f"No errors: 2 entries, 2 warnings. {NOT_TRIED}"),
    ],
)
def test_a_check_counts_what_it_found(
    entries: int | None, findings: tuple[Finding, ...], text: str
):
    first, _, rest = checked(entries, findings).partition("\n")
    assert first == text
    assert "info" not in rest
    shown = [one for one in findings if one.severity is not Severity.INFO]
    assert rest == ("```\n" + "".join(f"{one}\n" for one in shown) + "```" if shown else "")


def test_findings_that_do_not_fit_are_counted():
    findings = [finding(Severity.ERROR, "x" * 100, line) for line in range(1, 101)]
    text = reload_failed(findings)
    assert len(text) <= MESSAGE_LIMIT
    shown = text.count(": error: ")
    assert 10 <= shown < 100
    assert text.endswith(f"\n… and {100 - shown} more: `flamekeeper check` lists them all.")


def test_a_finding_cannot_end_the_block_that_it_stands_in():
    text = reload_failed((finding(Severity.ERROR, "```" + "x" * 1_000),))
    assert text.count("```") == 2
    assert len(text) < 600
