"""Curves and figures, drawn in the colours of the theme."""
