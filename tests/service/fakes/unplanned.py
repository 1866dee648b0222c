"""The error for things that a test did not plan."""


class UnplannedError(BaseException):
    """Something that the test did not plan. No `except Exception` can hide it."""


def plan(holds: object, otherwise: str) -> None:
    """Raise UnplannedError unless something holds."""
    if not holds:
        raise UnplannedError(otherwise)
