"""Flamekeeper: a Discord bot that knows the journey of the Sochi 2014 Olympic torch."""

__version__ = "0.1.0"
