"""Questions → entries with probabilities, and the decision what to say. Pure: no I/O, no clock."""
