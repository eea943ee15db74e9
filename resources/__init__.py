"""Files that Triad ships beside its code."""
