"""Draws maps of the journey as PNG, and writes their alt texts; without I/O or a clock."""
