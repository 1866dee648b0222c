"""Benchmarks of speed and quality, each beside a named reference measured in the same run."""
