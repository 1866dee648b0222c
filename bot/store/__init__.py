"""What is kept on disk: tables in a database (see PRIVACY.md), and calibrations in files."""
