"""Benchmarks: speed as ratios against a named reference in the same run, and quality beside it."""
