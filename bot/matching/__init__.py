"""From a question to the nearest entries, their probabilities and a decision; without I/O."""
