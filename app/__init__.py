"""Triad: pictures, words and sounds in one query, with exact shares for each."""

__version__ = "0.1.0"
