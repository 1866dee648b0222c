"""What the bot does for people, over the core and the ports: answer, announce, curate."""
