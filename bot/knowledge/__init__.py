"""What the bot knows, as data: the model, its loading from YAML, its lint and its differences."""
