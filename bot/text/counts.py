"""Numbers with their nouns."""


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`, `1,234 entries`; the plural takes an “s” unless it is given."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"
