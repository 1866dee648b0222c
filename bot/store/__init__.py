"""What is kept on disk: settings, the ledger of posts and notes in a database; calibrations."""
