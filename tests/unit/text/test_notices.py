"""Short notices to one person."""

from bot.text.notices import unexpected_error


def test_an_unexpected_error_names_its_code():
    assert "c0ffee" in unexpected_error("c0ffee")
