"""What the bot does: answer questions, send daily posts, keep settings, reload the knowledge."""
