"""The calendar of the relay: what happened when and where, and what is due to be posted."""
