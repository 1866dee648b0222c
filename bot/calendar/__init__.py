"""The calendar of the relay: what happened when and where, and when posts are due."""
