"""Short notices to one person: mistaken use, missing rights, stale buttons, errors."""

NO_QUESTION = (
    "I couldn't see a question. Mention me and type it in the same message, or use `/ask`."
)
NO_QUESTION_IN_DM = (
    "I can only read text, and couldn't see any in your message. Type your question here, "
    "or use `/ask`."
)
STALE_BUTTON = "This button no longer works. Please ask again."
ENTRY_GONE = "That answer no longer exists. Please ask again."
DAY_GONE = "That day is no longer in my calendar."

INVALID_CHOICE = "That isn't a valid choice; pick one from the list."
SERVERS_ONLY = "This command only works in servers."
COMMAND_CHANGED = "This command has changed. Restart Discord and try again."

STORE_AWAY = (
    "I can't reach my database at the moment, so nothing has changed. Please try again in a few "
    "minutes. I can still answer questions."
)

MANAGERS_ONLY = "Only members with the Manage Server permission can use this command."
ADMINISTRATORS_ONLY = (
    "Only the people who run me can use `/faq`, and members with the Manage Server permission in "
    "servers they have chosen."
)


def unexpected_error(incident: str) -> str:
    """The apology for an error that was logged under a code."""
    return f"Something went wrong on my side. If it happens again, quote the code {incident}."
