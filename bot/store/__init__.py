"""What outlasts a restart: settings, the ledger of posts and notes, in a database."""
