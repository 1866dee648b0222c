"""The edge to the terminal: commands, the chat and JSON output."""
