"""Short notices to one person."""

import pytest

from bot.text.notices import permission_trouble, unexpected_error


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Send Messages",), "I'm missing the Send Messages permission in <#9>."),
        (
            ("View Channel", "Send Messages"),
            "I'm missing the View Channel and Send Messages permissions in <#9>.",
        ),
    ],
)
def test_permission_trouble_are_named(names: tuple[str, ...], text: str):
    assert permission_trouble(names, "<#9>") == text


def test_an_unexpected_error_names_its_code():
    assert "c0ffee" in unexpected_error("c0ffee")
