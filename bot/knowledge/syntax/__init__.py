"""Explains what YAML cannot read: where the mistake is, and what to write instead."""
