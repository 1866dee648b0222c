"""A test's plan, and the error for whatever it did not plan."""


class UnplannedError(BaseException):
    """Something that no test has planned; nothing that only catches Exception gets past it."""


def plan(holds: object, otherwise: str) -> None:
    """Insist on what the test has planned."""
    if not holds:
        raise UnplannedError(otherwise)
