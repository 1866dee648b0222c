"""What is found in a file in which each test makes one mistake."""

from bot.knowledge.loading import parse
from bot.knowledge.model import Finding
from tests.builders import FAQ


def found(text: str, name: str = "faq.yaml") -> list[Finding]:
    """The findings about a file; `name`: of another one beside a valid faq.yaml."""
    _, findings = parse("kb", {"faq.yaml": FAQ.encode(), name: text.encode()})
    return [*findings]


def told(text: str, name: str = "faq.yaml") -> list[str]:
    """The findings as they are printed, without the path."""
    return [str(finding).removeprefix(f"kb/{name}:") for finding in found(text, name)]
