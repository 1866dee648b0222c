"""What is kept on disk: settings, posts and notes in a database, and calibrations in files."""
