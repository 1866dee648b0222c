"""From a question to entries with probabilities, and to a decision. Pure: no I/O, no clock."""
