"""What the bot knows, as data: the model, loading it from YAML, checking it, comparing it."""
